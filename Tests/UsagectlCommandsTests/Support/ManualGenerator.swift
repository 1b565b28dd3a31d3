import Foundation
import TestSupport

/// The generator of manual pages, which `scripts/test` builds beside the tests.
enum ManualGenerator {
    static let program = CommandRun.executable.deletingLastPathComponent()
        .appendingPathComponent("generate-manual")

    /// Whether a test that needs it is to run.
    static var isNeeded: Bool {
        FileManager.default.isExecutableFile(atPath: program.path)
            || Program.runsWithout("swift build --product generate-manual was not run")
    }
}
