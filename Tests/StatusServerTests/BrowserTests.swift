import Foundation
import StatusServer
import TestSupport
import Testing
import UsageModel

struct BrowserTests {
    @Test(.enabled(if: Program.isNeeded("chromium", "google-chrome")))
    func `a browser without scripts finds the grid, the filter and a cell by their roles`()
        async throws
    {
        let browser = try #require(
            Program.find(["chromium", "google-chrome"]),
            "chromium is not installed")
        let python = try #require(Program.find(["python3"]))
        let script = PackageFolder.path("Tests/StatusServerTests/browser/check_pages.py")
        let answer = try await LivePages.withRunning { port in
            // The pictures of the documentation are taken on request, by the same steps.
            let pictures = ProcessInfo.processInfo.environment["USAGECTL_SCREENSHOTS"]
            return try await Program.run(
                python,
                ["-B", script, browser, "http://127.0.0.1:\(port)/"] + [pictures].compactMap(\.self)
            )
        }
        #expect(answer.code == 0, "\(answer.text)")
    }
}
