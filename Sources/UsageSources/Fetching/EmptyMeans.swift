/// What an answer without a single record says.
package enum EmptyMeans: String, Sendable, CaseIterable {
    /// Nothing: it may as well be that nothing was metered, or that nothing was found.
    case unknown
    /// That there was no usage; for systems that fail in another way when they do not know.
    case zero

    func answer(_ what: String) -> FetchAnswer {
        switch self {
        case .zero: .zero
        case .unknown:
            .unknown(
                FetchFailure(
                    "\(what), which is no proof that there was no usage; 'emptyMeans: zero' of the "
                        + "source takes it for one"))
        }
    }
}
