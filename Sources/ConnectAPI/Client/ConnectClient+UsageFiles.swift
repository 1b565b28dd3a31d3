package import UsageModel

extension ConnectClient {
    /// All usage files of a scope, deleted ones included, oldest first within each batch of ids.
    package func usageFiles(
        _ scope: UsageFileScope = .all
    ) async throws(ConnectError) -> Reading<UsageFile> {
        var readings: [Reading<UsageFile>] = []
        for batch in scope.batches { readings.append(try await reader.read(question(batch))) }
        return .merged(readings)
    }

    private func question(_ scope: UsageFileScope) -> Question<UsageFile> {
        Question(
            path: "/usage/files", filters: scope.filters,
            order: .appendOnly(created: "created.at"), id: { $0.id.text },
            created: { $0.events.created?.at }, satisfies: scope.contains,
            decode: { try JSON.decode([WireUsageFile].self, from: $0).map(\.file) })
    }

    /// One usage file, nil where there is none of this id.
    package func usageFile(_ id: UsageFileID) async throws(ConnectError) -> UsageFile? {
        try await object(WireUsageFile.self, at: Self.path(of: id))?.file
    }

    static func path(of id: UsageFileID) throws(ConnectError) -> String {
        "/usage/files/\(try segment(id.text))"
    }
}
