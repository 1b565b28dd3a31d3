import ConnectSimulator
import Foundation
import TestSupport
import Testing
import UsageModel

/// The commands that check, copy and export the ledger, as a person runs them.
struct LedgerCommandTests {
    @Test func `the head of a printed report is found again, and another is not`() async throws {
        try await CommandBench.with { bench in
            let report = try await bench.run("reconcile", "-o", "json").json()
            let place = try #require(report["ledger"] as? [String: Any])
            let head = try #require(place["head"] as? String)
            #expect(try await bench.plain("ledger", "head").output == head + "\n")
            #expect(try await bench.run("diff").output.contains("head "))

            let sound = try await bench.plain("ledger", "verify", "--head", head)
            #expect(sound.code == 0, "\(sound.errors)")
            #expect(sound.output.hasSuffix("sound\n"))
            let other = String(repeating: "ab", count: 32)
            let cut = try await bench.plain("ledger", "verify", "--head", other, "-o", "json")
            #expect(cut.code == 1)
            #expect(try cut.json()["sound"] as? Bool == false)
            #expect(cut.output.contains("entries were cut off the end or replaced"))
            #expect(try await bench.plain("ledger", "verify", "--head", "12").code == 64)
        }
    }

    @Test func `an altered entry is named`() async throws {
        try await CommandBench.with { bench in
            #expect(try await bench.run("diff").code == 2)
            let path = "\(bench.folder)/ledger.db"
            var bytes = try Data(contentsOf: URL(filePath: path))
            let place = try #require(bytes.range(of: Data("\"identity\":\"tests\"".utf8)))
            bytes[place.upperBound - 2] = UInt8(ascii: "x")
            try bytes.write(to: URL(filePath: path))
            let run = try await bench.plain("ledger", "verify")
            #expect(run.code == 1)
            #expect(run.output.contains("entry 1 was altered after it was written"))
        }
    }

    @Test func `every entry is one line of JSON`() async throws {
        try await CommandBench.with { bench in
            #expect(try await bench.run("reconcile").code == 0)
            let lines = try await bench.plain("ledger", "export").output.split(separator: "\n")
            var previous = String(repeating: "0", count: 64)
            for (number, line) in lines.enumerated() {
                let entry = try #require(
                    try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
                #expect(entry["seq"] as? Int == number + 1)
                #expect(entry["previous"] as? String == previous)
                #expect(entry["body"] is [String: Any])
                previous = try #require(entry["hash"] as? String)
            }
            #expect(lines.count > 8)
            #expect(try await bench.plain("ledger", "head").output == previous + "\n")
        }
    }

    @Test func `a backup verifies by itself and never takes the place of a file`() async throws {
        try await CommandBench.with { bench in
            #expect(try await bench.run("diff").code == 2)
            let copied = try await bench.plain("ledger", "backup", "copy.db")
            #expect(copied.code == 0, "\(copied.errors)")
            let verified = try await bench.plain("ledger", "verify", "--ledger", "copy.db")
            #expect(verified.code == 0)
            let again = try await bench.plain("ledger", "backup", "copy.db")
            #expect(again.code == 1)
            #expect(again.errors.contains("is there already and is not overwritten"))
        }
    }

    @Test func `pruning takes nothing that is young`() async throws {
        try await CommandBench.with { bench in
            #expect(try await bench.run("reconcile").code == 0)
            let run = try await bench.plain("ledger", "prune")
            #expect(run.code == 0, "\(run.errors)")
            #expect(run.output == "removed the bodies of 0 entries and 0 files of the archive\n")
            #expect(try await bench.plain("audit", bench.cell.description).code == 0)
        }
    }

    @Test func `without a ledger there is nothing to check, and that is said`() async throws {
        try await CommandBench.with { bench in
            for arguments in [["verify"], ["head"], ["export"], ["backup", "copy.db"]] {
                let run = try await CommandRun.usagectl(["ledger"] + arguments, in: bench.folder)
                #expect(run.code == 1)
                #expect(run.errors.contains("there is no ledger at"))
            }
        }
    }
}
