/// Why the status server does not start.
package enum StatusConfigurationError: Error, Sendable, Equatable {
    case openWithoutToken(StatusAddress)
    case unreadableToken(file: String, reason: String)
    case emptyToken(file: String)
    case shortToken(file: String)
    case unprintableToken(file: String)
    case cannotListen(StatusAddress, reason: String)
}

extension StatusConfigurationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .openWithoutToken(let address):
            "spec.status.listen is '\(address)', which other machines can reach, and there is no "
                + "spec.status.tokenFile; name a file with a token of at least "
                + "\(StatusToken.leastCharacters) characters, or listen on 127.0.0.1"
        case .cannotListen(let address, let reason):
            "cannot listen on spec.status.listen '\(address)' (\(reason)); name another address, or "
                + "stop what listens there"
        case .unreadableToken(let file, let reason):
            "cannot read the token file '\(file)' (\(reason))"
        case .emptyToken(let file):
            "the token file '\(file)' is empty; write a random token into it, for instance with "
                + "'openssl rand -hex 32'"
        case .shortToken(let file):
            "the token in '\(file)' is shorter than \(StatusToken.leastCharacters) characters; "
                + "write a longer one, for instance with 'openssl rand -hex 32'"
        case .unprintableToken(let file):
            "the token in '\(file)' has a blank, a control or a non-ASCII character inside; write "
                + "another, for instance with 'openssl rand -hex 32'"
        }
    }
}
