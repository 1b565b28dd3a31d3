/// One row of a usage file as it is sent: a record whose subscription and record id are settled.
package struct UsageRow: Hashable, Sendable {
    package var recordID: String
    package var record: UsageRecord
    /// The subscription on Connect; it is what is sent, whatever named it in the source.
    package var asset: SubscriptionID

    package init(recordID: String, record: UsageRecord, asset: SubscriptionID) {
        self.recordID = recordID
        self.record = record
        self.asset = asset
    }
}
