/// How much an answer may hold.
enum FetchLimit {
    /// Of one answer, unless the configuration says otherwise.
    static let defaultMegabytes = 4096

    static func tooLong(_ bytes: Int) -> FetchFailure {
        FetchFailure(
            "the answer is longer than \(bytes / (1 << 20)) MiB; 'maxMegabytes' of the source "
                + "allows more")
    }
}
