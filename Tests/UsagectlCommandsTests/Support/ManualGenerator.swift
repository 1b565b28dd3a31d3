import Foundation
import TestSupport

/// The generator of manual pages, which `scripts/test` builds beside the tests.
enum ManualGenerator {
    static let program = CommandRun.executable.deletingLastPathComponent()
        .appendingPathComponent("generate-manual")

    /// Whether a test that needs it is to run.
    static var isNeeded: Bool {
        if FileManager.default.isExecutableFile(atPath: program.path) { return true }
        print("SKIPPED: swift build --product generate-manual was not run")
        return Program.isContinuousIntegration
    }
}
