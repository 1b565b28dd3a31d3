#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Errors of the system in its own words.
package enum SystemError {
    /// - Parameter number: as `errno` has it.
    package static func text(_ number: Int32) -> String {
        // Sound: the text is copied before any other call can change it.
        unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    }
}
