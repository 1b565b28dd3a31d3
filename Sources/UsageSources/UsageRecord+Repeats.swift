import UsageModel

extension UsageRecord {
    /// Everything that it says, whatever place it was read at.
    var withoutOrigin: UsageRecord {
        var content = self
        content.origin = RecordOrigin(file: "", line: 0)
        return content
    }

    /// Equal in records of which one is probably a second delivery: of the product and record id,
    /// or where there is no id of everything but the place.
    var repeatHash: UInt64 {
        var hasher = Hasher()
        if let recordID {
            hasher.combine(product)
            hasher.combine(recordID)
        } else {
            hasher.combine(withoutOrigin)
        }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
