/// What a cycle does about a cell, why, and what moves it on.
package struct Decision: Hashable, Sendable {
    package enum Verb: String, Sendable, Codable, CaseIterable {
        /// Nothing is left to do.
        case none
        /// The controller acts.
        case converge
        /// Time, the platform or the source moves it on.
        case wait
        /// A person moves it on.
        case hold
    }

    package var verb: Verb
    package var steps: [Step]
    package var reason: ReasonCode
    package var message: String
    /// The one command that shows or clears it; nil only where the verb is `none`.
    package var next: String?

    package init(
        verb: Verb, steps: [Step] = [], reason: ReasonCode, message: String, next: String? = nil
    ) {
        self.verb = verb
        self.steps = steps
        self.reason = reason
        self.message = message
        self.next = next
    }
}

extension Decision: Codable {
    private enum CodingKeys: String, CodingKey { case verb, steps, reason, message, next }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(verb, forKey: .verb)
        try values.encode(steps, forKey: .steps)
        try values.encode(reason, forKey: .reason)
        try values.encode(message, forKey: .message)
        try values.encode(next, forKey: .next)
    }
}
