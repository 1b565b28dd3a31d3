import Foundation
import TestSupport
import Testing

/// Every snippet of README and docs: run against a simulator, or read by the loader.
@Suite(.timeLimit(.minutes(10)))
struct DocumentSnippetTests {
    /// Blocks that are not run, by page; each says why in the page itself.
    private static let notRun = [
        "README.md": 3, "docs/kubernetes.md": 1, "docs/running.md": 1, "docs/sources.md": 1,
    ]

    @Test(arguments: DocumentPages.names)
    func `every command of a page does what the page shows`(_ page: String) async throws {
        if page == "docs/kubernetes.md" {
            guard await RenderedManifests.isPossible else { return }
        }
        let blocks = try DocumentPages.blocks(of: page)
            .filter { $0.language == "console" && $0.reasonNotRun == nil }
        var parts: [[DocumentBlock]] = []
        for block in blocks {
            if block.world != nil || parts.isEmpty { parts.append([]) }
            parts[parts.count - 1].append(block)
        }
        for part in parts {
            let name = part[0].world ?? "configured"
            let world = try #require(DocumentWorld(rawValue: name), "\(part[0]): world '\(name)'")
            try await world.with { bench in
                let console = try DocumentConsole(bench)
                for block in part { try await check(block, console) }
            }
        }
    }

    private func check(_ block: DocumentBlock, _ console: DocumentConsole) async throws {
        for (call, shown) in block.commands {
            let run = try await console.run(call)
            // Drift is what many pages are about; everything else is a mistake of the page.
            #expect([0, 2, 3].contains(run.code), "\(block): '\(call)': \(run.output)")
            let missing = DocumentConsole.missing(shown, in: run.output)
            #expect(missing == nil, "\(block): '\(call)' did not say this: \(run.output)")
        }
    }

    @Test(arguments: DocumentPages.names)
    func `the loader takes every document of a page`(_ page: String) async throws {
        let blocks = try DocumentPages.blocks(of: page)
            .filter { $0.language == "yaml" && $0.reasonNotRun == nil }
        try await withTemporaryFolder { folder in
            for (number, block) in blocks.enumerated() {
                let file = "block-\(number).yaml"
                try Self.whole(block.text).write(
                    toFile: "\(folder)/\(file)", atomically: true, encoding: .utf8)
                let run = try await CommandRun.usagectl(["policy", "check", file], in: folder)
                #expect(run.code == 0, "\(block): \(run.errors)")
            }
        }
    }

    /// A document, or a part of one with its head put before it.
    private static func whole(_ text: String) -> String {
        guard !text.contains("apiVersion:") else { return text }
        guard text.contains("spec:") else { return source(text) }
        let isPolicy = text.contains("match:") || text.contains("months:")
        return """
            apiVersion: usagectl/v1
            kind: \(isPolicy ? "UsagePolicy" : "Controller")
            metadata: {name: part}
            \(text)
            """
    }

    /// Fields of a source, in a configuration that has it.
    private static func source(_ text: String) -> String {
        let fields = text.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
        let path = text.contains("path:") ? "" : "      path: usage-{month}.csv\n"
        return """
            apiVersion: usagectl/v1
            kind: Controller
            metadata: {name: part}
            spec:
              sources:
                - name: metering
                  type: files
            \(path)\(fields)

            """
    }

    @Test func `what is not run is marked with its reason, and counted here`() throws {
        var marked: [String: Int] = [:]
        for page in DocumentPages.names {
            for block in try DocumentPages.blocks(of: page) {
                #expect(
                    ["console", "yaml", "json", "text", "csv"].contains(block.language),
                    "\(block) has the language '\(block.language)'")
                guard let reason = block.reasonNotRun else { continue }
                #expect(reason.count > 10, "\(block) gives no reason")
                marked[page, default: 0] += 1
            }
        }
        #expect(marked == Self.notRun)
    }

    @Test func `no command hides from the checks in an indented block`() throws {
        for page in DocumentPages.names {
            let lines = try DocumentPages.text(page).split(separator: "\n")
            #expect(
                !lines.contains { $0.hasPrefix("    usagectl ") || $0.hasPrefix("    make ") },
                "\(page)")
        }
    }

    @Test(arguments: DocumentPages.names)
    func `every link of a page leads somewhere`(_ page: String) throws {
        let text = try DocumentPages.text(page)
        let folder = PackageFolder.root.appendingPathComponent(page).deletingLastPathComponent()
        for match in text.matches(of: /\]\(([^)\s]+)\)/) {
            let link = String(match.output.1)
            guard !link.hasPrefix("http") else { continue }
            let parts = link.split(separator: "#", omittingEmptySubsequences: false).map(
                String.init)
            let target = parts[0].isEmpty ? page : Self.relative(parts[0], to: folder)
            let path = PackageFolder.root.appendingPathComponent(target).path
            #expect(FileManager.default.fileExists(atPath: path), "\(page): \(link)")
            if parts.count > 1 {
                #expect(
                    try DocumentPages.anchors(of: target).contains(parts[1]), "\(page): \(link)")
            }
        }
    }

    private static func relative(_ link: String, to folder: URL) -> String {
        let path = folder.appendingPathComponent(link).standardizedFileURL.path
        return String(path.dropFirst(PackageFolder.root.standardizedFileURL.path.count + 1))
    }

    @Test func `every alert's runbook is a section of a page`() throws {
        let rules = PackageFolder.root.appendingPathComponent(
            "manifests/kubernetes/monitoring")
        let text = try ["alerts.yaml", "cronjob-alerts.yaml"].map {
            try String(contentsOf: rules.appendingPathComponent($0), encoding: .utf8)
        }.joined()
        let links = text.matches(of: /runbook: (\S+)#(\S+)/)
        #expect(links.count == 14)
        for link in links {
            let anchors = try DocumentPages.anchors(of: String(link.output.1))
            #expect(anchors.contains(String(link.output.2)), "\(link.output.0)")
        }
    }
}
