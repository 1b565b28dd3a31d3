import Programs

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes one file of a spool folder, up to a limit.
struct SpoolWriter: ~Copyable {
    let path: String
    private let descriptor: Int32
    private let limit: Int
    /// The limit that messages tell.
    private let allowed: Int
    private var buffer: [UInt8] = []
    private(set) var bytes = 0

    private static let chunkBytes = 1 << 18

    /// - Parameters:
    ///   - limit: the most bytes that the file may get.
    ///   - allowed: the limit of the answer of which that is what earlier files left; nil where the
    ///     file is the whole answer.
    init(path: String, limit: Int, of allowed: Int? = nil) throws(FetchFailure) {
        self.path = path
        self.limit = limit
        self.allowed = allowed ?? limit
        descriptor = unsafe open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path) }
        buffer.reserveCapacity(Self.chunkBytes)
    }

    deinit {
        _ = close(descriptor)
    }

    /// Adds bytes.
    mutating func write(_ more: some Collection<UInt8>) throws(FetchFailure) {
        bytes += more.count
        guard bytes <= limit else { throw FetchLimit.tooLong(allowed) }
        buffer.append(contentsOf: more)
        if buffer.count >= Self.chunkBytes { try flush() }
    }

    /// Writes everything that was added.
    mutating func finish() throws(FetchFailure) {
        try flush()
    }

    private mutating func flush() throws(FetchFailure) {
        var start = 0
        while start < buffer.count {
            // Sound: no more is written than the array holds behind `start`.
            let count = unsafe buffer.withUnsafeBytes { all in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: all[start...])
                return unsafe systemWrite(descriptor, rest.baseAddress, rest.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Self.failure(path) }
            start += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private static func failure(_ path: String) -> FetchFailure {
        return FetchFailure(
            "the answer cannot be kept in '\(path)' while it is read: \(SystemError.text(errno))",
            concernsAll: true)
    }
}

/// `write` under a name that the methods here do not hide.
private func systemWrite(
    _ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int
) -> Int {
    unsafe write(descriptor, bytes, count)
}
