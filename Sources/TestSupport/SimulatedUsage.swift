import ConnectSimulator
package import UsageModel

/// One line of the vendor's usage, with the contract that it is meant for beside it.
package struct SimulatedUsage: Hashable, Sendable {
    package var contract: ContractID
    package var product: ProductID
    package var subscription: String
    package var mpn: String
    package var quantity: ExactDecimal
    package var start: Timestamp
    package var end: Timestamp
    package var amount: ExactDecimal?
    package var tier: Int?
    package var recordID: String

    /// The lines as a CSV file.
    package static func csv(_ usage: [SimulatedUsage]) -> String {
        ([VendorUsage.header] + usage.map(\.csvLine)).joined(separator: "\n") + "\n"
    }

    private var csvLine: String {
        [
            product.text, subscription, mpn, quantity.description, start.description,
            end.description, amount?.description ?? "", tier.map(String.init) ?? "", recordID,
        ].joined(separator: ",")
    }
}
