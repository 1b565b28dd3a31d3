#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One run of a program, on a thread that blocks.
struct ProgramWatch: Sendable {
    let call: ProgramCall
    /// Asks for the program's end.
    let stop: StopSignal
    let grace: Duration
    let complaintBytes: Int
    let take: (@Sendable (ArraySlice<UInt8>) -> Bool)?

    /// How often it is looked whether a program has ended that has closed its output, in
    /// milliseconds: the system offers no descriptor for that which is everywhere.
    private static let lookEvery: Int32 = 10

    private struct Streams {
        var output: Int32?
        var errors: Int32?
        var complaint: [UInt8] = []
        var complaintIsCut = false
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
    }

    func run() -> Result<ProgramEnd, ProgramFault> {
        let program: SpawnedProgram
        do {
            program = try SpawnedProgram(call, takesOutput: take != nil)
        } catch {
            return .failure(error)
        }
        var streams = Streams(output: program.output, errors: program.errors)
        let wish = watch(program, &streams)
        // What it said last may still lie in the pipe.
        drainErrors(&streams)
        let way = program.finish(endsGroup: call.endsChildren || wish != nil)
        return .success(
            ProgramEnd(
                way: wish ?? way, complaint: String(decoding: streams.complaint, as: UTF8.self),
                complaintIsCut: streams.complaintIsCut))
    }

    /// Reads until the program has ended and its output is closed, or until it was ended.
    ///
    /// - Returns: why it was ended; nil where it ended by itself.
    private func watch(_ program: SpawnedProgram, _ streams: inout Streams) -> ProgramEnd.Way? {
        while true {
            if streams.output == nil, program.hasEnded { return nil }
            guard wait(for: &streams) else {
                end(program)
                return .cancelled
            }
            drainErrors(&streams)
            guard drainOutput(&streams) else { return .outputRefused }
        }
    }

    /// Waits for something to read; false when the program is to be ended.
    private func wait(for streams: inout Streams) -> Bool {
        var entries = [pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0)]
        for stream in [streams.output, streams.errors].compactMap(\.self) {
            entries.append(pollfd(fd: stream, events: Int16(POLLIN), revents: 0))
        }
        let limit = streams.output == nil ? Self.lookEvery : -1
        // Sound: the count is the array's own.
        _ = unsafe poll(&entries, nfds_t(entries.count), limit)
        return entries[0].revents == 0
    }

    /// Asks the group to end, and kills it where it does not in time.
    private func end(_ program: SpawnedProgram) {
        program.signal(SIGTERM)
        let clock = ContinuousClock()
        let deadline = clock.now + grace
        while !program.hasEnded, clock.now < deadline {
            _ = poll(nil, 0, Self.lookEvery)
        }
        program.signal(SIGKILL)
    }

    /// Passes what is there on; false where it is not wanted any more.
    private func drainOutput(_ streams: inout Streams) -> Bool {
        while let descriptor = streams.output {
            let count = read(descriptor, into: &streams.buffer)
            if count == 0 { streams.output = nil }
            guard count > 0 else { return true }
            guard take?(streams.buffer[..<count]) ?? true else { return false }
            // A flood on one stream must not keep the stop and the other one waiting.
            if count < streams.buffer.count { return true }
            if stop.isStopped { return true }
        }
        return true
    }

    private func drainErrors(_ streams: inout Streams) {
        while let descriptor = streams.errors {
            let count = read(descriptor, into: &streams.buffer)
            if count == 0 { streams.errors = nil }
            guard count > 0 else { return }
            let room = complaintBytes - streams.complaint.count
            streams.complaint += streams.buffer[..<min(room, count)]
            if count > room { streams.complaintIsCut = true }
            if count < streams.buffer.count { return }
            if stop.isStopped { return }
        }
    }

    /// How many bytes came: 0 at the end, -1 where there are none for now.
    private func read(_ descriptor: Int32, into buffer: inout [UInt8]) -> Int {
        while true {
            // Sound: no more is read than the array holds.
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe systemRead(descriptor, bytes.baseAddress, bytes.count)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN || errno == EWOULDBLOCK { return -1 }
            return max(count, 0)
        }
    }
}

/// `read` under a name that the methods here do not hide.
private func systemRead(
    _ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int
) -> Int {
    unsafe read(descriptor, bytes, count)
}
