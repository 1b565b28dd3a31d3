import Foundation
import TestSupport
import Testing
import UsageModel

/// The database source of `docs/sources.md`, from the table to a file that is with the distributor.
struct DocumentedQueryTests {
    /// The page's block with `type: postgres`.
    private static func block() throws -> String {
        let page = try String(
            contentsOf: PackageFolder.root.appending(path: "docs/sources.md"), encoding: .utf8)
        let blocks = page.split(separator: "```yaml\n").dropFirst()
            .map { String($0.prefix(upTo: $0.firstRange(of: "```")?.lowerBound ?? $0.endIndex)) }
        return try #require(blocks.first { $0.contains("type: postgres") })
    }

    @Test func `the documented query's rows pass the checks and are submitted`() async throws {
        let account = SimulatedAccount()
        let row =
            "'\(SimulatedAccount.product())', '\(account.subscription())', "
            + "'\(SimulatedAccount.mpn())'"
        let table = """
            CREATE TABLE metering (product_id text, subscription_id text, item_mpn text,
              used numeric, used_at timestamptz);
            INSERT INTO metering VALUES
              (\(row), 0.25, '2026-10-01 00:00Z'), (\(row), 0.75, '2026-10-31 23:59:59.9Z'),
              (\(row), 7, '2026-09-30 23:59:59.9Z'), (\(row), 8, '2026-11-01 00:00Z');
            """
        let block = try Self.block()
        let dsn = try #require(block.split(separator: "\n").first { $0.contains("dsn: ") })
        try await PostgresServer.with(table) { server in
            try await ReconcilerHarness.with(account) { original in
                var harness = original
                try FileManager.default.createDirectory(
                    atPath: "\(harness.folder)/secrets", withIntermediateDirectories: false)
                try PostgresServer.password.write(
                    toFile: "\(harness.folder)/secrets/db-password", atomically: true,
                    encoding: .utf8)
                try harness.configure(
                    block.replacing(dsn, with: "      dsn: \(server.socketDSN)"))
                let cell = try #require(try await harness.reconcile()[harness.cell])
                #expect(harness.statuses == ["pending"], "\(cell.decision.message)")
                harness.expectExactlyOneSubmittedFile(in: [harness.cell])
            }
        }
    }
}
