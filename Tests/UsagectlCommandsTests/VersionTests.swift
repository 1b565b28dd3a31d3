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

    @Test func `the built command tells its version`() async throws {
        try await withTemporaryFolder { folder in
            let run = try await CommandRun.usagectl(["--version"], in: folder)
            #expect(run.code == 0)
            #expect(run.output == Version.text + "\n")
        }
    }
}
