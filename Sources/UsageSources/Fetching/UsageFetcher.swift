/// Asks a vendor's system.
protocol UsageFetcher: Sendable {
    /// Asks one question and writes the answer into the folder; never throws, whatever happens.
    typealias Question = @Sendable (FetchUnit, SpoolFolder) async -> FetchAnswer

    /// The name by which policies refer to the source.
    var name: String { get }
    /// Whether each product is asked for by itself.
    var asksByProduct: Bool { get }
    /// How many questions may be under way at one time.
    var concurrency: Int { get }

    /// Lends the way to ask for the time of `body`; what it needs is open as long.
    func serving(
        _ body: @Sendable (@escaping Question) async -> UsageReading
    ) async -> UsageReading
}
