import Controller
import Foundation
import Reconciliation
import UsageModel
import UsageSources

/// A month's rows on their way from the source's file into the cells' workbooks.
struct SourceBenchmark {
    /// What the process may hold at its highest, however many rows there are, in bytes.
    private static let memory = 400 << 20

    let rows: Int

    /// Prints how long each part took and how much memory all of it.
    ///
    /// - Throws: ``Wrong`` if a result is wrong or the memory too much; what a part throws.
    func run() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("usagectl-source-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let scan = try scan(folder)
        let (reading, read) = try await read(folder)
        let kept = CellRows()
        let (view, sorted) = try await sort(reading, into: kept)
        let wrote = try await write(view, kept, to: folder)
        for measurement in [scan, read, sorted, wrote] { print(measurement.line(beside: scan)) }
        let peak = Measurement.peakMemory
        print("memory at its highest: \(peak >> 20) MiB")
        guard peak <= Self.memory else {
            throw Wrong(description: "more memory than \(Self.memory >> 20) MiB")
        }
    }

    private func scan(_ folder: String) throws -> Measurement {
        let path = "\(folder)/\(SourceWorld.month).csv"
        let bytes = try SourceWorld.write(rows: rows, to: path)
        print("\(rows) rows, \(bytes / 1_000_000) MB")
        return try Measurement.of("the file's lines counted, nothing else") {
            try Measurement.lines(of: path) == rows + 1
        }
    }

    private func read(_ folder: String) async throws -> (UsageReading, Measurement) {
        let source = try FilesSource(
            FilesSourceConfiguration(name: "metering", pathTemplate: "\(folder)/{month}.csv"))
        let began = ContinuousClock.now
        let reading = await source.read(
            UsageQuery(months: [SourceWorld.month], products: SourceWorld.productIDs))
        let read = Measurement("read into records", began, of: rows)
        guard reading.problems.isEmpty, reading.rowsTwice.isEmpty else {
            throw Wrong(description: "\(reading.problems) \(reading.rowsTwice)")
        }
        return (reading, read)
    }

    private func sort(
        _ reading: UsageReading, into kept: CellRows
    ) async throws -> (UsageView, Measurement) {
        let began = ContinuousClock.now
        guard let identity = Identity("benchmark") else {
            throw Wrong(description: "the identity is none")
        }
        let subscriptions = SourceWorld.subscriptions
        let sorter = CellSorter(
            UsageAttribution(SourceWorld.attribution(subscriptions)), identity: identity,
            into: kept)
        let view = try await sorter.sort(reading.records) { _ in SourceWorld.facts(subscriptions) }
        guard view.cells.count == SourceWorld.cells, view.unattributed.isEmpty else {
            throw Wrong(description: "\(view.cells.count) cells, \(view.unattributed)")
        }
        let sorted = Measurement(
            "sorted into \(view.cells.count) cells and checked", began, of: rows)
        return (view, sorted)
    }

    private func write(
        _ view: UsageView, _ kept: CellRows, to folder: String
    ) async throws -> Measurement {
        let began = ContinuousClock.now
        let written = try await Workbooks.write(view, kept, to: folder)
        guard written == rows else { throw Wrong(description: "\(written) rows of \(rows)") }
        return Measurement("written into workbooks", began, of: rows)
    }
}
