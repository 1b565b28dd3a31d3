#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The right to write: an advisory lock on `<path>.lock`, which the system gives back when its
/// process dies, however it dies.
///
/// The file stays where it is: to remove it would let two processes hold locks on two files of one
/// name.
final class WriterLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, or says who has it; never waits.
    init(path: String) throws(LedgerError) {
        let lockPath = path + ".lock"
        descriptor = unsafe open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .cannotOpen(path: path, reason: SystemReason.text(of: errno))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            let pid = Self.holder(in: descriptor)
            close(descriptor)
            if reason == EWOULDBLOCK { throw .locked(path: path, pid: pid) }
            throw .cannotOpen(
                path: path,
                reason: "'\(lockPath)' cannot be locked (\(SystemReason.text(of: reason)))")
        }
        writePID()
    }

    deinit {
        // Closing alone would leave the lock with a child that was forked and has not yet begun its
        // own program.
        release()
        close(descriptor)
    }

    /// Gives the lock back before the lock itself goes; once is enough, twice does no harm.
    func release() {
        _ = flock(descriptor, LOCK_UN)
    }

    /// Leaves our process id for the message that the next one prints; the lock does not need it.
    private func writePID() {
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0 else { return }
        // Sound: the pointer is used for the length of the call only.
        _ = unsafe text.withUnsafeBytes { bytes in
            unsafe pwrite(descriptor, bytes.baseAddress, bytes.count, 0)
        }
    }

    private static func holder(in descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 20)
        // Sound: as many bytes are read as there are.
        let count = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe pread(descriptor, buffer.baseAddress, buffer.count, 0)
        }
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes[..<count].prefix { $0 != 10 }, as: UTF8.self))
    }
}

/// The system's sentence for an error number.
enum SystemReason {
    static func text(of number: Int32) -> String {
        // Sound: the text is copied at once.
        guard let text = unsafe strerror(number) else { return "error \(number)" }
        return unsafe String(cString: text).lowercased()
    }
}
