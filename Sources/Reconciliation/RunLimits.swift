package import UsageModel

/// The limits of a run: sums over cells, from the Controller document.
package struct RunLimits: Hashable, Sendable {
    package enum Daily: Hashable, Sendable {
        case none
        /// Twice the obligations of the newest closed month, at least 500.
        case auto
        case files(Int)
    }

    /// Nil sets no limit.
    package var submitsPerRun: Int?
    package var submitsPerDay: Daily
    /// Nil sets no limit.
    package var createsPerRun: Int?
    /// By currency; a currency that is not listed is held. Nil sets no limit.
    package var amountPerRun: [String: ExactDecimal]?
    /// How many times last month's total a product's month may have, and its inverse.
    package var productTotal: ExactDecimal
    /// The most rows that one usage file may have.
    package var rowsPerFile = PreflightFacts.mostRows

    package init(
        submitsPerRun: Int? = nil, submitsPerDay: Daily = .auto, createsPerRun: Int? = nil,
        amountPerRun: [String: ExactDecimal]? = nil, productTotal: ExactDecimal = ExactDecimal(2)
    ) {
        self.submitsPerRun = submitsPerRun
        self.submitsPerDay = submitsPerDay
        self.createsPerRun = createsPerRun
        self.amountPerRun = amountPerRun
        self.productTotal = productTotal
    }
}
