import Foundation
package import UsageModel

/// What sources have to remember from one reading to the next, in a file of each.
///
/// It lies beside the ledger, so that it survives as that does, also where every cycle is a process
/// of its own. Its times are those of the real clock: whether a file is still being written has
/// nothing to do with the time as of which cells are looked at.
package struct SourceMemory: Sendable {
    /// Something that was seen, and since when it is the same.
    struct Entry: Hashable, Codable {
        var fingerprint: String
        var since: Timestamp
    }

    /// Why something cannot be remembered.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    private let folder: String?
    let now: @Sendable () -> Timestamp

    /// - Parameter folder: made when it is needed; without one nothing can be remembered.
    package init(
        folder: String? = nil,
        now: @escaping @Sendable () -> Timestamp = SourceTime.system.now
    ) {
        self.folder = folder
        self.now = now
    }

    func load(_ source: String) throws(Fault) -> [String: Entry] {
        let path = try path(of: source)
        guard FileManager.default.fileExists(atPath: path) else { return [:] }
        do {
            let data = try Data(contentsOf: URL(filePath: path))
            return try JSONDecoder().decode([String: Entry].self, from: data)
        } catch {
            throw Fault(
                description: "what was seen before cannot be read from '\(path)'; remove the file "
                    + "to begin anew")
        }
    }

    func save(_ entries: [String: Entry], of source: String) throws(Fault) {
        let path = try path(of: source)
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            try FileManager.default.createDirectory(
                at: URL(filePath: path).deletingLastPathComponent(),
                withIntermediateDirectories: true)
            try encoder.encode(entries).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw Fault(
                description: "what was seen cannot be kept in '\(path)', so nobody can tell "
                    + "whether it changes: \(error.localizedDescription)")
        }
    }

    private func path(of source: String) throws(Fault) -> String {
        guard let folder else {
            throw Fault(description: "there is no folder to remember in what was seen")
        }
        let name = source.utf8.map { byte in
            let isPlain = byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 || byte == UInt8(ascii: "-")
            return isPlain ? String(UnicodeScalar(byte)) : "_" + String(byte, radix: 16)
        }
        return "\(folder)/\(name.joined()).json"
    }
}
