/// One write to Connect.
package enum Step: String, Sendable, Codable, CaseIterable {
    case create
    /// Puts our marker on a foreign draft.
    case adopt
    case upload, submit, delete
}
