import Foundation
import TestSupport
import Testing

/// What `policy schema` prints, held against documents by a JSON Schema checker of its own, as
/// editors do it.
struct PolicySchemaCheckerTests {
    /// Specs of a policy with one mistake each.
    static let mistakes = [
        "months: {sinc: 2026-01}", "submti: manual", "match: {contracts: CRD-1}",
        "match: {contracts: []}", "match: {schemas: [QX]}", "match: {kinds: [prodution]}",
        "match: {months: [2026]}", "match: {products: ['a b']}", "months: {since: 2026-13}",
        "months: {closeDelay: 3 days}", "months: {due: 29}", "months: {due: soon}",
        "months: {autoWithin: -1}", "report: 'no'", "suspend: true", "suspend: true\n  reason: x",
        "submit: manuel", "onNoUsage: sent", "onDuplicate: delete", "foreignDrafts: adopted",
        "filesWithoutPeriod: guess", "assetCriteria: tenant_id", "currency: euro",
        "limits: {amountPerFile: {}}", "limits: {amountPerFile: {usd: 5}}",
        "limits: {ratioToMedian: none}", "limits: {unattributed: 1}",
        "limits: {zeroAfterUsage: allow}", "limits: {newItems: allow}", "limits: {firstFile: yes}",
        "reason: 5", "until: tomorrow", "months:",
    ]

    @Test func `a schema checker takes the examples and a configuration`() async throws {
        try await withTemporaryFolder { folder in
            guard try await isAtHand(folder) else { return }
            for kind in ["UsagePolicy", "Controller"] { try await writeSchema(of: kind, folder) }
            let metaschema = try await checker(
                ["--check-metaschema", "\(folder)/UsagePolicy.json", "\(folder)/Controller.json"],
                folder)
            #expect(metaschema.code == 0, "\(metaschema.output)")
            let folderOfExamples = PackageFolder.root.appendingPathComponent(
                "manifests/policies")
            let examples = try FileManager.default.contentsOfDirectory(
                at: folderOfExamples, includingPropertiesForKeys: nil
            ).map(\.path)
            #expect(examples.count >= 5)
            let policies = try await checker(
                ["--schemafile", "\(folder)/UsagePolicy.json"] + examples, folder)
            #expect(policies.code == 0, "\(policies.output)")

            try Self.configuration.write(
                toFile: "\(folder)/usagectl.yaml", atomically: true, encoding: .utf8)
            let controller = try await checker(
                ["--schemafile", "\(folder)/Controller.json", "\(folder)/usagectl.yaml"], folder)
            #expect(controller.code == 0, "\(controller.output)")
        }
    }

    @Test func `a schema checker and policy check refuse the same mistakes`() async throws {
        try await withTemporaryFolder { folder in
            guard try await isAtHand(folder) else { return }
            try await writeSchema(of: "UsagePolicy", folder)
            var files: [String] = []
            for (number, spec) in Self.mistakes.enumerated() {
                let file = "\(folder)/m\(number).yaml"
                try """
                apiVersion: usagectl/v1
                kind: UsagePolicy
                metadata: {name: m\(number)}
                spec:
                  \(spec)

                """.write(toFile: file, atomically: true, encoding: .utf8)
                files.append(file)
                let own = try await CommandRun.usagectl(["policy", "check", file], in: folder)
                #expect(own.code == 64, "policy check takes '\(spec)'")
            }
            let run = try await checker(
                ["--schemafile", "\(folder)/UsagePolicy.json", "--output-format", "json"] + files,
                folder)
            #expect(run.code == 1)
            let refused = try Self.refused(run.output)
            for (file, spec) in zip(files, Self.mistakes) {
                #expect(refused.contains(file), "the schema takes '\(spec)'")
            }
        }
    }

    private static let configuration = """
        apiVersion: usagectl/v1
        kind: Controller
        metadata: {name: production}
        spec:
          writes: observe
          connect:
            endpoint: https://api.connect.cloudblue.com/public/v1
            apiKeyFile: secrets/connect-api-key
            requestsPerSecond: 8
            concurrency: 4
            timeout: 300s
          policies: [policies/]
          sources:
            - {name: metering, type: files, path: usage/*.csv}
            - name: api
              type: http
              url: https://api.example/usage?month={month}&page={page}
              auth: {type: header, name: X-Key, valueEnv: API_KEY}
              pagination: {by: page, size: 100, total: meta.total}
              zero: {field: meta.final}
            - {name: program, type: command, command: [export], format: csv, per: product}
            - name: database
              type: postgres
              dsn: host=db.example dbname=metering
              passwordFile: secrets/password
              query: SELECT * FROM usage WHERE month = :month
          ledger: sqlite:usagectl.db
          processing: {pollInterval: 5s, wait: 30m, stuckAfter: 6h, takeover: 10m}
          environments: [production, test]
          limits: {submitsPerDay: auto}

        """

    /// The files of which the checker's JSON says that they are not valid.
    private static func refused(_ output: String) throws -> Set<String> {
        let json = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
        let errors = json?["errors"] as? [[String: Any]] ?? []
        return Set(errors.compactMap { $0["filename"] as? String })
    }

    private func writeSchema(of kind: String, _ folder: String) async throws {
        let run = try await CommandRun.usagectl(["policy", "schema", "--kind", kind], in: folder)
        #expect(run.code == 0)
        try run.output.write(
            toFile: "\(folder)/\(kind).json", atomically: true, encoding: .utf8)
    }

    /// Whether the checker is installed; where it is not, that is said, and in CI the test runs,
    /// and fails.
    private func isAtHand(_ folder: String) async throws -> Bool {
        try await checker(["--version"], folder).code == 0
            || Program.runsWithout(
                "python3 cannot import check_jsonschema, see scripts/setup-python")
    }

    private func checker(_ arguments: [String], _ folder: String) async throws -> CommandRun {
        try await CommandRun.program(
            URL(filePath: "/usr/bin/env"), ["python3", "-m", "check_jsonschema"] + arguments,
            in: folder, environment: ProcessInfo.processInfo.environment)
    }
}
