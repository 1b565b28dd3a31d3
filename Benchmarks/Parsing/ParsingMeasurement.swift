import Foundation
import UsageModel
import UsageSources
import Workbook

/// How fast rows of a CSV file become records on one core, beside a plain walk over its bytes.
struct ParsingMeasurement {
    let rows: Int
    private let folder: String
    private var path: String { folder + "/usage.csv" }
    private static let october = BillingMonth(index: 2026 * 12 + 9)

    /// Writes the file: 200 subscriptions, 10 items, times of every minute of a month.
    init(rows: Int, folder: String) throws {
        self.rows = rows
        self.folder = folder
        var text =
            "product_id,subscription_id,item_mpn,quantity,start_time_utc,end_time_utc,amount,"
        text += "record_id,kind\n"
        for row in 0..<rows {
            let day = row % 31 + 1
            let minute = row / 31 % 1440
            let time = "2026-10-\(day < 10 ? "0" : "")\(day) \(Self.clock(minute))"
            text +=
                "PRD-100-000-000,AS-0000-0000-\(row % 200),ITEM-\(row % 10),\(row % 997).\(row % 89),"
            text +=
                "\(time):00,\(time):59,\(row % 1009).5,r\(row),\(row % 20 == 0 ? "tax" : "usage")\n"
        }
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    var bytes: Int { (FileStamp(path: path)?.size) ?? 0 }

    private static func clock(_ minute: Int) -> String {
        let (hour, rest) = (minute / 60, minute % 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
    }

    /// Seconds of reading all bytes and counting lines.
    func scan() throws -> Double {
        let begun = Self.coreSeconds
        let file = try InputFile(path: path)
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var lines = 0
        while true {
            let count = try file.fill(&buffer)
            if count == 0 { break }
            for index in 0..<count where buffer[index] == 0x0A { lines += 1 }
        }
        guard lines == rows + 1 else { throw Wrong(description: "\(lines) lines of \(rows + 1)") }
        return Self.coreSeconds - begun
    }

    /// Seconds of making records of a month that nobody asked for, so that none is kept.
    func parse(_ mapping: RowMapping) async throws -> Double {
        let september = BillingMonth(index: Self.october.index - 1)
        return try await read(mapping, months: [september]) { reading in
            (reading.recordsOfOtherMonths[Self.october] ?? 0) + reading.counts.leftOut
        }
    }

    private func read(
        _ mapping: RowMapping, months: [BillingMonth], _ count: (UsageReading) -> Int
    ) async throws -> Double {
        let source = try FilesSource(
            FilesSourceConfiguration(name: "bench", pathTemplate: path, mapping: mapping))
        let begun = Self.coreSeconds
        let reading = await source.read(
            UsageQuery(months: months, products: ["PRD-100-000-000"]))
        let seconds = Self.coreSeconds - begun
        guard count(reading) == rows else {
            let problem = reading.problems.first?.description ?? ""
            throw Wrong(description: "\(count(reading)) rows of \(rows) \(problem)")
        }
        return seconds
    }

    /// Seconds that this process has spent on cores, so that what else runs does not count.
    private static var coreSeconds: Double {
        var time = timespec()
        // Sound: the call fills the value that outlives it.
        guard unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// What a measurement came to, beside the walk over the same bytes.
    func line(_ name: String, _ seconds: Double, walk: Double) -> String {
        let perSecond = Int(Double(rows) / seconds)
        let megabytes = Int(Double(bytes) / seconds / 1e6)
        let times = Int((seconds / walk).rounded())
        let padded = name + String(repeating: " ", count: max(0, 24 - name.count))
        return "\(padded) \(perSecond) rows/s, \(megabytes) MB/s, \(times) times the walk"
    }
}
