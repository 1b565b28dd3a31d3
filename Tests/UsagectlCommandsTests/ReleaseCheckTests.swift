import Foundation
import TestSupport
import Testing

/// Protections can be switched off in debug builds only; a script tells so of any binary.
struct ReleaseCheckTests {
    private static func check(_ binary: URL) async throws -> Int32 {
        try await Program.run(PackageFolder.path("scripts/check-release"), [binary.path()]).code
    }

    @Test func `the switches of a debug build are found`() async throws {
        #expect(try await Self.check(CommandRun.executable) == 1)
    }

    @Test func `a binary without symbols is not taken for a clean one`() async throws {
        try await withTemporaryFolder { folder in
            let binary = URL(filePath: "\(folder)/usagectl")
            try Data("nothing".utf8).write(to: binary)
            #expect(try await Self.check(binary) == 2)
        }
    }
}
