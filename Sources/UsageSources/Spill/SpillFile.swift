import Foundation
import NIOConcurrencyHelpers
import Programs

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A temporary file without a name: blocks are appended to it, and it is gone with its last user,
/// whatever ends the process.
package final class SpillFile: Sendable {
    private let descriptor: Int32
    private let folder: String
    /// Where the next block begins.
    private let end = NIOLockedValueBox(0)

    /// - Parameter folder: where it lies; `TMPDIR` by default.
    package init(in folder: String = FileManager.default.temporaryDirectory.path)
        throws(SpillError)
    {
        self.folder = folder
        var name = Array("\(folder)/usagectl-XXXXXX".utf8CString)
        // Sound: mkstemp writes within the text that it is given.
        descriptor = unsafe name.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return -1 }
            let made = unsafe mkstemp(base)
            if made >= 0 { _ = unsafe unlink(base) }
            return made
        }
        guard descriptor >= 0 else {
            throw .cannotWrite(folder: folder, reason: SystemError.text(errno))
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit {
        _ = close(descriptor)
    }

    /// Writes a block behind the others and returns its place.
    package func append(_ bytes: [UInt8]) throws(SpillError) -> Range<Int> {
        let start = end.withLockedValue { end in
            defer { end += bytes.count }
            return end
        }
        var written = 0
        while written < bytes.count {
            // Sound: the pointer is used for the length of the call only.
            let count = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
                return unsafe pwrite(
                    descriptor, rest.baseAddress, rest.count, off_t(start + written))
            }
            if count > 0 {
                written += count
            } else if count == 0 || errno != EINTR {
                throw .cannotWrite(folder: folder, reason: SystemError.text(errno))
            }
        }
        return start..<(start + bytes.count)
    }

    /// Fills `buffer[free]` with the bytes from `place` on; there must be as many.
    func read(
        into buffer: inout [UInt8], at free: Range<Int>, from place: Int
    ) throws(SpillError) {
        var done = 0
        while done < free.count {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                let rest = unsafe UnsafeMutableRawBufferPointer(
                    rebasing: bytes[(free.lowerBound + done)..<free.upperBound])
                return unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(place + done))
            }
            if count > 0 {
                done += count
            } else if count == 0 {
                throw .damaged
            } else if errno != EINTR {
                throw .cannotRead(reason: SystemError.text(errno))
            }
        }
    }

    /// The bytes of a block.
    package func block(_ place: Range<Int>) throws(SpillError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: place.count)
        try read(into: &bytes, at: 0..<place.count, from: place.lowerBound)
        return bytes
    }
}
