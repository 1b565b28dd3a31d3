package import UsageModel

extension ConnectClient {
    /// One usage file with its counts and the link to its processed workbook, nil where there is
    /// none of this id.
    package func processedFile(
        _ id: UsageFileID
    ) async throws(ConnectError) -> ProcessedFile? {
        try await object(WireProcessedFile.self, at: Self.path(of: id))?.processed
    }

    /// The bytes behind a link that the platform gave out.
    ///
    /// The link itself is the leave to read: the key is not sent, since it is nobody's business
    /// outside Connect and storages refuse a request that brings both.
    package func fetch(link: String) async throws(ConnectError) -> [UInt8] {
        guard let address = StorageLink(link) else {
            throw .query("the platform's link of a processed file is no https address")
        }
        return try await channel.fetch(address).body
    }
}
