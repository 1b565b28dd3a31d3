// Five million rows of a month over 500 cells: read, sorted into cells, written into 500 workbooks.
// Memory has to stay under 400 MiB.
//   source-benchmark [ROWS]
import Controller
import Foundation
import Reconciliation
import UsageModel
import UsageSources

let rows = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5_000_000
let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("usagectl-source-\(UUID().uuidString)").path
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
let path = "\(folder)/\(SourceWorld.month).csv"
let bytes = try SourceWorld.write(rows: rows, to: path)
print("\(rows) rows, \(bytes / 1_000_000) MB")

let scan = try Measurement.of("the file's lines counted, nothing else") {
    try Measurement.lines(of: path) == rows + 1
}
let source = try FilesSource(
    FilesSourceConfiguration(name: "metering", pathTemplate: "\(folder)/{month}.csv"))
let began = ContinuousClock.now
let reading = await source.read(
    UsageQuery(months: [SourceWorld.month], products: SourceWorld.productIDs))
let read = Measurement("read into records", began, of: rows)
guard reading.problems.isEmpty, reading.rowsTwice.isEmpty else {
    fatalError("\(reading.problems) \(reading.rowsTwice)")
}

let sortBegan = ContinuousClock.now
guard let identity = Identity("benchmark") else { fatalError("the identity is none") }
let kept = CellRows()
let subscriptions = SourceWorld.subscriptions
let sorter = CellSorter(
    UsageAttribution(SourceWorld.attribution(subscriptions)), identity: identity, into: kept)
let view = try await sorter.sort(reading.records) { _ in SourceWorld.facts(subscriptions) }
let sorted = Measurement(
    "sorted into \(view.cells.count) cells and checked", sortBegan, of: rows)

let writeBegan = ContinuousClock.now
let written = try await Workbooks.write(view, kept, to: folder)
let wrote = Measurement("written into workbooks", writeBegan, of: rows)
guard written == rows, view.cells.count == SourceWorld.cells, view.unattributed.isEmpty else {
    fatalError("\(written) rows in \(view.cells.count) cells, \(view.unattributed)")
}
for measurement in [scan, read, sorted, wrote] { print(measurement.line(beside: scan)) }
print("memory at its highest: \(Measurement.peakMemory >> 20) MiB")
try FileManager.default.removeItem(atPath: folder)
