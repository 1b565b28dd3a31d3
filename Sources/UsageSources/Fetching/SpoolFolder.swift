import Foundation
import NIOConcurrencyHelpers
import Programs

/// A private folder for answers that are being read.
///
/// It is removed when the reading ends, however it ends; one that a killed process left behind is
/// removed by the next reading.
final class SpoolFolder: Sendable {
    let path: String
    private let lock: Int32
    private let count = NIOLockedValueBox(0)

    private static let prefix = "usagectl-spool-"
    /// A folder that is younger may belong to a process that has not locked it yet.
    private static let youngest: TimeInterval = 60

    /// - Parameter parent: the folder for temporary files.
    init(in parent: String = NSTemporaryDirectory()) throws(FetchFailure) {
        Self.removeLeftovers(in: parent)
        let base = parent.hasSuffix("/") ? String(parent.dropLast()) : parent
        var template = Array("\(base)/\(Self.prefix)XXXXXX".utf8CString)
        // Sound: the array is a C string that mkdtemp changes in place; the folder's mode is 0700.
        guard unsafe mkdtemp(&template) != nil else { throw Self.failure(parent) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        lock = unsafe open("\(path)/lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            // The removal has errors of its own.
            let failure = Self.failure(parent)
            try? FileManager.default.removeItem(atPath: path)
            throw failure
        }
    }

    deinit {
        // What cannot be removed lies in the system's own temporary folder.
        try? FileManager.default.removeItem(atPath: path)
        close(lock)
    }

    /// The path for a new file.
    func newFile(ending: String) -> String {
        let number = count.withLockedValue { count in
            count += 1
            return count
        }
        return "\(path)/\(number).\(ending)"
    }

    /// Removes what killed processes of this user left behind.
    private static func removeLeftovers(in parent: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        for name in names where name.hasPrefix(prefix) {
            let path = parent.hasSuffix("/") ? parent + name : "\(parent)/\(name)"
            var status = stat()
            guard unsafe lstat(path, &status) == 0, status.st_uid == getuid(),
                status.st_mode & S_IFMT == S_IFDIR,
                Date().timeIntervalSince1970 - Double(status.st_mtim.tv_sec) > youngest
            else { continue }
            let lock = unsafe open("\(path)/lock", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
            // Whoever holds the lock still reads; without a lock file its maker died early.
            guard lock < 0 || flock(lock, LOCK_EX | LOCK_NB) == 0 else {
                close(lock)
                continue
            }
            try? FileManager.default.removeItem(atPath: path)
            if lock >= 0 { close(lock) }
        }
    }

    private static func failure(_ parent: String) -> FetchFailure {
        return FetchFailure(
            "no folder for the answers can be made in '\(parent)': \(SystemError.text(errno)); TMPDIR can name another",
            concernsAll: true)
    }
}
