import ConnectSimulator
import Foundation
import TestSupport
import Testing
import UsageModel

/// What the ledger and the archive prove of a cell, and what they no longer prove.
struct AuditCommandTests {
    @Test func `it says who was billed what, from which rows, under which policy, by whose leave`()
        async throws
    {
        let policy = "months: {since: 2026-10}\nlimits: {firstFile: approve}"
        try await CommandBench.with(policy: policy) { bench in
            try bench.configure(policy: policy)
            let cell = bench.cell.description
            #expect(try await bench.run("reconcile").code == 3)
            let approved = try await bench.run(
                "approve", cell, "--confirm", "1", "--by", "ann", "--note", "looks right")
            #expect(approved.code == 0, "\(approved.errors)")
            #expect(try await bench.run("reconcile").code == 0)

            let run = try await bench.plain("audit", cell)
            #expect(run.code == 0, "\(run.output)\(run.errors)")
            for part in [
                "\(cell): proven", "distributor PA-000-001", "usage-2026-10.csv:2",
                "by ann, looks right", "months.since", "usagectl.yaml:", "submit UF-",
                "and they add up to what was sent",
            ] {
                #expect(run.output.contains(part), "\(part): \(run.output)")
            }
            let json = try await bench.plain("audit", cell, "-o", "json").json()
            #expect(json["proven"] as? Bool == true)
            let files = try #require(json["files"] as? [[String: Any]])
            #expect((files[0]["rows"] as? [Any])?.isEmpty == false)
            let sources = try #require(files[0]["sources"] as? [[String: Any]])
            #expect((sources[0]["sha256"] as? String)?.hasPrefix("sha256:") == true)
        }
    }

    @Test func `a workbook that was altered, torn or removed is named`() async throws {
        try await CommandBench.with { bench in
            #expect(try await bench.run("reconcile").code == 0)
            let cell = bench.cell.description
            #expect(try await bench.plain("audit", cell).code == 0)
            let workbook = try #require(try archived(in: bench, ".xlsx.gz"))
            let manifest = try #require(try archived(in: bench, ".json.gz"))
            let whole = try Data(contentsOf: workbook)
            let other = try Data(contentsOf: manifest)
            for (content, words) in [
                (whole.prefix(whole.count / 2), "is damaged"),
                (other, "is not the one that was kept"),
                (nil, "the archive has no file"),
            ] {
                try FileManager.default.removeItem(at: workbook)
                try content?.write(to: workbook)
                let run = try await bench.plain("audit", cell)
                #expect(run.code == 1)
                #expect(run.output.contains("\(cell): NOT PROVEN"))
                #expect(run.output.contains(words), "\(run.output)")
                if content == nil { try whole.write(to: workbook) }
            }
            #expect(try await bench.plain("audit", cell).code == 0)
        }
    }

    @Test func `nothing is proven of a cell that the ledger does not know`() async throws {
        try await CommandBench.with { bench in
            #expect(try await bench.run("diff").code == 2)
            let run = try await bench.plain("audit", "CRD-1/PRD-1/2026-10")
            #expect(run.code == 1)
            #expect(run.output.contains("writes: 0, decisions: 0, acts of people: 0"))
        }
    }

    @Test func `what cannot be kept is not sent`() async throws {
        try await CommandBench.with { bench in
            try bench.write("no folder", to: "occupied")
            try bench.configure(more: "  archive: occupied/archive")
            let run = try await bench.run("reconcile")
            #expect(run.code == 1)
            #expect((run.output + run.errors).contains("the archive cannot keep"))
            #expect(await bench.statuses == ["draft"])
            try bench.configure()
            #expect(try await bench.run("reconcile").code == 0)
            #expect(await bench.statuses == ["pending"])
        }
    }

    @Test func `without an archive nothing is proven, and it says why`() async throws {
        try await CommandBench.with { bench in
            try bench.configure(more: "  archive: none")
            #expect(try await bench.run("reconcile").code == 0)
            #expect(!FileManager.default.fileExists(atPath: "\(bench.folder)/archive"))
            let run = try await bench.plain("audit", bench.cell.description)
            #expect(run.code == 1)
            #expect(run.output.contains("the workbook was not kept"))
        }
    }

    private func archived(in bench: CommandBench, _ suffix: String) throws -> URL? {
        let folder = URL(filePath: "\(bench.folder)/archive")
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return names.first { $0.hasSuffix(suffix) }.map { folder.appendingPathComponent($0) }
    }
}
