/// What the source said of a cell.
package struct UsageReport: Hashable, Sendable {
    package enum Answer: String, Sendable, Codable {
        case records, zero, unknown, notFetched
    }

    package var answer: Answer
    package var records: Int?
    /// The sum over all items: a check figure, not a billing figure.
    package var quantity: ExactDecimal?
    package var amount: ExactDecimal?
    package var currency: String?
    /// `sha256:...` over the rows as they are sent, in an order of their own.
    package var digest: String?
    /// What was sent for the month before, where a decision had to be compared with it.
    package var lastQuantity: ExactDecimal?
    package var lastAmount: ExactDecimal?

    package init(
        answer: Answer = .notFetched, records: Int? = nil, quantity: ExactDecimal? = nil,
        amount: ExactDecimal? = nil, currency: String? = nil, digest: String? = nil
    ) {
        self.answer = answer
        self.records = records
        self.quantity = quantity
        self.amount = amount
        self.currency = currency
        self.digest = digest
    }
}

extension UsageReport: Codable {
    private enum CodingKeys: String, CodingKey {
        case answer, records, quantity, amount, currency, digest, lastQuantity, lastAmount
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(answer, forKey: .answer)
        try values.encode(records, forKey: .records)
        try values.encode(quantity, forKey: .quantity)
        try values.encode(amount, forKey: .amount)
        try values.encode(currency, forKey: .currency)
        try values.encode(digest, forKey: .digest)
        try values.encode(lastQuantity, forKey: .lastQuantity)
        try values.encode(lastAmount, forKey: .lastAmount)
    }
}
