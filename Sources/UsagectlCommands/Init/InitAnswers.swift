import UsageModel

/// What a first configuration has to know.
struct InitAnswers {
    var identity: Identity
    var endpoint: String
    /// Nil where the key comes from the environment.
    var keyFile: String?
    /// Path of the usage, with `{month}`.
    var usage: String
    var since: BillingMonth

    static func identity(_ text: String) throws -> Identity {
        guard let identity = Identity(text) else {
            throw CommandFailure.usage(
                "'\(PrintableText.of(text))' is no name of an installation, expected 1 to 63 small "
                    + "letters, digits and dashes such as 'production'")
        }
        return identity
    }

    static func month(_ text: String) throws -> BillingMonth {
        guard let month = BillingMonth(text) else {
            throw CommandFailure.usage(
                "'\(PrintableText.of(text))' is no month, expected one such as 2026-10")
        }
        return month
    }
}
