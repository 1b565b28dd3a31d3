import Foundation

/// How long a part of the work took, on the wall.
struct Measurement {
    let name: String
    let seconds: Double
    let rows: Int

    init(_ name: String, _ began: ContinuousClock.Instant, of rows: Int) {
        self.name = name
        let parts = (ContinuousClock.now - began).components
        seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
        self.rows = rows
    }

    /// Measures work that must come out right.
    ///
    /// - Throws: ``Wrong`` if it does not; what the work throws.
    static func of(_ name: String, _ work: () throws -> Bool) throws -> Measurement {
        let began = ContinuousClock.now
        guard try work() else { throw Wrong(description: "\(name): it came out wrong") }
        return Measurement(name, began, of: 0)
    }

    /// The measurement with its ratio to another of the same run.
    func line(beside other: Measurement) -> String {
        let rate = rows == 0 ? "" : ", \(Int(Double(rows) / seconds)) rows/s"
        let ratio = String(format: "%.1f", seconds / other.seconds)
        return "\(name): \(String(format: "%.2f", seconds)) s\(rate), \(ratio) x"
    }

    /// How many lines a file has.
    static func lines(of path: String) throws -> Int {
        guard let file = FileHandle(forReadingAtPath: path) else { return 0 }
        var lines = 0
        while let data = try file.read(upToCount: 1 << 18), !data.isEmpty {
            for byte in data where byte == UInt8(ascii: "\n") { lines += 1 }
        }
        return lines
    }

    /// The largest resident size of this process so far, in bytes.
    static var peakMemory: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return (kilobytes ?? 0) << 10
    }
}
