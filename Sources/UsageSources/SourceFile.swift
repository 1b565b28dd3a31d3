/// A file as it was read.
package struct SourceFile: Hashable, Sendable {
    package var path: String
    package var bytes: Int
    /// Of its bytes, 64 hexadecimal digits.
    package var sha256: String

    package init(path: String, bytes: Int, sha256: String) {
        self.path = path
        self.bytes = bytes
        self.sha256 = sha256
    }
}
