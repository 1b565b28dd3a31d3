/// A refusal of the platform, as its answers carry it.
package struct PlatformError: Error, Hashable, Sendable {
    package let status: Int
    /// Opaque to clients; the platform publishes no list of its codes.
    package let code: String
    package let messages: [String]

    package static let unauthorized = PlatformError(
        status: 401, code: "AUTH_001", messages: ["API request is unauthorized."])
    package static let notFound = PlatformError(
        status: 404, code: "NFND_000", messages: ["Object not found."])
    package static let methodNotAllowed = PlatformError(
        status: 405, code: "VAL_002", messages: ["Method is not allowed."])

    package static func invalid(_ messages: String...) -> PlatformError {
        PlatformError(status: 400, code: "VAL_001", messages: messages)
    }
}
