// A year of 15-minute cycles over 17,000 cells: it has to stay under 200 MB.
import Foundation

let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("usagectl-year-\(UUID().uuidString)").path
try await measure(in: folder)

/// - Throws: ``Wrong`` if the ledger is larger than is promised.
func measure(in folder: String) async throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let began = ContinuousClock.now
    let sizes = try await LedgerYear.sizes(at: folder + "/usagectl.db")
    let seconds = (ContinuousClock.now - began).components.seconds
    for (index, bytes) in sizes.enumerated() {
        print("month \(index + 1): \(bytes / 1_000_000) MB")
    }
    let whole = sizes.last ?? 0
    print("a year of 35,040 cycles over 17,004 cells: \(whole / 1_000_000) MB, \(seconds) s")
    guard whole < 200_000_000 else { throw Wrong(description: "more than 200 MB") }
}
