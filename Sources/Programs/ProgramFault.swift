#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Why a program could not be started or watched.
package struct ProgramFault: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    /// - Parameter error: as `errno` has it.
    init(doing what: String, error: Int32) {
        // Sound: the text is copied before any other call can change it.
        let text = unsafe strerror(error).map { unsafe String(cString: $0) } ?? "error \(error)"
        description = "\(what): \(text)"
    }
}
