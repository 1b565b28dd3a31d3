import Foundation
import TestSupport
import Testing

/// What `make install` puts under its prefix, from the built command.
@Suite(.enabled(if: ManualGenerator.isNeeded))
struct InstallTests {
    private func withPrefix(_ body: (String) async throws -> Void) async throws {
        try await withTemporaryFolder { prefix in
            var environment = ProcessInfo.processInfo.environment
            environment["USAGECTL_BINARY"] = CommandRun.executable.path
            environment["USAGECTL_MANUAL"] = ManualGenerator.program.path
            let script = PackageFolder.root.appendingPathComponent("scripts/install")
            let run = try await CommandRun.program(
                script, [prefix], in: prefix, environment: environment)
            try #require(run.code == 0, "\(run.errors)")
            try await body(prefix)
        }
    }

    @Test func `command, completions and a manual page for every command are installed`()
        async throws
    {
        try await withPrefix { prefix in
            let run = try await CommandRun.program(
                URL(filePath: "\(prefix)/bin/usagectl"), ["--version"], in: prefix, environment: [:]
            )
            #expect(run.code == 0 && run.output.hasPrefix("usagectl "))
            let pages = try FileManager.default.contentsOfDirectory(
                atPath: "\(prefix)/share/man/man1")
            for command in HelpTests.commands {
                let name = (["usagectl"] + command).joined(separator: ".") + ".1"
                #expect(pages.contains(name), "\(name)")
                let page = try String(
                    contentsOfFile: "\(prefix)/share/man/man1/\(name)", encoding: .utf8)
                let call = (["usagectl"] + command).joined(separator: " ")
                #expect(page.contains("\n.Bd -literal -offset indent\n\(call)"), "\(name)")
            }
        }
    }

    @Test func `the licence is installed, and that of every package that is linked in`()
        async throws
    {
        let checkouts = try FileManager.default.contentsOfDirectory(
            atPath: PackageFolder.path(".build/checkouts")
        ).filter { !$0.hasPrefix(".") }
        #expect(checkouts.contains("swift-nio"))
        try await withPrefix { prefix in
            let folder = "\(prefix)/share/doc/usagectl"
            #expect(
                FileManager.default.contentsEqual(
                    atPath: "\(folder)/LICENSE", andPath: PackageFolder.path("LICENSE")))
            for name in checkouts {
                let files = try FileManager.default.contentsOfDirectory(
                    atPath: "\(folder)/third-party/\(name)")
                #expect(files.contains { $0.hasPrefix("LICENSE") }, "\(name): \(files)")
            }
        }
    }

    @Test(.enabled(if: Program.isNeeded("mandoc")))
    func `the manual pages are sound and keep their examples on lines of their own`() async throws {
        let mandoc = try #require(Program.find(["mandoc"]))
        try await withPrefix { prefix in
            let folder = "\(prefix)/share/man/man1"
            let pages = try FileManager.default.contentsOfDirectory(atPath: folder)
                .map { "\(folder)/\($0)" }
            let lint = try await Program.run(mandoc, ["-T", "lint", "-W", "error"] + pages)
            #expect(lint.code == 0 && lint.text.isEmpty, "\(lint.text)")
            let text = try await Program.run(
                mandoc, ["-T", "ascii", "-O", "width=100", "\(folder)/usagectl.diff.1"])
            #expect(text.text.contains("\n           usagectl diff --month 2026-10 --all\n"))
        }
    }

    @Test(arguments: [
        ("bash", "share/bash-completion/completions/usagectl"),
        ("zsh", "share/zsh/site-functions/_usagectl"),
        ("fish", "share/fish/vendor_completions.d/usagectl.fish"),
    ])
    func `a shell reads its completions`(_ shell: String, _ file: String) async throws {
        guard Program.isNeeded(shell) else { return }
        let program = try #require(Program.find([shell]))
        try await withPrefix { prefix in
            let answer = try await Program.run(program, ["-n", "\(prefix)/\(file)"])
            #expect(answer.code == 0 && answer.text.isEmpty, "\(answer.text)")
        }
    }

    @Test func `bash completes a command and its options`() async throws {
        let bash = try #require(Program.find(["bash"]))
        try await withPrefix { prefix in
            let script = """
                source '\(prefix)/share/bash-completion/completions/usagectl'
                COMP_WORDS=(usagectl reconc); COMP_CWORD=1; COMP_LINE="usagectl reconc"
                COMP_POINT=${#COMP_LINE}
                _usagectl usagectl reconc usagectl
                printf '%s\\n' "${COMPREPLY[@]}"
                """
            let answer = try await Program.run(bash, ["-c", script])
            #expect(answer.text.contains("reconcile"), "\(answer.text)")
        }
    }
}
