import Foundation
import Reconciliation
import TestSupport
import Testing
import UsageModel

@Suite("The next command")
struct NextCommandTests {
    @Test(arguments: [
        ("UF-2026-10-0000-0001", "UF-2026-10-0000-0001"), ("", "''"), ("a b", "'a b'"),
        ("$(reboot)", "'$(reboot)'"), ("`reboot`", "'`reboot`'"), ("a;b", "'a;b'"),
        ("it's", "'it'\\''s'"), ("'; rm -rf ~ #", "''\\''; rm -rf ~ #'"), ("a\nb", "'a\nb'"),
        ("~", "'~'"), ("*", "'*'"), ("a|b", "'a|b'"), ("a>b", "'a>b'"), ("\\", "'\\'"),
        ("ä", "'ä'"), ("!x", "'!x'"),
    ])
    func `an id of the server is one word to a shell`(word: String, quoted: String) {
        #expect(NextCommand.quoted(word) == quoted)
    }

    @Test func `a shell reads back exactly what was quoted`() async throws {
        var random = SeededGenerator(seed: 7)
        let alphabet = Array("ab '\"$`\\;&|<>(){}[]*?~#!%^=+-,./:@\t\n")
        let words = (0..<60).map { _ in
            String((0..<8).map { _ in alphabet.randomElement(using: &random) ?? "a" })
        }
        let script = words.map { "printf '%s\\0' " + NextCommand.quoted($0) }.joined(
            separator: "\n")
        let answer = try await Program.run("/bin/sh", ["-c", script])
        #expect(answer.text == words.map { $0 + "\0" }.joined())
    }

    @Test func `every command names its cell`() {
        let cell = ObservedWorld.cell("2026-10", contract: "CRD-1", product: "PRD-1;x")
        #expect(
            NextCommand.reconcile(cell)
                == "usagectl reconcile --contract CRD-1 --product 'PRD-1;x' --month 2026-10")
        #expect(NextCommand.explain(cell) == "usagectl explain 'CRD-1/PRD-1;x/2026-10'")
        #expect(NextCommand.usage(cell) == "usagectl usage 'CRD-1/PRD-1;x/2026-10'")
        #expect(NextCommand.approve(cell) == "usagectl approve 'CRD-1/PRD-1;x/2026-10'")
        #expect(NextCommand.resend(cell) == "usagectl resend 'CRD-1/PRD-1;x/2026-10'")
        #expect(
            NextCommand.assign("UF-1", to: cell) == "usagectl assign UF-1 'CRD-1/PRD-1;x/2026-10'")
        #expect(
            NextCommand.explainPolicy(cell) == "usagectl policy explain 'CRD-1/PRD-1;x/2026-10'")
        #expect(NextCommand.acknowledge("UF-1") == "usagectl ack UF-1 --reason TEXT --until DATE")
    }
}
