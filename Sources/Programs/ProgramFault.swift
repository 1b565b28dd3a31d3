/// Why a program could not be started or watched.
package struct ProgramFault: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    /// - Parameter error: as `errno` has it.
    init(doing what: String, error: Int32) {
        description = "\(what): \(SystemError.text(error))"
    }
}
