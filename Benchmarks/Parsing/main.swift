// Rows of a CSV file a second on one core: at least 500,000 are promised for a file whose columns
// have our names. The walk over the same bytes says how fast this machine is just now.
import Foundation
import UsageSources

let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("usagectl-parsing-\(UUID().uuidString)").path
try await measure(in: folder)

/// - Throws: ``Wrong`` if the rate is less than is promised.
func measure(in folder: String) async throws {
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
    print(measurement.line("walk over the bytes", scan, walk: scan))
    print(measurement.line("columns as they stand", plain, walk: scan))
    print(measurement.line("template and condition", rich, walk: scan))
    guard Double(measurement.rows) / plain >= 500_000 else {
        throw Wrong(description: "fewer than 500,000 rows a second")
    }
    print("at least 500,000 rows a second")
}
