import FoundationEssentials

/// Where the status server listens and what opens it, checked.
package struct StatusConfiguration: Sendable {
    package let address: StatusAddress
    /// Nil where everybody on this machine may look.
    package let token: StatusToken?

    private init(address: StatusAddress, token: StatusToken?) {
        self.address = address
        self.token = token
    }

    /// The configuration, or why the server must not start: what other machines can reach needs a
    /// token, and a token must not be one that can be guessed.
    package static func check(
        listen address: StatusAddress, tokenFile: String?
    ) throws(StatusConfigurationError) -> StatusConfiguration {
        guard let tokenFile else {
            guard address.isLoopback else { throw .openWithoutToken(address) }
            return StatusConfiguration(address: address, token: nil)
        }
        let text: String
        do {
            text = try String(contentsOfFile: tokenFile, encoding: .utf8)
        } catch {
            throw .unreadableToken(
                file: tokenFile, reason: (error as? CocoaError)?.reason ?? "\(error)")
        }
        return StatusConfiguration(
            address: address, token: try StatusToken(text, file: tokenFile))
    }
}

extension CocoaError {
    /// The kind of failure in a reader's words.
    fileprivate var reason: String {
        switch code {
        case .fileReadNoSuchFile, .fileNoSuchFile: "there is no such file"
        case .fileReadNoPermission: "permission denied"
        case .fileReadInapplicableStringEncoding, .fileReadCorruptFile: "it is not UTF-8 text"
        default: "error \(code.rawValue)"
        }
    }
}
