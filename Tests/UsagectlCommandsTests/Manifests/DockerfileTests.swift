import Foundation
import TestSupport
import Testing

/// What can be told of the Dockerfile without an engine; `make image-check` executes the rest.
struct DockerfileTests {
    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: PackageFolder.path(name), encoding: .utf8)
    }

    @Test func `what the build copies is there, and .dockerignore lets it through`() throws {
        let lines = try text("Dockerfile").split(separator: "\n")
            .filter { $0.hasPrefix("COPY ") && !$0.contains("--from=") }
        let sources = lines.flatMap { $0.split(separator: " ").dropFirst().dropLast() }
            .map(String.init)
        #expect(sources.contains("Sources") && sources.contains("LICENSE"))
        let letThrough = try text(".dockerignore").split(separator: "\n")
            .filter { $0.hasPrefix("!") }.map { String($0.dropFirst()) }
        for source in sources {
            // A checkout in which nothing was built yet has no Package.resolved.
            let name = source.replacing("*", with: "")
            #expect(letThrough.contains(name), "\(source)")
            #expect(
                name != source
                    || FileManager.default.fileExists(atPath: PackageFolder.path(name)))
        }
    }

    /// A person's command names no configuration: the image does, where the pods have theirs.
    @Test(.enabled { await RenderedManifests.isPossible }, arguments: RenderedManifests.overlays)
    func `a command finds the pod's configuration by itself`(_ overlay: String) async throws {
        let container = try await RenderedManifests.render(overlay).container()
        let mounts = container["volumeMounts"] as? [RenderedManifests.Object]
        let place = mounts?.first { $0["name"] as? String == "config" }
        let folder = try #require(place?["mountPath"] as? String)
        #expect(try text("Dockerfile").contains("\nENV USAGECTL_CONFIG=\(folder)/usagectl.yaml\n"))
    }
}
