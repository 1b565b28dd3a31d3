import Foundation
package import Policy
import UsageModel
import UsageSources
package import YAMLDocument

/// A configuration with its policies, or everything that is wrong with either.
package struct LoadedConfiguration: Sendable {
    /// Nil where the Controller document is missing or wrong.
    package var controller: ControllerConfiguration?
    package var policies: PolicySet
    package var diagnostics: [Diagnostic]

    package var isValid: Bool { controller != nil && diagnostics.areHarmless }
}

/// Reads the configuration file and every policy file that it names; all mistakes at once.
package enum ConfigurationLoader {
    package static func load(path: String) -> LoadedConfiguration {
        let loader = DocumentLoader(
            apiVersion: PolicySchema.apiVersion,
            kinds: [ControllerDefinition.kind, PolicySchema.kind])
        var loaded = loader.load(paths: [path])
        var diagnostics: [Diagnostic] = []
        let folder = URL(filePath: path).deletingLastPathComponent().path
        let controller = controller(in: loaded, path: path, folder: folder, &diagnostics)
        var documents = loaded.documents(ofKind: PolicySchema.kind)
        for place in controller?.policies ?? [] {
            let further = policies(at: place, from: path, folder: folder)
            loaded.diagnostics += further.diagnostics
            documents += further.documents
        }
        let (policies, problems) = PolicyLoader.load(documents)
        diagnostics += loaded.diagnostics + problems
        if controller != nil, diagnostics.areHarmless,
            policies.earliestSince(at: .distantPast) == nil
        {
            diagnostics.append(
                Diagnostic(
                    .error,
                    "no policy sets 'spec.months.since', expected a UsagePolicy that names the "
                        + "first "
                        + "month that is owed", file: path))
        }
        return LoadedConfiguration(
            controller: controller, policies: policies,
            diagnostics: diagnostics.sorted(by: Diagnostic.isInOrder))
    }

    private static func controller(
        in loaded: LoadedDocuments, path: String, folder: String, _ diagnostics: inout [Diagnostic]
    ) -> ControllerConfiguration? {
        let documents = loaded.documents(ofKind: ControllerDefinition.kind)
        guard let first = documents.first else {
            if loaded.diagnostics.areHarmless {
                diagnostics.append(
                    Diagnostic(
                        .error, "the file has no document of kind 'Controller', expected one",
                        file: path))
            }
            return nil
        }
        for second in documents.dropFirst() {
            diagnostics.append(
                Diagnostic(
                    .error, "a second document of kind 'Controller', expected one",
                    at: second.node.mark, in: second.source))
        }
        let (value, problems) = first.read(as: ControllerDefinition.definition, fillsDefaults: true)
        diagnostics += problems
        guard let value else { return nil }
        diagnostics += contradictions(value, in: first, folder: folder)
        return ControllerConfiguration(value, folder: folder)
    }

    /// What is wrong with a Controller document beyond its single values.
    static func contradictions(
        _ value: TypedValue, in document: RawDocument, folder: String
    ) -> [Diagnostic] {
        sameNames(value, in: document) + AttributionDefinition.contradictions(value, in: document)
            + unusableSources(value, in: document, folder: folder)
    }

    /// Two sources of one name could not be told apart.
    private static func sameNames(_ value: TypedValue, in document: RawDocument) -> [Diagnostic] {
        var seen: Set<String> = []
        return (value["spec"]?["sources"]?.items ?? []).compactMap { source in
            guard let name = source["name"]?.text, !seen.insert(name).inserted else { return nil }
            return Diagnostic(
                .error, "two sources have the name '\(name)'", at: source.mark, in: document.source)
        }
    }

    /// Sources whose keys are valid one by one, but make no source together.
    ///
    /// - Parameter folder: of the file, against which relative paths stand.
    static func unusableSources(
        _ value: TypedValue, in document: RawDocument, folder: String
    ) -> [Diagnostic] {
        (value["spec"]?["sources"]?.items ?? []).compactMap { source in
            let configuration = SourceConfiguration(source) { path in
                ControllerConfiguration.absolute(path, in: folder)
            }
            do throws(SourceConfigurationError) {
                _ = try configuration?.source()
                return nil
            } catch {
                return Diagnostic(.error, "\(error)", at: source.mark, in: document.source)
            }
        }
    }

    /// The policy documents of one entry of `spec.policies`, named relative to the configuration.
    private static func policies(
        at place: String, from path: String, folder: String
    ) -> LoadedDocuments {
        let loader = DocumentLoader(
            apiVersion: PolicySchema.apiVersion, kinds: [PolicySchema.kind])
        do throws(Diagnostic) {
            let sources = try SourceText.paths(at: place).map { file throws(Diagnostic) in
                try SourceText(readingFile: file, name: short(file, folder))
            }
            return loader.load(sources)
        } catch {
            var failed = LoadedDocuments()
            failed.diagnostics = [error]
            return failed
        }
    }

    private static func short(_ file: String, _ folder: String) -> String {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return file.hasPrefix(prefix) ? String(file.dropFirst(prefix.count)) : file
    }
}
