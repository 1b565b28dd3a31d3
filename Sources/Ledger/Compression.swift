import CZlib

/// Bytes made smaller by zlib, whole and in memory; the same bytes always give the same.
package enum Compression: Sendable {
    /// What stands around the deflated bytes.
    case zlib
    /// As a `.gz` file has it, which common tools read.
    case gzip

    /// zlib's word for it: the window's size, and 16 more for gzip.
    private var windowBits: Int32 { self == .zlib ? 15 : 31 }

    private static let chunk = 65_536

    package func compress(_ bytes: [UInt8]) throws(CompressionError) -> [UInt8] {
        var stream = unsafe z_stream()
        let version = ZLIB_VERSION
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        // Sound: zlib keeps pointers into `stream` only until deflateEnd, and it does not move.
        var code = unsafe deflateInit2_(
            &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, version,
            size)
        guard code == Z_OK else { throw .failed(code) }
        defer { _ = unsafe deflateEnd(&stream) }
        let (output, last) = unsafe Self.run(bytes, &stream, limit: .max) {
            unsafe deflate($0, Z_FINISH)
        }
        code = last
        guard code == Z_STREAM_END else { throw .failed(code) }
        return output
    }

    /// - Parameter limit: more bytes than this are an error, so that a damaged or hostile text
    ///   cannot take all memory.
    package func decompress(
        _ bytes: [UInt8], limit: Int = 1 << 31
    ) throws(CompressionError) -> [UInt8] {
        var stream = unsafe z_stream()
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        // Sound: as above, until inflateEnd.
        let code = unsafe inflateInit2_(&stream, windowBits, ZLIB_VERSION, size)
        guard code == Z_OK else { throw .failed(code) }
        defer { _ = unsafe inflateEnd(&stream) }
        let (output, last) = unsafe Self.run(bytes, &stream, limit: limit) {
            unsafe inflate($0, Z_NO_FLUSH)
        }
        guard output.count <= limit else { throw .tooLong }
        // What follows the end, or an end that is missing, is damage as well.
        guard last == Z_STREAM_END, unsafe stream.avail_in == 0 else { throw .damaged }
        return output
    }

    /// Feeds all bytes to a stream and collects what it gives, up to a little over `limit` bytes.
    private static func run(
        _ bytes: [UInt8], _ stream: inout z_stream, limit: Int,
        _ step: (UnsafeMutablePointer<z_stream>) -> Int32
    ) -> (output: [UInt8], code: Int32) {
        var input = bytes
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: chunk)
        var code = Z_OK
        let count = UInt32(clamping: input.count)
        // Sound: the pointers are used within the closures only, and the lengths are the buffers'.
        unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe stream.next_in = source.baseAddress
            unsafe stream.avail_in = count
            repeat {
                let room = chunk
                unsafe buffer.withUnsafeMutableBufferPointer { target in
                    unsafe stream.next_out = target.baseAddress
                    unsafe stream.avail_out = UInt32(room)
                    code = unsafe step(&stream)
                }
                output += buffer[..<(room - Int(unsafe stream.avail_out))]
            } while code == Z_OK && output.count <= limit
        }
        return (output, code)
    }
}

/// Why bytes cannot be made smaller, or larger again.
package enum CompressionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Not what zlib made, or not all of it.
    case damaged
    case tooLong
    /// Anything else that zlib says, by its number.
    case failed(Int32)

    package var description: String {
        switch self {
        case .damaged: "the compressed bytes are damaged"
        case .tooLong: "the compressed bytes hold more than they may"
        case .failed(let code): "zlib failed with code \(code)"
        }
    }
}
