import Ledger
import UsageModel

/// The JSON interface under `/api/v1/`.
struct APIRoutes: Sendable {
    let record: any StatusRecord
    let latest: LatestReport
    let comparison: LatestComparison
    let loop: LoopStatus
    let version: String
    /// Reports of one list.
    private static let listed = 1000

    /// - Parameter path: the segments after `/api/v1/`.
    func answer(_ path: [String], _ call: StatusCall, at now: Timestamp) async throws
        -> StatusAnswer
    {
        switch (path.first, path.count) {
        case ("report", 1):
            return try tagged(try await newest(), call)
        case ("reports", 1):
            return try json(APIReports(reports: try await record.reports(limit: Self.listed)))
        case ("reports", 2):
            guard let report = try await record.report(id: path[1]) else {
                throw PageError.notFound("there is no report '\(path[1])'")
            }
            return try tagged(report, call)
        case ("cells", 4): return try await cell(Array(path.dropFirst()), call)
        case ("policies", 1):
            guard let policies = try await record.policies() else {
                throw PageError.notFound("no policies are recorded yet")
            }
            return try json(policies)
        case ("comparison", 1):
            guard let comparison = try await comparison.value() else {
                throw PageError.notFound(
                    "nothing was compared yet: 'usagectl run' does so daily with writes: observe")
            }
            return try json(comparison)
        case ("status", 1):
            let id = try await record.latestID()
            return try json(APIStatus(loop.health, version: version, report: id, now: now))
        default: throw PageError.notFound("there is nothing at this address")
        }
    }

    private func newest() async throws -> DriftReport {
        guard let report = try await latest.value() else {
            throw PageError.notFound("no cycle was recorded yet")
        }
        return report
    }

    private func cell(_ parts: [String], _ call: StatusCall) async throws -> StatusAnswer {
        let report = try await newest()
        let found = try CellLookup.cell(parts, in: report)
        return try json(
            APICell(
                report: report.id, asOf: report.asOf, cell: found,
                history: try await record.history(of: found.cell, files: found.files.map(\.id))))
    }

    private func json(_ value: some Encodable) throws -> StatusAnswer {
        StatusAnswer(type: .json, body: try JSONBody.of(value))
    }

    /// A report never changes, so its id tells a reader whether there is a newer one.
    private func tagged(_ report: DriftReport, _ call: StatusCall) throws -> StatusAnswer {
        let tag = "\"\(URLText.of(report.id))\""
        if call.ifNoneMatch == tag {
            return StatusAnswer(status: 304, type: .json, body: "", headers: [("ETag", tag)])
        }
        var answer = try json(report)
        answer.headers = [("ETag", tag)]
        return answer
    }
}
