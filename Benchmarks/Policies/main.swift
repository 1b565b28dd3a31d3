// Effective policies of two accounts, the second four times the first in documents and in cells:
// where the work grows with the cells the ratio is about 4, where with cells x documents about 16.
let small = PolicyMeasurement(PolicyWorld(documents: 500, contracts: 500))
let large = PolicyMeasurement(PolicyWorld(documents: 2000, contracts: 2000))

let names = ["documents", "cells", "load", "first", "again", "whole", "owed"]
for row in [names, small.row, large.row] {
    let fields = row.map { String(repeating: " ", count: max(0, 10 - $0.count)) + $0 }
    print(fields.joined(separator: "  "))
}
let tenths = Int((large.whole / small.whole * 10).rounded())
print("4 times the documents and cells: \(tenths / 10).\(tenths % 10) times the time")
