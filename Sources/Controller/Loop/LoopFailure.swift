import ConnectAPI
import Ledger

/// Why a cycle of the loop gave no verdict.
package struct LoopFailure: Error, Hashable, Sendable {
    /// What failed, a word of a bounded set.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Connect did not answer, or not as its API does.
        case connect
        /// The key was refused.
        case key
        case ledger
        /// The observation is not proven.
        case unproven
        /// The process is told to stop.
        case stopped
        case other
    }

    package var kind: Kind
    package var message: String
    /// The platform's own word on when to come back.
    package var retryAfter: Duration?

    package init(kind: Kind, message: String, retryAfter: Duration? = nil) {
        self.kind = kind
        self.message = message
        self.retryAfter = retryAfter
    }

    /// What a cycle threw.
    package init(_ error: any Error) {
        let message = "\(error)"
        switch error {
        case let failure as LoopFailure: self = failure
        case is CancellationError: self.init(kind: .stopped, message: "the run was stopped")
        case let error as ConnectError: self.init(error)
        case LedgerError.otherBinding: self.init(kind: .unproven, message: message)
        case is LedgerError: self.init(kind: .ledger, message: message)
        default: self.init(kind: .other, message: message)
        }
    }

    private init(_ error: ConnectError) {
        var kind = Kind.connect
        if case .refused(let refusal) = error, refusal.status == 401 { kind = .key }
        var wait: Duration?
        if case .after(let duration) = error.retry { wait = duration }
        self.init(kind: kind, message: "\(error)", retryAfter: wait)
    }
}
