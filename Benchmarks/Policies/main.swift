// Effective policies of two accounts, the second four times the first in documents and in cells:
// where the work grows with the cells the ratio is about 4, where with cells x documents about 16.
// Whole times of less than 2 s for the second are promised.
let names = ["shape", "documents", "cells", "load", "first", "again", "whole", "owed"]
show(names)
for shape in PolicyWorld.Shape.allCases {
    let small = PolicyMeasurement(PolicyWorld(shape: shape, documents: 500, contracts: 500))
    let large = PolicyMeasurement(PolicyWorld(shape: shape, documents: 2000, contracts: 2000))
    show(small.row)
    show(large.row)
    let tenths = Int((large.whole / small.whole * 10).rounded())
    print("4 times the documents and cells: \(tenths / 10).\(tenths % 10) times the time")
}

func show(_ row: [String]) {
    let fields = row.map { String(repeating: " ", count: max(0, 13 - $0.count)) + $0 }
    print(fields.joined(separator: " "))
}
