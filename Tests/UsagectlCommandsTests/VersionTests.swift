import Foundation
import TestSupport
import Testing

@testable import UsagectlCommands

/// What a build says of itself.
struct VersionTests {
    @Test func `a build that was told its commit names it`() {
        #expect(Version.text("1.2.3", commit: "0a1b2c3d") == "usagectl 1.2.3 (commit 0a1b2c3d)")
    }

    @Test func `a build that was not told names its number alone`() {
        #expect(Version.text("1.2.3", commit: nil) == "usagectl 1.2.3")
    }

    @Test func `the image and the manifests carry the version of the command`() throws {
        // Of an image's name, a label of the image, a label of Kubernetes' objects.
        let version = /(?:usagectl:|image\.version="|kubernetes\.io\/version: )(\d+\.[^"\s]+)/
        let folder = PackageFolder.root.appendingPathComponent("manifests")
        let manifests = try #require(
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        ).compactMap { $0 as? URL }.filter { $0.pathExtension == "yaml" }
        var found = 0
        for file in [PackageFolder.root.appendingPathComponent("Dockerfile")] + manifests {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: version) {
                found += 1
                #expect(match.output.1 == Version.number, "\(match.output.0) in \(file.path)")
            }
        }
        #expect(found >= 9)
    }

    @Test func `the built command tells its version`() async throws {
        try await withTemporaryFolder { folder in
            let run = try await CommandRun.usagectl(["--version"], in: folder)
            #expect(run.code == 0)
            #expect(run.output == Version.text + "\n")
        }
    }
}
