import Foundation
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
            clock=(--as-of \(CommandBench.now.description)); break
          fi
        done
        exec "$real" "$@" "${clock[@]}"
        """.write(toFile: wrapper, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: wrapper)
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

    /// The first line that is shown and did not come, in order; `…` stands for any number.
    static func missing(_ shown: [String], in output: String) -> String? {
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        var rest = lines[...]
        for line in shown.map({ $0.trimmingCharacters(in: .whitespaces) })
        where !line.isEmpty && line != "…" {
            guard let index = rest.firstIndex(of: line) else { return line }
            rest = rest[(index + 1)...]
        }
        return nil
    }
}
