import Foundation
import TestSupport
import Testing

/// The units, as systemd's own checker reads them.
@Suite(.enabled(if: Program.isNeeded("systemd-analyze")))
struct SystemdUnitTests {
    static let units = ["usagectl.service", "usagectl-reconcile.service"]
    private static let folder = PackageFolder.root.appendingPathComponent("manifests/systemd")

    private func text(_ unit: String) throws -> String {
        try String(contentsOf: Self.folder.appendingPathComponent(unit), encoding: .utf8)
    }

    /// The units beside each other, as they start the built command.
    private func withUnits(
        change: (String) -> String = { $0 },
        _ body: (_ folder: String, _ paths: [String]) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            var paths: [String] = []
            for unit in Self.units + ["usagectl-reconcile.timer"] {
                let placed = try change(text(unit)).replacing(
                    "/usr/local/bin/usagectl", with: CommandRun.executable.path)
                paths.append("\(folder)/\(unit)")
                try placed.write(toFile: "\(folder)/\(unit)", atomically: true, encoding: .utf8)
            }
            try await body(folder, paths)
        }
    }

    private func analyse(_ arguments: [String]) async throws -> (code: Int32, text: String) {
        try await Program.run(try #require(Program.find(["systemd-analyze"])), arguments)
    }

    @Test func `systemd finds no fault with the units`() async throws {
        try await withUnits { _, paths in
            let answer = try await analyse(["verify", "--man=no"] + paths)
            #expect(answer.code == 0 && answer.text.isEmpty, "\(answer.text)")
        }
        // The check itself can fail.
        try await withUnits(change: { $0.replacing("NoNewPrivileges=", with: "NoNewPrivilege=") }) {
            _, paths in
            let answer = try await analyse(["verify", "--man=no"] + paths)
            #expect(!answer.text.isEmpty)
        }
    }

    /// Below 2.0 systemd's word is "OK"; what remains is the network, which the service is for.
    @Test(arguments: units)
    func `systemd finds a unit well contained`(_ unit: String) async throws {
        try await withUnits { folder, _ in
            let answer = try await analyse(
                ["security", "--offline=yes", "--threshold=20", "\(folder)/\(unit)"])
            #expect(answer.code == 0, "\(answer.text.suffix(300))")
        }
    }

    @Test func `drift and a stop are no failure of a unit`() throws {
        for unit in Self.units {
            let lines = try text(unit).split(separator: "\n")
            let statuses =
                lines.first { $0.hasPrefix("SuccessExitStatus=") }?
                .dropFirst("SuccessExitStatus=".count).split(separator: " ") ?? []
            #expect(Set(statuses).isSuperset(of: ["2", "3", "130", "143"]))
            #expect(!statuses.contains("1") && !statuses.contains("4"))
        }
    }

    @Test func `what the units start are commands with these options`() async throws {
        try await CommandBench.with { bench in
            for unit in Self.units {
                let line = try #require(
                    try text(unit).split(separator: "\n").first { $0.hasPrefix("ExecStart=") })
                let arguments = line.split(separator: " ").dropFirst().map(String.init)
                let help = try await CommandRun.usagectl(
                    [arguments[0], "--help"], in: bench.folder)
                #expect(help.code == 0)
                for option in arguments where option.hasPrefix("--") {
                    #expect(help.output.contains(option), "\(unit): \(option)")
                }
            }
        }
    }

    @Test func `a stop waits for longer than a request may take`() throws {
        for unit in Self.units {
            let line = try #require(
                try text(unit).split(separator: "\n").first { $0.hasPrefix("TimeoutStopSec=") })
            let seconds = try #require(Int(line.filter(\.isNumber)))
            #expect(seconds > 300)
        }
    }
}
