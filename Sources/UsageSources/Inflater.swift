import CZlib

/// Unpacks a gzip file piece by piece; one that unpacks to far more than files do is refused.
@safe
final class Inflater {
    private let limits: SourceLimits
    /// On the heap, since zlib keeps a pointer back to where it was set up.
    private let stream: UnsafeMutablePointer<z_stream>
    private var input: [UInt8]
    private var position = 0
    private var end = 0
    private var isInputAtEnd = false
    /// Whether a member was begun and not ended: a file may have several, one after the other.
    private var isInMember = true
    private var packed = 0
    private var unpacked = 0

    private static let chunkBytes = 1 << 16
    private static let gzipWindow: Int32 = 31

    init(limits: SourceLimits) throws(FileFault) {
        self.limits = limits
        input = [UInt8](repeating: 0, count: Self.chunkBytes)
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        // Sound: the stream does not move until deinit gives it back.
        let code = unsafe inflateInit2_(stream, Self.gzipWindow, ZLIB_VERSION, size)
        guard code == Z_OK else { throw FileFault("it cannot be unpacked (zlib code \(code))") }
    }

    deinit {
        // Sound: set up by init, given back only here.
        _ = unsafe inflateEnd(stream)
        unsafe stream.deinitialize(count: 1)
        unsafe stream.deallocate()
    }

    /// Fills `buffer` from `start` on; returns how many bytes came, 0 at the end of the file.
    ///
    /// - Parameter more: fills a buffer with packed bytes and says how many, 0 at the end.
    func fill(
        _ buffer: inout [UInt8], from start: Int,
        _ more: (inout [UInt8]) throws(FileFault) -> Int
    ) throws(FileFault) -> Int {
        var place = start
        // As full as it gets: a reader goes over an unfinished row again for every piece of it.
        while place < buffer.count {
            if position == end, !isInputAtEnd { try refill(more) }
            if position == end {
                guard !isInMember else {
                    throw FileFault("its packed bytes end too early; it is not whole")
                }
                break
            }
            if !isInMember { try beginMember() }
            place += try inflateOnce(&buffer, from: place)
        }
        return place - start
    }

    private func refill(
        _ more: (inout [UInt8]) throws(FileFault) -> Int
    ) throws(FileFault) {
        end = try more(&input)
        position = 0
        packed += end
        isInputAtEnd = end == 0
    }

    /// Looks at what follows a member: another one, or zeros to fill a block, or damage.
    private func beginMember() throws(FileFault) {
        if input[position] == 0 {
            guard input[position..<end].allSatisfy({ $0 == 0 }) else { throw damaged() }
            position = end
            return
        }
        guard unsafe inflateReset(stream) == Z_OK else { throw damaged() }
        isInMember = true
    }

    private func inflateOnce(_ buffer: inout [UInt8], from start: Int) throws(FileFault) -> Int {
        guard position < end else { return 0 }
        let room = buffer.count - start
        var code = Z_OK
        // Sound: the pointers are used within the closures only, with the buffers' own lengths.
        unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe buffer.withUnsafeMutableBufferPointer { target in
                unsafe stream.pointee.next_in = source.baseAddress.map { unsafe $0 + position }
                unsafe stream.pointee.avail_in = UInt32(end - position)
                unsafe stream.pointee.next_out = target.baseAddress.map { unsafe $0 + start }
                unsafe stream.pointee.avail_out = UInt32(clamping: room)
                code = unsafe inflate(stream, Z_NO_FLUSH)
            }
        }
        position = end - Int(unsafe stream.pointee.avail_in)
        switch code {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isInMember = false
        default: throw damaged()
        }
        let count = room - Int(unsafe stream.pointee.avail_out)
        unpacked += count
        try checkSize()
        return count
    }

    private func checkSize() throws(FileFault) {
        guard unpacked <= limits.ratioFreeBytes || unpacked / max(packed, 1) <= limits.ratio else {
            throw FileFault("it unpacks to more than \(limits.ratio) times its size")
        }
    }

    private func damaged() -> FileFault {
        FileFault("it is no gzip file, or a damaged one")
    }
}
