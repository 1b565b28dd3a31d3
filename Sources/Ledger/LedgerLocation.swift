/// Where a ledger lies, as a configuration says it: `sqlite:usagectl.db`.
package struct LedgerLocation: Hashable, Sendable {
    /// The path of the SQLite file, absolute if the folder it was read against is.
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// Reads `sqlite:PATH`; a relative path is relative to `folder`, that of the
    /// configuration file.
    ///
    /// `sqlite:///absolute/path` is read too. Everything else throws a sentence that says what was
    /// expected.
    package init(_ text: String, relativeTo folder: String) throws(LedgerLocationError) {
        let scheme = "sqlite:"
        guard text.hasPrefix(scheme) else { throw .otherScheme(text) }
        var path = String(text.dropFirst(scheme.count))
        if path.hasPrefix("///") { path.removeFirst(2) }
        guard !path.isEmpty, !path.hasSuffix("/") else { throw .noFile(text) }
        // None of these means to SQLite, or to a shell, what it would mean here.
        guard !path.hasPrefix("//"), !path.hasPrefix(":"), !path.hasPrefix("~"),
            !path.utf8.contains(0)
        else { throw .notAPath(text) }
        if path.hasPrefix("/") || folder.isEmpty {
            self.path = path
        } else {
            self.path = folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
        }
    }
}

/// Why a ledger's location cannot be read.
package enum LedgerLocationError: Error, Sendable, Equatable, CustomStringConvertible {
    case otherScheme(String)
    case noFile(String)
    case notAPath(String)

    package var description: String {
        let example = "write it as 'sqlite:usagectl.db'"
        return switch self {
        case .otherScheme(let text):
            "the ledger '\(text)' does not begin with 'sqlite:'; \(example)"
        case .noFile(let text): "the ledger '\(text)' names no file; \(example)"
        case .notAPath(let text):
            "the ledger '\(text)' is not a plain path of a file; \(example)"
        }
    }
}
