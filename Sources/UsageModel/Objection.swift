/// Why the rows of a cell would be held if nothing of its month stood on Connect.
package struct Objection: Hashable, Sendable, Codable {
    package var reason: ReasonCode
    package var message: String

    package init(reason: ReasonCode, message: String) {
        self.reason = reason
        self.message = message
    }
}
