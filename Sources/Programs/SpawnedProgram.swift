#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program that was started as the leader of a process group of its own.
///
/// The group lets everything be ended that the program started in turn. The leader is reaped last:
/// until then its number cannot be given to a stranger's process or group.
struct SpawnedProgram {
    let process: pid_t
    /// Its stdout, without blocking; nil where nobody takes it.
    let output: Int32?
    /// Its stderr, without blocking.
    let errors: Int32

    /// - Parameter takesOutput: whether there is somebody for its stdout, which is thrown away
    ///   otherwise.
    init(_ call: ProgramCall, takesOutput: Bool) throws(ProgramFault) {
        var open: [Int32] = []
        // Only the program may hold the ends that it writes to: their closing ends its output.
        defer { for descriptor in open { _ = close(descriptor) } }
        let input = try Self.input(call.input)
        open.append(input)
        let errors = try DescriptorPair()
        open.append(errors.writing)
        let output = takesOutput ? try Self.pair(orClose: errors.reading) : nil
        let discarded = output == nil ? Self.null(O_WRONLY) : -1
        open.append(output?.writing ?? discarded)
        let reading = [output?.reading, errors.reading].compactMap(\.self)
        do {
            process = try Self.spawn(
                call, streams: [input, output?.writing ?? discarded, errors.writing])
        } catch {
            open += reading
            throw error
        }
        for end in reading { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        self.output = output?.reading
        self.errors = errors.reading
    }

    private static func pair(orClose descriptor: Int32) throws(ProgramFault) -> DescriptorPair {
        do {
            return try DescriptorPair()
        } catch {
            _ = close(descriptor)
            throw error
        }
    }

    /// Sends a signal to the whole group.
    func signal(_ number: Int32) {
        _ = kill(-process, number)
    }

    /// Whether the leader has ended; it is not reaped.
    var hasEnded: Bool {
        var information = unsafe siginfo_t()
        // Sound: the structure outlives the call, which fills it.
        let result = unsafe waitid(
            P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT)
        return unsafe result == 0 && information.si_signo == SIGCHLD
    }

    /// Waits for the leader and gives the descriptors back.
    ///
    /// - Parameter endsGroup: whether what is left of the group, the leader included, is killed.
    /// - Returns: how the leader ended.
    func finish(endsGroup: Bool) -> ProgramEnd.Way {
        if endsGroup { signal(SIGKILL) }
        var status: Int32 = 0
        // Sound: the status outlives the call.
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        for end in [output, errors].compactMap(\.self) { _ = close(end) }
        let signal = status & 0x7f
        return signal == 0 ? .exited(code: status >> 8 & 0xff) : .signalled(signal)
    }

    /// A file without a name that holds the input: a pipe could be full, or closed early.
    private static func input(_ bytes: [UInt8]) throws(ProgramFault) -> Int32 {
        guard !bytes.isEmpty else {
            return null(O_RDONLY)
        }
        // Sound: the handle is checked, used here only and closed.
        guard let file = unsafe tmpfile() else {
            throw ProgramFault(doing: "no temporary file can be made", error: errno)
        }
        defer { _ = unsafe fclose(file) }
        let written = unsafe fwrite(bytes, 1, bytes.count, file)
        guard written == bytes.count, unsafe fflush(file) == 0, unsafe fseek(file, 0, SEEK_SET) == 0
        else { throw ProgramFault(doing: "its input cannot be written", error: errno) }
        let copy = unsafe fcntl(fileno(file), F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw ProgramFault(doing: "no input", error: errno) }
        return copy
    }

    private static func null(_ mode: Int32) -> Int32 {
        unsafe open("/dev/null", mode | O_CLOEXEC)
    }

    private static func spawn(
        _ call: ProgramCall, streams: [Int32]
    ) throws(ProgramFault) -> pid_t {
        var attributes = SpawnAttributes()
        defer { attributes.destroy() }
        var actions = SpawnActions(streams: streams, folder: call.folder)
        defer { actions.destroy() }
        let environment = call.environment.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value)" }
        var process: pid_t = 0
        let error = unsafe CStringArray.with([call.program] + call.arguments) { arguments in
            unsafe CStringArray.with(environment) { environment in
                // Without a slash the name is looked up; with one this is posix_spawn.
                unsafe posix_spawnp(
                    &process, call.program, &actions.value, &attributes.value, arguments,
                    environment)
            }
        }
        guard error == 0 else {
            throw ProgramFault(
                doing: "'\(call.program)' cannot be started", error: error ?? EINVAL)
        }
        return process
    }
}
