import UsageModel

/// The form of `SentUsage` in the projection: a list of texts with their lengths, which reads many
/// times faster than JSON; a cycle reads that of every file it ever uploaded.
///
/// Each text is `LENGTH:BYTES`, an absent one `-`. Record ids have a column of their own, since
/// they are asked for only where rows are about to be sent.
enum SentUsageText {
    static func encode(_ sent: SentUsage) -> String {
        var text = ""
        put(sent.digest, into: &text)
        put(String(sent.rows), into: &text)
        put(sent.currency, into: &text)
        put(sent.workbook, into: &text)
        put(String(sent.items.count), into: &text)
        for item in sent.items {
            put(item.mpn, into: &text)
            put(String(item.rows), into: &text)
            put(item.quantity.description, into: &text)
            put(item.amount?.description, into: &text)
        }
        for subscription in sent.subscriptions { put(subscription.text, into: &text) }
        return text
    }

    /// The value, or nil where the text is not one that `encode` made.
    static func decode(_ text: String) -> SentUsage? {
        var rest = text.utf8[...]
        guard let digest = take(from: &rest) ?? nil, let rows = number(from: &rest),
            let currency = take(from: &rest), let workbook = take(from: &rest),
            let count = number(from: &rest)
        else { return nil }
        var sent = SentUsage(digest: digest, rows: rows, currency: currency, workbook: workbook)
        for _ in 0..<count {
            guard let item = item(from: &rest) else { return nil }
            sent.items.append(item)
        }
        while !rest.isEmpty {
            guard let subscription = take(from: &rest) ?? nil else { return nil }
            sent.subscriptions.append(SubscriptionID(subscription))
        }
        return sent
    }

    private static func item(from rest: inout Substring.UTF8View) -> ItemTotal? {
        guard let mpn = take(from: &rest) ?? nil, let rows = number(from: &rest),
            let quantityText = take(from: &rest) ?? nil, let quantity = ExactDecimal(quantityText),
            let amountText = take(from: &rest)
        else { return nil }
        guard let amountText else { return ItemTotal(mpn: mpn, rows: rows, quantity: quantity) }
        guard let amount = ExactDecimal(amountText) else { return nil }
        return ItemTotal(mpn: mpn, rows: rows, quantity: quantity, amount: amount)
    }

    private static func put(_ value: String?, into text: inout String) {
        guard let value else {
            text += "-"
            return
        }
        text += "\(value.utf8.count):"
        text += value
    }

    /// The next text; `.some(nil)` for an absent one, nil where there is none.
    private static func take(from rest: inout Substring.UTF8View) -> String?? {
        if rest.first == UInt8(ascii: "-") {
            rest.removeFirst()
            return .some(nil)
        }
        var length = 0
        while let byte = rest.popFirst(), byte != UInt8(ascii: ":") {
            guard (48...57).contains(byte), length < 1 << 40 else { return nil }
            length = length * 10 + Int(byte - 48)
        }
        let bytes = rest.prefix(length)
        guard bytes.count == length else { return nil }
        rest.removeFirst(length)
        return String(Substring(bytes))
    }

    private static func number(from rest: inout Substring.UTF8View) -> Int? {
        guard let text = take(from: &rest) ?? nil, let number = Int(text), number >= 0 else {
            return nil
        }
        return number
    }
}
