import Foundation

/// Where a secret is kept; its text is read when it is needed, so that a new one needs no restart.
package enum SecretPlace: Hashable, Sendable {
    /// An absolute path.
    case file(String)
    /// The name of a variable of the environment.
    case environment(String)

    /// The secret without the line break that editors put at the end of a file.
    func read(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(FetchFailure) -> String {
        let text: String
        switch self {
        case .file(let path):
            do {
                text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
            } catch {
                throw FetchFailure(
                    "the secret's file '\(path)' cannot be read, expected a readable text file",
                    concernsAll: true)
            }
        case .environment(let name): text = environment[name] ?? ""
        }
        let secret = text.trimmingCharacters(in: .newlines)
        guard !secret.isEmpty else {
            throw FetchFailure("the secret in \(self) is empty", concernsAll: true)
        }
        return secret
    }
}

extension SecretPlace: CustomStringConvertible {
    package var description: String {
        switch self {
        case .file(let path): "the file '\(path)'"
        case .environment(let name): "the environment's \(name)"
        }
    }
}
