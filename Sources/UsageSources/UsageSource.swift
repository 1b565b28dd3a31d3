/// Where the vendor's usage comes from.
package protocol UsageSource: Sendable {
    /// The name by which policies refer to it.
    var name: String { get }

    /// Reads what there is; a failure is no error but an unknown statement with its reason.
    func read(_ query: UsageQuery) async -> UsageReading
}
