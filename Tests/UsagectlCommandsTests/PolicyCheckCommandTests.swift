import ArgumentParser
import Testing
import UsagectlCommands

struct PolicyCheckCommandTests {
    private func check(_ folder: PolicyFolder, _ arguments: [String] = []) throws -> PolicyAnswer {
        var answer = try PolicyCheckCommand.parse(folder.configuration + arguments)
            .answer(environment: [:])
        answer.output = folder.short(answer.output)
        answer.complaints = folder.short(answer.complaints)
        return answer
    }

    private let good = [
        "policies/defaults.yaml": PolicyFolder.policy("defaults", "months: {since: 2026-01}"),
        "policies/emea/hand.yaml": PolicyFolder.policy("hand", "submit: manual"),
    ]

    @Test func `a valid configuration says how much was read`() async throws {
        try await PolicyFolder.with(good) { folder in
            let answer = try check(folder)
            #expect(answer == PolicyAnswer(output: "2 policies in 3 files, all valid\n"))
        }
    }

    @Test func `a folder without documents does not look like a valid one`() async throws {
        try await PolicyFolder.with(["nothing/readme.txt": "no policy"]) { folder in
            let answer = try check(folder, ["\(folder.path)/nothing"])
            #expect(
                answer.complaints == "nothing: warning: the folder has no .yaml or .yml file\n")
            #expect(answer.code == 0)
        }
    }

    @Test func `all mistakes of all files are told at once, in the form of a compiler`()
        async throws
    {
        let files = [
            "usagectl.yaml": PolicyFolder.controller.replacing("policies:", with: "polices:"),
            "policies/a.yaml": PolicyFolder.policy("a", "submti: manual", "suspend: true"),
        ]
        try await PolicyFolder.with(files) { folder in
            let answer = try check(
                folder, ["\(folder.path)/usagectl.yaml", "\(folder.path)/policies"])
            #expect(
                answer.complaints == """
                    policies/a.yaml:5:3: error: unknown key 'submti' in 'spec'; did you mean 'submit'?
                      submti: manual
                      ^
                    policies/a.yaml:6:3: error: 'spec.suspend: true' needs 'reason' and 'until' in 'spec'
                      suspend: true
                      ^
                    usagectl.yaml:5:3: error: unknown key 'polices' in 'spec'; did you mean 'policies'?
                      polices: [policies/]
                      ^

                    """)
            #expect(answer.output == "")
            #expect(answer.code == 64)
        }
    }

    @Test func `the configured check names policies relative to the configuration`() async throws {
        let files = [
            "policies/a.yaml": PolicyFolder.policy("a", "months: {since: 2026-13}"),
            "policies/b.yaml": PolicyFolder.policy("b", "suspend: true"),
        ]
        try await PolicyFolder.with(files) { folder in
            let answer = try check(folder)
            let heads = answer.complaints.split(separator: "\n").filter { $0.contains("error") }
            let month = "'spec.months.since' must be a month such as 2026-10, found '2026-13'"
            let suspend = "'spec.suspend: true' needs 'reason' and 'until' in 'spec'"
            #expect(heads.count == 2)
            #expect(heads.first == "policies/a.yaml:5:19: error: \(month)")
            #expect(heads.last == "policies/b.yaml:5:3: error: \(suspend)")
            #expect(answer.code == 64)
        }
    }

    @Test func `json has the documented shape and keeps stderr empty`() async throws {
        let files = ["a.yaml": PolicyFolder.policy("a", "months: {sinc: 2026-01}")]
        try await PolicyFolder.with(files) { folder in
            let answer = try check(folder, ["\(folder.path)/a.yaml", "-o", "json"])
            #expect(
                answer
                    == PolicyAnswer(
                        output: """
                            {
                              "valid": false,
                              "diagnostics": [
                                {
                                  "severity": "error",
                                  "file": "a.yaml",
                                  "line": 5,
                                  "column": 12,
                                  "message": "unknown key 'sinc' in 'spec.months'",
                                  "suggestion": "since"
                                }
                              ]
                            }

                            """, code: 64))
        }
    }

    @Test func `valid files as json are an empty list`() async throws {
        try await PolicyFolder.with(good) { folder in
            let answer = try check(folder, ["-o", "json"])
            #expect(answer.output == "{\n  \"valid\": true,\n  \"diagnostics\": []\n}\n")
            #expect(answer.code == 0)
        }
    }

    @Test func `files by themselves need no month and no Controller, and count once`() async throws
    {
        try await PolicyFolder.with(good) { folder in
            let hand = "\(folder.path)/policies/emea/hand.yaml"
            for paths in [[hand], [hand, "\(folder.path)/policies/emea"]] {
                let answer = try check(folder, paths)
                #expect(answer == PolicyAnswer(output: "1 policy in 1 file, all valid\n"))
            }
        }
    }

    @Test(arguments: [
        ("a file that is not there", ["nowhere.yaml"], "there is no such file or folder"),
        ("two sources of one name", ["twice.yaml"], "two sources have the name 'a'"),
        ("two policies of one name", ["x.yaml", "y.yaml"], "two policies have the name 'x'"),
        ("a kind that nobody knows", ["kind.yaml"], "'kind' must be 'Controller' or 'UsagePolicy'"),
    ])
    func `what is wrong beside the fields is told too`(
        reason: String, names: [String], message: String
    ) async throws {
        let sources = "[{name: a, type: files, path: x}, {name: a, type: files, path: y}]"
        let files = [
            "twice.yaml": "apiVersion: usagectl/v1\nkind: Controller\nmetadata: {name: p}\n"
                + "spec: {sources: \(sources)}\n",
            "x.yaml": PolicyFolder.policy("x", "submit: manual"),
            "y.yaml": PolicyFolder.policy("x", "submit: manual"),
            "kind.yaml": "apiVersion: usagectl/v1\nkind: Polic\n",
        ]
        try await PolicyFolder.with(files) { folder in
            let answer = try check(folder, names.map { "\(folder.path)/\($0)" })
            #expect(answer.complaints.contains(message), "\(reason)")
            #expect(answer.code == 64)
        }
    }

    @Test func `a configuration that is not there is an error that names the way out`() throws {
        let answer = try PolicyCheckCommand.parse(["--config", "/nowhere/usagectl.yaml"])
            .answer(environment: [:])
        #expect(
            answer.complaints == """
                /nowhere/usagectl.yaml: error: there is no configuration, expected a file with a \
                Controller document; name it with --config or USAGECTL_CONFIG

                """)
        #expect(answer.code == 64)
    }

    @Test func `the environment names the configuration where no flag does`() async throws {
        try await PolicyFolder.with(good) { folder in
            let answer = try PolicyCheckCommand.parse([])
                .answer(environment: ["USAGECTL_CONFIG": "\(folder.path)/usagectl.yaml"])
            #expect(answer.code == 0)
        }
    }
}
