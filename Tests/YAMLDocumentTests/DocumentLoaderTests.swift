import Foundation
import Testing
import YAMLDocument

struct DocumentLoaderTests {
    static let loader = DocumentLoader(apiVersion: "app/v1", kinds: ["Controller", "UsagePolicy"])

    @Test func `documents of several kinds are told apart`() {
        let text = """
            apiVersion: app/v1
            kind: Controller
            ---
            apiVersion: app/v1
            kind: UsagePolicy
            """
        let loaded = Self.loader.load([SourceText(file: "f", text: text)])
        #expect(loaded.diagnostics.isEmpty)
        #expect(loaded.documents(ofKind: "Controller").count == 1)
        #expect(loaded.documents(ofKind: "UsagePolicy").first?.node.mark.line == 4)
    }

    @Test(
        arguments: [
            (
                "apiVersion: app/v1\nkind: UsagePolice\n",
                ["'kind' must be 'Controller' or 'UsagePolicy', found 'UsagePolice'"], "UsagePolicy"
            ),
            (
                "apiVersion: app/v2\nkind: UsagePolicy\n",
                ["'apiVersion' must be 'app/v1', found 'app/v2'"], "app/v1"
            ),
            (
                "metadata: {}\n",
                [
                    "the document lacks 'apiVersion', which must be 'app/v1'",
                    "the document lacks 'kind', which must be 'Controller' or 'UsagePolicy'",
                ], nil
            ),
            (
                "- a\n", ["the document must be a mapping with apiVersion and kind, found a list"],
                nil
            ),
        ] as [(String, [String], String?)])
    func `unknown documents are refused`(text: String, messages: [String], suggestion: String?) {
        let loaded = Self.loader.load([SourceText(file: "f", text: text)])
        #expect(loaded.documents.isEmpty)
        #expect(loaded.diagnostics.map(\.message) == messages)
        #expect(loaded.diagnostics.first?.suggestion == suggestion)
    }

    @Test func `files and folders are read, and a missing one is a diagnostic`() throws {
        let folder = URL.temporaryDirectory.appending(path: "loader-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let below = folder.appending(path: "b")
        try FileManager.default.createDirectory(at: below, withIntermediateDirectories: true)
        let text = Data("apiVersion: app/v1\nkind: UsagePolicy\n".utf8)
        for name in ["z.yaml", "a.yml", "b/c.yaml", ".hidden.yaml", "notes.txt"] {
            try text.write(to: folder.appending(path: name))
        }
        let paths = try SourceText.paths(at: folder.path)
        #expect(
            paths.map { $0.dropFirst(folder.path.count + 1) } == ["a.yml", "b/c.yaml", "z.yaml"])
        let missing = folder.path + "/none.yaml"
        let loaded = Self.loader.load(paths: paths + [missing])
        #expect(loaded.documents.count == 3)
        #expect(
            loaded.diagnostics.map(\.description) == ["\(missing): error: there is no such file"])
        #expect(throws: Diagnostic(.error, "there is no such file or folder", file: missing)) {
            try SourceText.paths(at: missing)
        }
    }
}
