package import UsageModel

/// One line of the vendor's own usage, as its metering would export it.
package struct VendorUsage: Hashable, Sendable {
    /// The first line of each file.
    package static let header =
        "product_id,subscription_id,item_mpn,quantity,start_time_utc,end_time_utc,"
        + "amount,tier,record_id"

    package var contractID: String
    package var productID: String
    package var assetID: String
    package var mpn: String
    package var quantity: ExactDecimal
    package var start: Timestamp
    package var end: Timestamp
    package var amount: ExactDecimal?
    package var tier: Int?
    package var recordID: String

    package var month: BillingMonth { BillingMonth(of: start.date) }

    package var csvLine: String {
        [
            productID, assetID, mpn, quantity.description, start.description, end.description,
            amount?.description ?? "", tier.map(String.init) ?? "", recordID,
        ].joined(separator: ",")
    }

    /// The text of `usage-YYYY-MM.csv` for each month that has usage.
    package static func files(_ usage: [VendorUsage]) -> [(name: String, text: String)] {
        Dictionary(grouping: usage, by: \.month).sorted { $0.key < $1.key }.map { month, lines in
            let text = ([header] + lines.map(\.csvLine)).joined(separator: "\n") + "\n"
            return ("usage-\(month).csv", text)
        }
    }
}
