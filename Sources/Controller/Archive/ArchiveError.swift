/// What the archive cannot do, each with a way out.
package enum ArchiveError: Error, Sendable, Hashable, CustomStringConvertible {
    case absent(path: String)
    case cannotRead(path: String)
    /// No gzip file, or not all of one.
    case damaged(path: String)
    /// Whole, but not what its name says.
    case altered(path: String)
    case cannotWrite(path: String, reason: String)
    case notADigest(String)

    package var description: String {
        switch self {
        case .absent(let path): "the archive has no file '\(path)'; restore it from a backup"
        case .cannotRead(let path):
            "the archived file '\(path)' cannot be read; make it readable for this user"
        case .damaged(let path):
            "the archived file '\(path)' is damaged; restore it from a backup"
        case .altered(let path):
            "the archived file '\(path)' is not the one that was kept; restore it from a backup"
        case .cannotWrite(let path, let reason):
            "the archive cannot keep '\(path)': \(reason); nothing was sent without its copy, free "
                + "some space or correct 'spec.archive'"
        case .notADigest(let text): "'\(text)' is no digest, expected sha256: and 64 digits"
        }
    }
}
