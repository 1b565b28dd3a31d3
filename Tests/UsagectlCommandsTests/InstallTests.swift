import Foundation
import Programs
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
            let lint = try await Program.run(mandoc, ["-T", "lint", "-W", "warning"] + pages)
            #expect(lint.code == 0 && lint.text.isEmpty, "\(lint.text)")
            let text = try await Program.run(
                mandoc, ["-T", "ascii", "-O", "width=100", "\(folder)/usagectl.diff.1"])
            #expect(text.text.contains("\n           usagectl diff --month 2026-10 --all\n"))
            // Not the words of every other manual: that it is above 0 on an error.
            #expect(text.text.contains("3        drift that is held for a person\n"))
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

    @Test func `bash completes commands, options, words and files`() async throws {
        let bash = try #require(Program.find(["bash"]))
        try await withPrefix { prefix in
            let script = """
                source '\(prefix)/share/bash-completion/completions/usagectl'
                try() {
                  COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"
                  COMP_POINT=${#COMP_LINE}; COMPREPLY=()
                  _usagectl usagectl "${@: -1}" "${@: -2:1}"
                  echo "${COMPREPLY[*]}"
                }
                cd '\(prefix)'
                complete -p usagectl >/dev/null && try usagectl reconc
                try usagectl reconcile --writes ""
                try usagectl diff --config share/d
                """
            let answer = try await Program.run(bash, ["-c", script])
            #expect(answer.text == "reconcile\nobserve converge\nshare/doc\n")
        }
    }

    @Test(.enabled(if: Program.isNeeded("fish")))
    func `fish completes commands with what they do`() async throws {
        let fish = try #require(Program.find(["fish"]))
        try await withPrefix { prefix in
            let script = """
                set -x PATH '\(prefix)/bin' $PATH
                source '\(prefix)/share/fish/vendor_completions.d/usagectl.fish'
                complete -C 'usagectl reconc'
                """
            let answer = try await Program.run(
                ProgramCall(
                    program: fish, arguments: ["--no-config", "-c", script],
                    environment: ["HOME": prefix, "PATH": "/usr/bin:/bin"]))
            #expect(answer.output.hasPrefix("reconcile\tRuns one cycle"), "\(answer.errors)")
        }
    }
}
