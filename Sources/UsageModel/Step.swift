/// One write to Connect.
package enum Step: String, Sendable, Codable, CaseIterable {
    case create, upload, submit, delete
}
