import Controller
import Foundation
import Policy
import Testing
import UsageSources
import YAMLDocument

extension ReconcilerHarness {
    /// Takes sources and policies from a configuration that is written into the folder.
    ///
    /// - Parameters:
    ///   - spec: `spec:` of the Controller document with all below it.
    ///   - policy: what stands below `spec` of the only policy, in one line.
    mutating func configure(_ spec: String, policy: String = "{months: {since: 2026-10}}") throws {
        let path = "\(folder)/usagectl.yaml"
        try """
        apiVersion: usagectl/v1
        kind: Controller
        metadata: {name: tests}
        \(spec)
        ---
        apiVersion: usagectl/v1
        kind: UsagePolicy
        metadata: {name: defaults}
        spec: \(policy)
        """.write(toFile: path, atomically: true, encoding: .utf8)
        let loaded = ConfigurationLoader.load(path: path)
        #expect(loaded.diagnostics.map(\.description) == [])
        let sources = try #require(loaded.controller).sources.map { try $0.source(SourceMemory()) }
        configured = (sources, loaded.policies)
    }
}
