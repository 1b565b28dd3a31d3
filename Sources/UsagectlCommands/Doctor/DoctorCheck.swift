import ArgumentParser

/// One thing that was looked at, what was found, and what to do about it.
struct DoctorCheck: Encodable, Hashable {
    enum Outcome: String, Encodable {
        case ok, warning, problem
        /// Something before it failed, without which it cannot be looked at.
        case skipped
    }

    /// What was looked at: configuration, policies, key, connect, clock, account, source, ledger
    /// or status.
    var name: String
    /// Which of several: a source's name.
    var subject: String?
    var outcome: Outcome
    /// What was found; a sentence.
    var message: String
    /// What mends it; nil where nothing is to be mended.
    var remedy: String?
    /// The exit code that it stands for, 0 unless it is a problem.
    var code: Int32 = 0

    private enum CodingKeys: String, CodingKey { case name, subject, outcome, message, remedy }

    static func ok(_ name: String, _ message: String, subject: String? = nil) -> DoctorCheck {
        DoctorCheck(name: name, subject: subject, outcome: .ok, message: message)
    }

    static func warning(
        _ name: String, _ message: String, remedy: String, subject: String? = nil
    ) -> DoctorCheck {
        DoctorCheck(
            name: name, subject: subject, outcome: .warning, message: message, remedy: remedy)
    }

    static func problem(
        _ name: String, _ message: String, remedy: String, code: ExitCode, subject: String? = nil
    ) -> DoctorCheck {
        DoctorCheck(
            name: name, subject: subject, outcome: .problem, message: message, remedy: remedy,
            code: code.rawValue)
    }

    static func skipped(_ name: String, because reason: String) -> DoctorCheck {
        DoctorCheck(name: name, outcome: .skipped, message: reason)
    }
}
