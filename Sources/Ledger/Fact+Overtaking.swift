import UsageModel

extension Fact {
    /// Who recorded it, where it takes back what a write may rest on: an approval, a wish, an
    /// acknowledgement that lifted a hold, or the place of a usage file. Leave that is given anew
    /// takes nothing.
    func takesLeave(from intent: WriteIntent) -> String? {
        switch self {
        case .revocation(let revocation):
            revocation.target.concerns(intent.cell) ? revocation.by : nil
        case .assignment(let assignment):
            assignment.cell == intent.cell || assignment.file == intent.file ? assignment.by : nil
        case .bound, .intent, .outcome, .uploadSeen, .resolution, .probe, .probeOutcome,
            .observation, .report, .policies, .retention, .approval, .acknowledgement, .resend,
            .baseline:
            nil
        }
    }
}

extension Revocation.Target {
    /// Whether it may concern a cell: what names no cell may concern each.
    fileprivate func concerns(_ cell: Cell) -> Bool {
        switch self {
        case .approvals(let named), .resend(let named): named == cell
        case .acknowledgement(let subject): Cell(subject).map { $0 == cell } ?? true
        case .assignment: true
        }
    }
}
