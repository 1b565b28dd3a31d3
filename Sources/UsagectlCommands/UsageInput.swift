import Controller
import Foundation
import UsageModel
import UsageSources

/// A file with usage, or standard input, that a person wants read in place of what the sources
/// read.
struct UsageInput {
    /// Where the bytes lie under a name whose ending tells the format.
    let path: String
    /// What rows and messages name as their origin.
    let name: String

    private static let standardInput = "-"

    /// Makes the input ready for the time of `body`; what it needs for that is removed afterwards.
    ///
    /// - Parameter file: `-` for standard input.
    static func with(
        _ file: String, _ body: (UsageInput) async throws -> Void
    ) async throws {
        try await PrivateFolder.with { folder in try await body(try input(file, in: folder)) }
    }

    private static func input(_ file: String, in folder: String) throws -> UsageInput {
        guard file != standardInput else {
            return UsageInput(
                path: try spool(FileHandle.standardInput, in: folder), name: "standard input")
        }
        guard FileManager.default.fileExists(atPath: file) else {
            throw CommandFailure.usage("there is no file '\(file)' to read usage from")
        }
        // Under a name of our own, so that no letter of the file's is taken for a glob.
        let ending = URL(filePath: file).lastPathComponent.split(separator: ".").dropFirst()
            .filter { $0.allSatisfy { $0.isASCII && $0.isLetter } }
        let path = "\(folder)/usage." + ending.suffix(2).joined(separator: ".")
        try FileManager.default.createSymbolicLink(
            atPath: path, withDestinationPath: URL(filePath: file).standardizedFileURL.path)
        return UsageInput(path: path, name: file)
    }

    /// Copies all that comes into a file named after its format, which the first byte tells.
    private static func spool(_ input: FileHandle, in folder: String) throws -> String {
        let first = try input.read(upToCount: 1 << 16) ?? Data()
        let path = "\(folder)/usage.\(try ending(of: first))"
        try Data().write(to: URL(filePath: path))
        let output = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? output.close() }
        try output.write(contentsOf: first)
        while let more = try input.read(upToCount: 1 << 20), !more.isEmpty {
            try output.write(contentsOf: more)
        }
        return path
    }

    private static func ending(of first: Data) throws -> String {
        let bytes = Array(first)
        if bytes.starts(with: [0x1F, 0x8B]) {
            throw CommandFailure.usage(
                "standard input is packed by gzip, expected text; unpack it on the way")
        }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return "xlsx" }
        let token = bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
        switch token {
        case UInt8(ascii: "["): return "json"
        case UInt8(ascii: "{"): return isWholeObject(firstLineOf: bytes) ? "jsonl" : "json"
        default: return "csv"
        }
    }
}

extension UsageInput {
    /// Whether the first line is a JSON object by itself, as each line of JSON lines is; an object
    /// that goes on over lines, or holds the records in an array, is a document.
    private static func isWholeObject(firstLineOf bytes: [UInt8]) -> Bool {
        let lines = bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
        guard let first = lines.first,
            let object = try? JSONSerialization.jsonObject(with: Data(first)) as? [String: Any]
        else { return false }
        return lines.count > 1 || !object.values.contains { $0 is [Any] }
    }
}

extension Session {
    /// The session with one file in place of what every source reads, mapped as the source says.
    ///
    /// - Parameter month: that of the rows by `monthFrom: file`.
    func reading(from input: UsageInput, month: BillingMonth) throws -> Session {
        var session = self
        session.settings.sources = try configuration.sources.map { source in
            var files = FilesSourceConfiguration(
                name: source.name, pathTemplate: input.path, mapping: source.mapping)
            files.recordsAt = source.recordsAt
            files.sheet = source.sheet
            files.shownAs = input.name
            files.month = month
            return try FilesSource(files)
        }
        return session
    }
}
