import Crypto

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is being written beside its target; it is removed unless it is published.
final class DraftFile {
    let path: String
    let folder: String
    private let target: String
    private var isPublished = false

    /// Makes an empty file of a name of its own in the target's folder.
    init(for target: String) throws(WorkbookError) {
        self.target = target
        let slash = target.lastIndex(of: "/")
        folder = slash.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
        let name = slash.map { String(target[target.index(after: $0)...]) } ?? target
        guard !name.isEmpty else {
            throw .unwritable(file: target, reason: "it names a folder, not a file")
        }
        let mark = String(UInt64.random(in: .min ... .max), radix: 36)
        path = "\(folder)/.\(name).\(mark).partial"
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw Self.failure(
                target: target, folder: folder,
                reason: "no file can be made in the folder '\(folder)' (\(Self.lastError()))")
        }
        _ = close(descriptor)
    }

    deinit {
        if !isPublished { _ = unsafe unlink(path) }
    }

    /// Fails unless every sheet can be read back as it was written.
    func verify(_ expected: [String: ContentCheck]) throws(WorkbookError) {
        do {
            // Our own file may repeat itself as much as it likes.
            let reader = try XLSXReader(path: path, limits: XLSXLimits(ratio: .max, cells: .max))
            for (sheet, check) in expected {
                var found = ContentCheck()
                _ = try reader.readRows(ofSheet: sheet) { found.add($0.cells) }
                guard found == check else {
                    throw Mismatch(sheet: sheet)
                }
            }
        } catch {
            throw failure(reason: "it does not read back as it was written: \(error)")
        }
    }

    private struct Mismatch: Error, CustomStringConvertible {
        let sheet: String
        var description: String { "the cells of sheet '\(sheet)' differ" }
    }

    /// The size and digest of the finished file.
    func summary(rows: Int) throws(WorkbookError) -> WorkbookSummary {
        var hash = SHA256()
        var bytes = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        do {
            let file = try InputFile(path: path)
            while true {
                let count = try file.fill(&buffer)
                guard count > 0 else { break }
                hash.update(data: buffer[..<count])
                bytes += count
            }
        } catch {
            throw failure(reason: "\(error)")
        }
        let digest = hash.finalize().map { byte in
            byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
        }
        return WorkbookSummary(rows: rows, bytes: bytes, sha256: digest.joined())
    }

    /// Gives the file its name, in place of an older one.
    func publish() throws(WorkbookError) {
        guard unsafe rename(path, target) == 0 else {
            throw failure(reason: "the finished file cannot be renamed (\(Self.lastError()))")
        }
        isPublished = true
    }

    /// The error for a failure of writing, which is most often a full disk.
    func failure(reason: String) -> WorkbookError {
        Self.failure(target: target, folder: folder, reason: reason)
    }

    /// Less than this counts as a full disk: what was written is removed only later.
    private static let spareBytes: UInt64 = 1 << 20

    private static func failure(target: String, folder: String, reason: String) -> WorkbookError {
        var disk = statvfs()
        if unsafe statvfs(folder, &disk) == 0,
            UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < spareBytes
        {
            return .noSpace(file: target)
        }
        return .unwritable(file: target, reason: reason)
    }

    private static func lastError() -> String {
        // Sound: the text is copied before any other call can change it.
        unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
    }
}
