#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Texts as libpq wants lists of them.
enum CTextList {
    /// Lends the texts as an array of C strings with a null at its end.
    static func with<Value>(
        _ texts: [String],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value?
    ) -> Value? {
        let copies = unsafe texts.map { unsafe strdup($0) }
        // Sound: each was allocated by strdup, and libpq copies what it keeps.
        defer { unsafe copies.forEach { unsafe free($0) } }
        let strings = unsafe copies.map { unsafe UnsafePointer($0) } + [nil]
        return unsafe strings.withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.flatMap { unsafe body($0) }
        }
    }
}
