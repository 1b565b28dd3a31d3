#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Texts as C's functions want lists of them.
package enum CStringArray {
    /// Lends the texts as an array of C strings with a null at its end.
    package static func with<Value>(
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

    /// The same for functions that promise to change no string.
    package static func withConstants<Value>(
        _ texts: [String],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value?
    ) -> Value? {
        unsafe with(texts) { strings in
            // Sound: both pointers have one layout, and the null at the end is counted too.
            unsafe strings.withMemoryRebound(
                to: UnsafePointer<CChar>?.self, capacity: texts.count + 1
            ) { unsafe body($0) }
        }
    }
}
