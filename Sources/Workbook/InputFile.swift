#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Owns a file that is open for reading.
package final class InputFile {
    /// Why a file could not be opened or read, in the system's words.
    package struct Fault: Error, Sendable, CustomStringConvertible {
        package let description: String

        init(_ what: String) {
            // Sound: the text is copied before any other call can change it.
            let text = unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
            description = "\(what): \(text)"
        }
    }

    private let descriptor: Int32

    package init(path: String) throws(Fault) {
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Fault("it cannot be opened") }
    }

    deinit {
        _ = close(descriptor)
    }

    /// Fills `buffer` from `start` on and returns how many bytes came, 0 at the end of the file.
    package func fill(_ buffer: inout [UInt8], from start: Int = 0) throws(Fault) -> Int {
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            let free = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
            return repeatedly { unsafe read(descriptor, free.baseAddress, free.count) }
        }
        guard count >= 0 else { throw Fault("it cannot be read") }
        return count
    }

    /// Whether it is a regular file, and its size and times as they are now.
    package func stamp() throws(Fault) -> FileStamp {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw Fault("it cannot be examined") }
        return FileStamp(status)
    }

    /// Calls again when a signal came in between.
    private func repeatedly(_ call: () -> Int) -> Int {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }
}
