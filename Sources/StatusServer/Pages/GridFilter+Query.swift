import UsageModel

extension GridFilter {
    /// Reads the page's query; a value that means nothing is an error, never a filter of its own.
    init(_ fields: FormFields) throws(PageError) {
        contract = fields["contract"]
        product = fields["product"]
        provider = fields["provider"]
        from = try Self.value(fields["from"], "month") { BillingMonth($0) }
        to = try Self.value(fields["to"], "month") { BillingMonth($0) }
        state = try Self.value(fields["state"], "state") { CellState(rawValue: $0) }
        reason = try Self.value(fields["reason"], "reason") { ReasonCode(rawValue: $0) }
        only = try Self.value(fields["only"], "filter") { Only(rawValue: $0) }
        let number = try Self.value(fields["page"], "page") { text in
            Int(text).flatMap { (1...1_000_000).contains($0) ? $0 : nil }
        }
        page = number ?? 1
    }

    private static func value<Value>(
        _ text: String?, _ name: String, read: (String) -> Value?
    ) throws(PageError) -> Value? {
        guard let text else { return nil }
        guard let value = read(text) else {
            throw .badRequest(
                "'\(text)' is no \(name)\(name == "month" ? ", expected YYYY-MM" : "")")
        }
        return value
    }

    /// The query that says the same, with its question mark; empty where nothing is asked for.
    var query: String {
        let fields: [(String, String?)] = [
            ("contract", contract), ("product", product), ("provider", provider),
            ("from", from?.description), ("to", to?.description), ("state", state?.rawValue),
            ("reason", reason?.rawValue),
            ("only", only?.rawValue), ("page", page == 1 ? nil : "\(page)"),
        ]
        let pairs = fields.compactMap { name, value in value.map { "\(name)=\(URLText.of($0))" } }
        return pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
    }

    /// The first page of the same filter with one part changed.
    func with(_ change: (inout GridFilter) -> Void) -> GridFilter {
        var other = self
        other.page = 1
        change(&other)
        return other
    }
}
