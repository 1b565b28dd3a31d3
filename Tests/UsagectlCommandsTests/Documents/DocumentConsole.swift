import Foundation
import TestSupport
import UsageModel

/// A reader's shell in a world: what stands behind `$ ` is run as it stands.
struct DocumentConsole {
    let bench: CommandBench

    /// Puts the built command on the path, with the world's day for those that know `--as-of`.
    init(_ bench: CommandBench) throws {
        self.bench = bench
        let folder = "\(bench.folder)/.bin"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let wrapper = "\(folder)/usagectl"
        try """
        #!/bin/bash
        real='\(CommandRun.executable.path)'
        clock=()
        for argument in "$@"; do case $argument in -*) break ;; *) words+=("$argument") ;; esac; done
        for count in 2 1; do
          if "$real" "${words[@]:0:$count}" --help 2>/dev/null | grep -q -- '--as-of <'; then
            now=$((\(Self.seconds(bench)) + $(date +%s)))
            clock=(--as-of "$(date -u -d "@$now" +%Y-%m-%dT%H:%M:%SZ)"); break
          fi
        done
        exec "$real" "$@" "${clock[@]}"
        """.write(toFile: wrapper, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: wrapper)
        try addCluster(to: folder)
    }

    /// What makes of this machine's clock the world's, in seconds, and never one behind what the
    /// world has already seen: a decision counts from its time on.
    private static func seconds(_ bench: CommandBench) -> Int {
        let lead = (ContinuousClock.now - bench.begun).components.seconds + 2
        return Int(CommandBench.now.seconds) + Int(lead) - Int(Date.now.timeIntervalSince1970)
    }

    /// Puts a kubectl on the path that needs no cluster, and the manifests where pages have them.
    private func addCluster(to folder: String) throws {
        guard let kubectl = Program.find(["kubectl"]) else { return }
        try FileManager.default.createSymbolicLink(
            atPath: "\(bench.folder)/manifests",
            withDestinationPath: PackageFolder.path("manifests"))
        let script = PackageFolder.path("Tests/UsagectlCommandsTests/Manifests/kubectl-stand-in")
        let python = ProcessInfo.processInfo.environment["PYTHONPATH"] ?? ""
        try """
        #!/bin/bash
        export REAL_KUBECTL='\(kubectl)' CLUSTER='\(bench.folder)' PYTHONPATH='\(python)'
        export MANIFESTS='\(PackageFolder.path("manifests/kubernetes"))'
        exec '\(script)' "$@"
        """.write(toFile: "\(folder)/kubectl", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: "\(folder)/kubectl")
    }

    /// Runs one line; what it prints on both streams is its output, as at a terminal.
    func run(_ call: String) async throws -> (code: Int32, output: String) {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let run = try await CommandRun.program(
            URL(filePath: "/bin/bash"), ["-c", "{ \(call)\n} 2>&1"], in: bench.folder,
            environment: [
                "PATH": "\(bench.folder)/.bin:\(path)", "COLUMNS": "100", "HOME": bench.folder,
                "CONNECT_ENDPOINT": bench.endpoint, "USER": "anna",
            ])
        return (run.code, run.output)
    }

    /// The first line that is shown and did not come, in order; `…` stands for any number of them,
    /// and within a line for any text.
    static func missing(_ shown: [String], in output: String) -> String? {
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        var rest = lines[...]
        for line in shown.map({ $0.trimmingCharacters(in: .whitespaces) })
        where !line.isEmpty && line != "…" {
            guard let index = rest.firstIndex(where: { matches(line, $0) }) else { return line }
            rest = rest[(index + 1)...]
        }
        return nil
    }

    private static func matches(_ shown: String, _ line: String) -> Bool {
        let parts = shown.split(separator: "…", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return shown == line }
        guard line.hasPrefix(parts[0]) else { return false }
        var rest = line.dropFirst(parts[0].count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.hasSuffix(parts[parts.count - 1])
    }
}
