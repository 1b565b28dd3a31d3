import ArgumentParser
import Reconciliation

extension ExitCode {
    /// Wrong arguments or a wrong configuration; nothing was read from Connect.
    static let usage = ExitCode(64)
    static let error = ExitCode(Verdict.error.rawValue)
    static let unproven = ExitCode(Verdict.unproven.rawValue)

    init(_ verdict: Verdict) {
        self.init(verdict.rawValue)
    }
}
