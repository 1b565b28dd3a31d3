import Foundation
import Policy
import TestSupport
import YAMLDocument

/// The worked examples of `manifests/policies`.
enum PolicyManifests {
    static let names = [
        "by-subscription-parameter.yaml", "defaults.yaml", "frozen-contract.yaml",
        "one-distributor-by-hand.yaml", "pilot-observes-only.yaml",
    ]

    /// The folder, from this file's own place.
    static let folder = PackageFolder.path("manifests/policies")

    static func source(_ name: String) throws -> SourceText {
        try SourceText(readingFile: "\(folder)/\(name)", name: name)
    }

    static func load(
        _ names: [String]
    ) throws -> (policies: PolicySet, diagnostics: [Diagnostic]) {
        let loaded = PolicyExamples.loader.load(try names.map(source))
        let (policies, diagnostics) = PolicyLoader.load(loaded.documents)
        return (policies, loaded.diagnostics + diagnostics)
    }
}
