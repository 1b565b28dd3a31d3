import Controller
import Foundation
import TestSupport
import Testing
import YAMLDocument

/// `spec.notifications` of a Controller document.
struct NotificationConfigurationTests {
    private func load(_ receivers: String) throws -> (
        targets: [NotificationTarget], problems: [Diagnostic], folder: String
    ) {
        let (loaded, folder) = try ConfigurationLoader.load(
            spec: "  notifications:\n\(receivers)")
        return (
            loaded.controller?.notifications ?? [],
            loaded.diagnostics.filter { $0.severity == .error }, folder
        )
    }

    @Test func `receivers are read with paths beside the file`() throws {
        let loaded = try load(
            """
                - {type: webhook, url: "https://hooks.example/in?token=1", secretFile: hook.secret}
                - type: command
                  command: [bin/notify, --channel, billing]
                  timeout: 10s
                  on: [held, gone]
                - {type: command, command: [/usr/bin/logger]}
            """)
        #expect(loaded.problems == [])
        #expect(
            loaded.targets == [
                NotificationTarget(
                    .webhook(
                        url: "https://hooks.example/in?token=1",
                        secretFile: "\(loaded.folder)/hook.secret")),
                NotificationTarget(
                    .command(
                        ["\(loaded.folder)/bin/notify", "--channel", "billing"],
                        timeout: .seconds(10)),
                    kinds: [.held, .gone]),
                NotificationTarget(.command(["/usr/bin/logger"], timeout: .seconds(30))),
            ])
        #expect(loaded.targets.map(\.name).first == "webhook https://hooks.example")
    }

    @Test(arguments: [
        (
            "{type: webhook, url: \"http://hooks.example/in\", secretFile: s}",
            "must be an https address"
        ),
        ("{type: webhook, url: \"http://127.0.0.1.example/\", secretFile: s}", "must be an https"),
        (
            "{type: webhook, url: \"https://me:pw@hooks.example/\", secretFile: s}",
            "must be an https"
        ),
        ("{type: webhook, url: \"http://[::1]evil/\", secretFile: s}", "must be an https"),
        ("{type: webhook, url: \"https://hooks.example/\"}", "'secretFile'"),
        ("{type: webhok, url: \"https://hooks.example/\", secretFile: s}", "'webhok'"),
        ("{type: command, command: []}", "a list that is not empty"),
        ("{type: command, command: [x], on: [overdu]}", "'overdu'; did you mean 'overdue'?"),
        ("{type: command, command: [x], timeout: soon}", "must be a duration"),
        ("{url: x}", "lacks 'type'"),
    ])
    func `mistakes are found where they stand`(_ receiver: String, _ message: String) throws {
        let loaded = try load("    - \(receiver)")
        let text = loaded.problems.map(\.description).joined(separator: "\n")
        #expect(text.contains(message), "\(text)")
        #expect(text.contains("usagectl.yaml:6:"))
    }

    @Test(arguments: [
        "http://127.0.0.1:8080/hook", "http://localhost/hook", "http://[::1]:9/hook",
        "https://hooks.example:8443",
    ])
    func `https and loopback are taken`(_ url: String) throws {
        let loaded = try load("    - {type: webhook, url: \"\(url)\", secretFile: s}")
        #expect(loaded.problems == [])
        #expect(loaded.targets.count == 1)
    }
}
