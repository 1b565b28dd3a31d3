import Foundation
import Programs
import Synchronization
import TestSupport
import Testing

struct ProgramRunnerTests {
    /// The output of a program, as far as it came.
    private final class Collected: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        private let most: Int

        init(most: Int = 1 << 20) {
            self.most = most
        }

        func take(_ more: ArraySlice<UInt8>) -> Bool {
            bytes.withLock { bytes in
                bytes += more
                return bytes.count <= most
            }
        }

        var count: Int { bytes.withLock(\.count) }
        var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
    }

    private static let never: @Sendable (Duration) async throws -> Void = { _ in
        _ = await AsyncStream<Void> { _ in }.first { _ in true }
        try Task.checkCancellation()
    }

    private func run(
        _ script: String, environment: [String: String] = ["PATH": "/usr/bin:/bin"],
        folder: String? = nil, input: String = "", endsChildren: Bool = true,
        grace: Duration = .milliseconds(50), most: Int = 1 << 20,
        sleep: @escaping @Sendable (Duration) async throws -> Void = never
    ) async throws -> (end: ProgramEnd, output: Collected) {
        let collected = Collected(most: most)
        let runner = ProgramRunner(timeLimit: .seconds(60), grace: grace, sleep: sleep)
        let call = ProgramCall(
            program: "sh", arguments: ["-c", script], environment: environment, folder: folder,
            input: Array(input.utf8), endsChildren: endsChildren)
        let end = try await runner.run(call) { collected.take($0) }
        return (end, collected)
    }

    @Test func `output, stderr and exit code are told as they were`() async throws {
        let (end, output) = try await run("echo one; echo two >&2; echo three; exit 3")
        #expect(output.text == "one\nthree\n")
        #expect(
            end == ProgramEnd(way: .exited(code: 3), complaint: "two\n", complaintIsCut: false))
    }

    @Test func `it reads its input, and nothing where there is none`() async throws {
        #expect(try await run("cat", input: "hello").output.text == "hello")
        #expect(try await run("cat").output.text.isEmpty)
    }

    @Test func `it has the environment and the folder that it is given, and no other`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let (_, output) = try await run(
                "env | grep -v '^_=' | grep -v SHLVL | grep -v OLDPWD; pwd",
                environment: ["PATH": "/usr/bin:/bin", "USAGECTL_MONTH": "2026-10"],
                folder: folder)
            #expect(
                Set(output.text.split(separator: "\n").map(String.init))
                    == ["PATH=/usr/bin:/bin", "USAGECTL_MONTH=2026-10", "PWD=\(folder)", folder])
        }
    }

    @Test func `it inherits no descriptor of ours, and signals as a shell would give them`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let file = "\(folder)/secret"
            try Data("x".utf8).write(to: URL(filePath: file))
            // Without close-on-exec, as a careless library would open it.
            let descriptor = unsafe open(file, O_RDONLY)
            defer { close(descriptor) }
            let (_, output) = try await run("ls -l /proc/self/fd; grep SigIgn /proc/self/status")
            #expect(!output.text.contains("secret"))
            let ignored = output.text.split(separator: "\t").last.flatMap {
                UInt64($0.trimmingCharacters(in: .whitespacesAndNewlines), radix: 16)
            }
            // The C library keeps the signals 32 and 33 for itself.
            #expect(try #require(ignored) & 0x7fff_ffff == 0)
        }
    }

    @Test func `a program that hangs is ended with all that it started`() async throws {
        let (end, output) = try await run(
            "trap '' TERM; sleep 1000 & echo $!; wait; sleep 1000", sleep: { _ in })
        #expect(end.way == .timeIsOver)
        // The time may be over before the first line.
        if let child = Int32(output.text.split(separator: "\n").first ?? "") {
            #expect(kill(child, 0) == -1 || Self.isDead(child))
        }
    }

    @Test func `a program may end itself in order when it is asked to`() async throws {
        let (began, begun) = AsyncStream.makeStream(of: Void.self)
        let collected = Collected()
        let runner = ProgramRunner(timeLimit: .seconds(1), grace: .seconds(3600)) { _ in
            _ = await began.first { _ in true }
        }
        let call = ProgramCall(
            program: "/bin/sh",
            arguments: ["-c", "trap 'echo bye >&2; exit 0' TERM; echo on; while :; do :; done"],
            environment: [:])
        let end = try await runner.run(call) { bytes in
            begun.yield()
            return collected.take(bytes)
        }
        #expect(end == ProgramEnd(way: .timeIsOver, complaint: "bye\n", complaintIsCut: false))
    }

    @Test func `a flood is ended at the first byte that nobody wants`() async throws {
        let (end, output) = try await run("yes", most: 100_000)
        #expect(end.way == .outputRefused)
        #expect(output.count < 100_000 + 65_537)
    }

    @Test func `a flood on stderr is cut, and stdout is taken beside it`() async throws {
        let (end, output) = try await run("head -c 1000000 /dev/zero >&2; echo done")
        #expect(end.way == .exited(code: 0))
        #expect(end.complaint.utf8.count == 2000)
        #expect(end.complaintIsCut)
        #expect(output.text == "done\n")
    }

    @Test func `a crash is told with its signal`() async throws {
        #expect(try await run("echo part; kill -SEGV $$").end.way == .signalled(SIGSEGV))
    }

    @Test func `output of a child that outlives the program is waited for`() async throws {
        try await withTemporaryFolder { folder in
            let pipe = "\(folder)/pipe"
            #expect(unsafe mkfifo(pipe, 0o600) == 0)
            // The child writes only once the shell that started it is gone.
            let (end, output) = try await run(
                "parent=$$; (while kill -0 $parent 2>/dev/null && "
                    + "! grep -q 'State:.*Z' /proc/$parent/status; do :; done; echo late) & "
                    + "echo early")
            #expect(end.way == .exited(code: 0))
            #expect(output.text == "early\nlate\n")
        }
    }

    @Test func `children that hold nothing are ended with the program, or left where told so`()
        async throws
    {
        for ends in [true, false] {
            let (end, output) = try await run(
                "sleep 1000 >/dev/null 2>&1 & echo $!", endsChildren: ends)
            #expect(end.way == .exited(code: 0))
            let child = try #require(Int32(output.text.split(separator: "\n").first ?? ""))
            #expect(Self.isDead(child) == ends)
            kill(child, SIGKILL)
        }
    }

    @Test func `cancelling the task ends the program`() async throws {
        let (began, begun) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            let runner = ProgramRunner(
                timeLimit: .seconds(60), grace: .milliseconds(10), sleep: Self.never)
            return try await runner.run(
                ProgramCall(
                    program: "/bin/sh", arguments: ["-c", "echo on; exec sleep 1000"],
                    environment: [:])
            ) { _ in
                begun.yield()
                return true
            }
        }
        _ = await began.first { _ in true }
        task.cancel()
        #expect(try await task.value.way == .cancelled)
    }

    @Test func `a program that is not there is a fault that names it`() async throws {
        let runner = ProgramRunner(timeLimit: .seconds(1), sleep: Self.never)
        for (program, folder) in [("/nowhere/program", nil), ("true", "/nowhere")] {
            let call = ProgramCall(program: program, environment: [:], folder: folder)
            let fault = await #expect(throws: ProgramFault.self) { try await runner.run(call) }
            #expect(
                fault?.description
                    == "'\(program)' cannot be started: No such file or directory")
        }
    }

    @Test func `hundred programs leave no descriptor and no process behind`() async throws {
        // Other tests open and close files meanwhile, but not in every round as many as would leak.
        var growth: [Int] = []
        for _ in 0..<10 {
            let before = try Self.openDescriptors()
            for number in 0..<100 {
                let (end, _) = try await run("exit \(number)")
                #expect(end.way == .exited(code: Int32(number)))
            }
            growth.append(try Self.openDescriptors() - before)
            if let least = growth.min(), least < 50 { break }
        }
        #expect(try #require(growth.min()) < 50, "\(growth)")
    }

    private static func openDescriptors() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }

    /// Whether a process is gone, or ended and only not reaped by its parent.
    private static func isDead(_ process: pid_t) -> Bool {
        let path = "/proc/\(process)/stat"
        guard let state = try? String(contentsOfFile: path, encoding: .utf8) else { return true }
        return state.split(separator: ") ").last?.hasPrefix("Z") ?? true
    }
}
