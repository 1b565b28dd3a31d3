/// What the comparison of a cell with what others sent came to.
package enum ShadowVerdict: String, Sendable, Encodable, CaseIterable {
    case differs
    /// The same on both sides as it seems, but live a person would have to look first: the rows
    /// would be held, or the zero.
    case wouldHold
    /// The source has usage, and nobody has submitted a file.
    case notSent
    /// Two files, a gap or another obstacle, so that there is nothing to compare with.
    case notComparable
    /// The source cannot say.
    case unknown
    /// The same sums by item, or zero on both sides.
    case agrees

    /// Judges a cell of a comparison's report.
    package init(_ cell: CellReport) {
        let isSubmitted = cell.files.contains(where: \.status.isSubmitted)
        if let difference = cell.difference {
            let differs = cell.state == .mismatch || !difference.items.isEmpty
            self = differs ? .differs : cell.objection == nil ? .agrees : .wouldHold
        } else if cell.usage.answer == .unknown {
            self = .unknown
        } else if cell.state == .noUsage, !isSubmitted {
            let isHeld = cell.decision.verb == .hold || cell.objection != nil
            self = isHeld ? .wouldHold : .agrees
        } else {
            self = isSubmitted ? .notComparable : .notSent
        }
    }
}
