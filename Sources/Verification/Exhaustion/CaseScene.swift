import Reconciliation
package import UsageModel

/// The one cell of a case with all that does not change while it runs.
package struct CaseScene: Sendable {
    package var scene: Scene
    package var cell: Cell
    package var rows: ModelRows
    package var sent: SentUsage
    /// The policy's leave to take foreign drafts over.
    package var mayAdopt = false
    /// The policy's word to leave foreign drafts out of account.
    package var ignoresForeign = false
    /// A person's or the policy's word to send a rejected file again.
    package var mayResend = false
    /// Whether files without a period are known to be of other months.
    package var isPeriodlessElsewhere = false
    /// Whether people delete and submit meanwhile.
    package var mayMeddle = false

    package init(scene: Scene, cell: Cell, rows: ModelRows, sent: SentUsage) {
        self.scene = scene
        self.cell = cell
        self.rows = rows
        self.sent = sent
    }

    /// What makes a file of the cell ours.
    var marker: String { Marker(identity: scene.identity, cell: cell).externalID }

    /// Foreign drafts whose last event is older are left out of account.
    package var ignoredBefore = Timestamp.distantPast

    /// Whether a file is of the cell, by its days where it names any.
    package func concerns(_ file: UsageFile) -> Bool {
        file.contract == cell.contract && file.product == cell.product
            && file.period?.intersects(cell.month.days) ?? false
    }

    /// Whether a create may overlook a file: one of another cell, or a foreign draft that the
    /// policy ignores.
    func ignores(_ file: UsageFile) -> Bool {
        guard file.contract == cell.contract, file.product == cell.product else { return true }
        if let period = file.period, !period.intersects(cell.month.days) { return true }
        if file.period == nil, isPeriodlessElsewhere { return true }
        guard !file.status.isSubmitted, file.status.isKnown, file.externalID == nil else {
            return false
        }
        return ignoresForeign || (file.events.latest ?? .distantPast) < ignoredBefore
    }
}

/// What a case leaves to chance, and how much of it.
package struct CaseSetting: Hashable, Sendable {
    /// Lists may lag by so many changes.
    package var lag = 0
    package var idOrder = ModelPlatform.IDOrder.ascending
    package var controllers = Controllers.one
    package var faults = 1
    package var answersNameTheTime = true
    package var meddlings = 0
    /// Whether a while may pass also in the midst of a cycle.
    package var pausesMidway = false

    package enum Controllers: String, Hashable, Sendable, CaseIterable {
        /// One, which begins again when it has died.
        case one
        /// One after the other, the second without the first one's ledger.
        case successor
        /// Two with a ledger each, at the same time.
        case two
    }

    package init() {}
}
