/// What an answer without a single record of its month says.
package enum EmptyMeans: String, Sendable, CaseIterable {
    /// Nothing: it may as well be that nothing was metered, or that nothing was found.
    case unknown
    /// That there was no usage; for systems that fail in another way when they do not know.
    case zero
}
