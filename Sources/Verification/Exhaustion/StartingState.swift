import Policy
import Reconciliation
package import UsageModel

/// Where a case comes to as long as nobody but one controller has a hand in it.
package enum CaseEnd: Hashable, Sendable {
    /// To one submitted file, whatever it takes.
    case converges
    /// Nothing is ever written: all is well, or a person or time decides.
    case left(ReasonCode)
    /// Something is written, and then a person decides.
    case held(ReasonCode)

    package var reason: ReasonCode {
        switch self {
        case .converges: .submitted
        case .left(let reason), .held(let reason): reason
        }
    }

    var isLeft: Bool { if case .left = self { true } else { false } }
}

/// A state of the cell in which a case begins, by name.
package struct StartingState: Sendable {
    package let name: String
    /// The state that the judge gives it.
    package let state: CellState
    /// Its only end, or one for each thing that the platform may do of its own accord.
    package let ends: [CaseEnd]
    /// Whether its worlds are those of another one but for the beginning, so that fewer settings do
    /// for every run of the tests.
    package let isTwin: Bool
    package let prepare: @Sendable (inout CaseBuilder) -> Void

    package init(
        _ name: String, _ state: CellState, _ end: CaseEnd = .converges, or other: CaseEnd? = nil,
        isTwin: Bool = false, _ prepare: @escaping @Sendable (inout CaseBuilder) -> Void
    ) {
        self.name = name
        self.state = state
        ends = [end] + [other].compactMap(\.self)
        self.isTwin = isTwin
        self.prepare = prepare
    }

    /// All states of the design, of our files and of foreign ones.
    package static var all: [StartingState] {
        absent + inWork + ended + several + beside + lost + foreign + special
    }
}
