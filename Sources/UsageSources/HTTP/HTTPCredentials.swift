import Foundation

/// The headers that prove whose a question is, and the secrets in them.
struct HTTPCredentials {
    var headers: [(name: String, value: String)]
    var secrets: [String]
}

extension HTTPSourceConfiguration.Authorization {
    /// Reads the secret; a text that no header can carry is a failure.
    func headers() throws(FetchFailure) -> HTTPCredentials {
        switch self {
        case .bearer(let place):
            let token = try Self.visible(place)
            return HTTPCredentials(
                headers: [(name: "authorization", value: "Bearer \(token)")], secrets: [token])
        case .basic(let user, let place):
            let password = try place.read()
            let pair = Data("\(user):\(password)".utf8).base64EncodedString()
            return HTTPCredentials(
                headers: [(name: "authorization", value: "Basic \(pair)")],
                secrets: [password, pair])
        case .header(let name, let place):
            let value = try Self.visible(place)
            return HTTPCredentials(headers: [(name: name, value: value)], secrets: [value])
        }
    }

    private static func visible(_ place: SecretPlace) throws(FetchFailure) -> String {
        let text = try place.read()
        guard text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) else {
            throw FetchFailure(
                "the secret in \(place) has a line break, a control or a non-ASCII character, which "
                    + "no header can carry", concernsAll: true)
        }
        return text
    }
}
