extension Int {
    /// The number with its noun: `1 cell`, `2 cells`.
    func counted(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}
