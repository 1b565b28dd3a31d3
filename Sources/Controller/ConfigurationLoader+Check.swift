import Foundation
package import Policy
package import YAMLDocument

/// What a check of files found.
package struct CheckedFiles: Sendable {
    package var files: Int
    package var policies: PolicySet
    /// In order of place.
    package var diagnostics: [Diagnostic]

    package init(files: Int, policies: PolicySet, diagnostics: [Diagnostic]) {
        self.files = files
        self.policies = policies
        self.diagnostics = diagnostics
    }
}

extension ConfigurationLoader {
    /// Reads some files or folders by themselves: policies, and Controller documents without the
    /// files that these name.
    package static func check(paths: [String]) -> CheckedFiles {
        var problems: [Diagnostic] = []
        var files: [String] = []
        for path in paths {
            do throws(Diagnostic) {
                let found = try SourceText.paths(at: path)
                // The wrong folder must not look like one whose policies are all valid.
                if found.isEmpty {
                    problems.append(
                        Diagnostic(.warning, "the folder has no .yaml or .yml file", file: path))
                }
                files += found
            } catch {
                problems.append(error)
            }
        }
        // A file that is named itself and within its folder is one file.
        files = Set(files).sorted()
        let loader = DocumentLoader(
            apiVersion: PolicySchema.apiVersion,
            kinds: [ControllerDefinition.kind, PolicySchema.kind])
        let loaded = loader.load(paths: files)
        for document in loaded.documents(ofKind: ControllerDefinition.kind) {
            let (value, found) = document.read(as: ControllerDefinition.definition)
            let folder = URL(filePath: document.source.file).deletingLastPathComponent().path
            problems +=
                found + (value.map { contradictions($0, in: document, folder: folder) } ?? [])
        }
        // Warnings speak of a whole set: that nothing is owed, for instance, where no policy says
        // since when. Some files by themselves are no such set.
        let (policies, judged) = PolicyLoader.load(loaded.documents(ofKind: PolicySchema.kind))
        let found = judged.filter { $0.severity == .error }
        return CheckedFiles(
            files: files.count, policies: policies,
            diagnostics: (problems + loaded.diagnostics + found).inOrder)
    }

    /// Reads a configuration and everything that it names.
    package static func check(configuration path: String) -> CheckedFiles {
        let loaded = load(path: path)
        let further = (loaded.controller?.policies ?? []).flatMap { place in
            (try? SourceText.paths(at: place)) ?? []
        }
        return CheckedFiles(
            files: 1 + Set(further).count, policies: loaded.policies,
            diagnostics: loaded.diagnostics)
    }
}
