/// Why records could not be kept for the length of a cycle.
package enum SpillError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The temporary folder takes no (more) data.
    case cannotWrite(folder: String, reason: String)
    case cannotRead(reason: String)
    /// What was read back is not what was written.
    case damaged

    package var description: String {
        switch self {
        case .cannotWrite(let folder, let reason):
            "usage cannot be kept in the temporary folder '\(folder)': \(reason); make room there, "
                + "or name another folder in TMPDIR"
        case .cannotRead(let reason):
            "usage that was kept in a temporary file cannot be read back: \(reason)"
        case .damaged:
            "usage that was kept in a temporary file came back damaged; run the command again"
        }
    }
}
