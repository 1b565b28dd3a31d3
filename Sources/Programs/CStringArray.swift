#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Texts as C's functions that start programs want them.
enum CStringArray {
    /// Lends the texts as an array of C strings with a null at its end.
    static func with<Value>(
        _ texts: [String],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Value?
    ) -> Value? {
        var strings = unsafe texts.map { unsafe strdup($0) } + [nil]
        // Sound: each was allocated by strdup, and nobody keeps them.
        defer { unsafe strings.forEach { unsafe free($0) } }
        return unsafe strings.withUnsafeMutableBufferPointer { buffer in
            unsafe buffer.baseAddress.flatMap { unsafe body(UnsafePointer($0)) }
        }
    }
}
