import Controller
import Foundation
import Reconciliation
import TestSupport
import Testing
import UsageModel
import YAMLDocument

/// `spec.attribution` and `spec.limits.rowsPerFile` of a Controller document.
struct AttributionConfigurationTests {
    private func load(_ lines: String) throws -> (
        controller: ControllerConfiguration?, problems: [String]
    ) {
        let loaded = try ConfigurationLoader.load(spec: lines).loaded
        return (
            loaded.controller, loaded.diagnostics.filter { $0.severity == .error }.map(\.message)
        )
    }

    @Test func `entries are read with months at either end`() throws {
        let loaded = try load(
            """
              limits: {rowsPerFile: 1000}
              attribution:
                - {subscription: AS-1, contract: CRD-1, until: 2026-09}
                - {subscription: AS-1, contract: CRD-2, from: 2026-10}
            """)
        #expect(loaded.problems == [])
        #expect(loaded.controller?.limits.rowsPerFile == 1000)
        let entries = SubscriptionAttributions(loaded.controller?.attributions ?? [])
        #expect(entries.contract(of: "AS-1", in: month("2026-09")) == "CRD-1")
        #expect(entries.contract(of: "AS-1", in: month("2026-10")) == "CRD-2")
        #expect(entries.contract(of: "AS-2", in: month("2026-10")) == nil)
    }

    @Test func `without entries nothing is attributed and a sheet sets the limit`() throws {
        let loaded = try load("  writes: observe")
        #expect(loaded.controller?.attributions == [])
        #expect(loaded.controller?.limits.rowsPerFile == 1_048_575)
    }

    @Test(arguments: [
        (
            "{subscription: AS-1, contract: CRD-1, from: 2026-10, until: 2026-09}",
            "is before 'from'"
        ),
        ("{subscription: AS-1, from: 2026-10}", "lacks 'contract'"),
        ("{subscription: AS-1, contract: CRD-1, from: October}", "a month such as 2026-10"),
        (
            "{subscription: AS-0, contract: CRD-1, from: 2026-12}",
            "an entry for the same months on line 6"
        ),
    ])
    func `a mistake is named`(_ entry: String, _ problem: String) throws {
        let loaded = try load(
            """
              attribution:
                - {subscription: AS-0, contract: CRD-0, from: 2026-01}
                - \(entry)
            """)
        #expect(loaded.problems.contains { $0.contains(problem) }, "\(loaded.problems)")
    }

    @Test func `a limit beyond what a sheet holds is refused`() throws {
        let loaded = try load("  limits: {rowsPerFile: 1048576}")
        #expect(loaded.problems.contains { $0.contains("1048575") })
    }
}
