package import ConnectAPI
package import Reconciliation
package import UsageModel

/// Looks one by one for the usage files that the ledger knows and that a list does not show.
package struct MissingFiles {
    private let client: ConnectClient
    private let proof: ObservationProof

    /// More files than these are not asked for one by one: the list itself is then the problem, or
    /// the account.
    package static let mostSingleLooks = 100

    /// A file that is missing and not explained.
    package struct Doubt {
        package let file: UsageFileID
        /// Whether it is there, so that the list is not whole; otherwise it is gone.
        package let exists: Bool
        package let message: String
    }

    package init(_ client: ConnectClient, _ proof: ObservationProof) {
        self.client = client
        self.proof = proof
    }

    package var files: [UsageFileID] { proof.missingFiles }

    package func doubts() async throws(ConnectError) -> [Doubt] {
        var doubts: [Doubt] = []
        for file in files {
            let exists = try await client.usageFile(file) != nil
            guard let message = proof.doubt(ofMissing: file, exists: exists) else { continue }
            doubts.append(Doubt(file: file, exists: exists, message: message))
        }
        return doubts
    }
}
