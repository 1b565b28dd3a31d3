package import UsageModel

// Values that tests write as texts; a text that spells no value is a mistake in the test itself.

/// A month, from `2026-10`.
package func month(_ text: String) -> BillingMonth { spelled(BillingMonth(text), text) }

/// A date, from `2026-10-05`.
package func day(_ text: String) -> CalendarDate { spelled(CalendarDate(text), text) }

/// An instant, from any form that the model reads.
package func instant(_ text: String) -> Timestamp { spelled(Timestamp(text), text) }

/// The days from one date to another, both inclusive.
package func span(_ from: String, _ to: String) -> DateSpan {
    spelled(DateSpan(from: day(from), to: day(to)), "\(from)..\(to)")
}

/// An exact number, from `412.5`.
package func decimal(_ text: String) -> ExactDecimal { spelled(ExactDecimal(text), text) }

/// The name of an installation.
package func installation(_ name: String) -> Identity { spelled(Identity(name), name) }

private func spelled<Value>(_ value: Value?, _ text: String) -> Value {
    guard let value else { preconditionFailure("a test spells no valid value: '\(text)'") }
    return value
}
