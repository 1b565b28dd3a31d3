// Rows of a CSV file a second on one core: at least 500,000 are promised for a file whose columns
// have our names. The walk over the same bytes says how fast this machine is just now.
import Foundation
import UsageSources

let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("usagectl-parsing-\(UUID().uuidString)").path
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }
let measurement = try ParsingMeasurement(rows: 1_000_000, folder: folder)

var mapped = RowMapping(fields: ["item_mpn": "{item_mpn}:{kind}", "record_note": "kind"])
mapped.filters = [RowCondition("kind", .isOneOf(["usage", "fee"]))]

// The best of three: other programs only ever make it slower.
var scan = Double.infinity
var plain = Double.infinity
var rich = Double.infinity
for _ in 0..<3 {
    scan = min(scan, try measurement.scan())
    plain = min(plain, try await measurement.parse(RowMapping()))
    rich = min(rich, try await measurement.parse(mapped))
}
show("walk over the bytes", scan)
show("columns as they stand", plain)
show("template and condition", rich)
let rate = Double(measurement.rows) / plain
print(rate >= 500_000 ? "at least 500,000 rows a second" : "fewer than 500,000 rows a second")
if rate < 500_000 { exit(1) }

func show(_ name: String, _ seconds: Double) {
    let perSecond = Int(Double(measurement.rows) / seconds)
    let megabytes = Int(Double(measurement.bytes) / seconds / 1e6)
    let times = Int((seconds / scan).rounded())
    let padded = name + String(repeating: " ", count: 24 - name.count)
    print("\(padded) \(perSecond) rows/s, \(megabytes) MB/s, \(times) times the walk")
}
