/// A string that names one thing of a kind on Connect; the kind keeps a contract's id from being
/// taken for a product's.
///
/// The text is the platform's own and is not validated: ids are compared, never parsed.
package struct Identifier<Kind>: Hashable, Comparable, Sendable, Codable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.text < right.text
    }
}

extension Identifier: CustomStringConvertible {
    package var description: String { text }
}

extension Identifier: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self.init(value)
    }
}

/// The id of a contract, `CRD-00000-00000-00000` for instance.
package typealias ContractID = Identifier<Contract>
/// The id of a product, `PRD-000-000-000`.
package typealias ProductID = Identifier<Product>
/// The id of a usage file, `UF-2026-10-0000-0000`.
package typealias UsageFileID = Identifier<UsageFile>
/// The id of a subscription (an asset in the API), `AS-0000-0000-0000`.
package typealias SubscriptionID = Identifier<Subscription>
/// The id of a marketplace, `MP-00000`.
package typealias MarketplaceID = Identifier<Marketplace>
/// The id of an account, `PA-000-000` or `VA-000-000`.
package typealias AccountID = Identifier<Account>
