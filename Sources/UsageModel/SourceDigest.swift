/// A source file as it was when its records were read.
package struct SourceDigest: Hashable, Sendable, Codable {
    package var path: String
    package var bytes: Int
    /// Of its bytes, `sha256:...`.
    package var sha256: String

    package init(path: String, bytes: Int, sha256: String) {
        self.path = path
        self.bytes = bytes
        self.sha256 = sha256
    }
}
