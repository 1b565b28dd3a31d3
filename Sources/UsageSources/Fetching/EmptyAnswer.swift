import UsageModel

/// What an answer means in which there is no record of the month that was asked for.
struct EmptyAnswer: Sendable {
    /// What happened, as a sentence that may go on: `... answered without a record`.
    let what: String
    let means: EmptyMeans

    /// Why it is no zero; nil where it is one.
    ///
    /// - Parameter month: the month, where there were rows of others.
    func failure(besides month: BillingMonth? = nil) -> FetchFailure? {
        guard means == .unknown else { return nil }
        return FetchFailure(
            what + (month.map { " of \($0)" } ?? "")
                + ", which is no proof that there was no usage; 'emptyMeans: zero' of the source "
                + "takes it for one")
    }

    /// Why it is not whole where rows were to say so: there are none that could.
    func failure(attesting condition: RowCondition) -> FetchFailure {
        FetchFailure("\(what): there is \(Attestation.silence(condition))")
    }
}
