#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Tells a thread that waits in `poll` to stop: a pipe that becomes readable, and stays so.
package final class StopSignal: Sendable {
    /// To be polled for reading; never read from.
    package let descriptor: Int32
    private let writing: Int32

    package init() throws(ProgramFault) {
        let pipe = try DescriptorPair()
        descriptor = pipe.reading
        writing = pipe.writing
    }

    deinit {
        _ = close(descriptor)
        _ = close(writing)
    }

    /// May be called from anywhere, more than once.
    package func stop() {
        var byte: UInt8 = 0
        // One byte in an empty pipe cannot block. Sound: the byte outlives the call.
        _ = unsafe write(writing, &byte, 1)
    }

    /// Whether `stop` was called.
    package var isStopped: Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        // Sound: one entry, which outlives the call.
        return unsafe poll(&entry, 1, 0) > 0
    }
}
