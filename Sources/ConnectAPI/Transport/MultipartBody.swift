import NIOCore
import _NIOFileSystem

/// The bytes of a multipart body: opening, the file chunk by chunk, closing.
struct MultipartBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    static let chunkBytes: Int64 = 128 << 10

    let opening: ByteBuffer
    let file: ReadFileHandle
    /// Bytes that were announced; what the file grows by meanwhile is not sent.
    let fileBytes: Int64
    let closing: ByteBuffer

    func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    struct Iterator: AsyncIteratorProtocol {
        private enum Part { case opening, file, end }

        private let body: MultipartBody
        private var part = Part.opening
        private var position: Int64 = 0

        init(body: MultipartBody) {
            self.body = body
        }

        mutating func next() async throws -> ByteBuffer? {
            switch part {
            case .opening:
                part = .file
                return body.opening
            case .file:
                let length = Swift.min(MultipartBody.chunkBytes, body.fileBytes - position)
                let chunk = try await body.file.readChunk(
                    fromAbsoluteOffset: position, length: .bytes(length))
                position += Int64(chunk.readableBytes)
                if chunk.readableBytes > 0 { return chunk }
                part = .end
                return body.closing
            case .end:
                return nil
            }
        }
    }
}
