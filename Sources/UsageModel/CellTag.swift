/// What the external ids that this program gives have in common:
/// `SCHEME:IDENTITY:CONTRACT:PRODUCT:YYYY-MM`, and perhaps one part more.
struct CellTag {
    let identity: Identity
    let cell: Cell
    /// The part behind the month; nil where there is none.
    let suffix: String?

    init(identity: Identity, cell: Cell, suffix: String? = nil) {
        self.identity = identity
        self.cell = cell
        self.suffix = suffix
    }

    func text(_ scheme: String) -> String {
        let tag = "\(scheme):\(identity):\(cell.contract):\(cell.product):\(cell.month)"
        return suffix.map { "\(tag):\($0)" } ?? tag
    }

    /// Reads a text; nil where it is none of this scheme.
    init?(_ text: String, scheme: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (5...6).contains(parts.count), parts[0] == scheme, let identity = Identity(parts[1]),
            !parts[2].isEmpty, !parts[3].isEmpty, let month = BillingMonth(parts[4])
        else { return nil }
        self.identity = identity
        cell = Cell(contract: ContractID(parts[2]), product: ProductID(parts[3]), month: month)
        suffix = parts.count == 6 ? parts[5] : nil
    }
}
