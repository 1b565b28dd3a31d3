import Crypto
import Workbook

/// A file that is read once from front to back, with its digest, and must not change meanwhile.
final class HashedFile {
    let path: String
    /// As origins and messages call it.
    let name: String
    private let file: InputFile
    private let before: FileStamp
    private var hash = SHA256()
    private var count = 0
    private let inflater: Inflater?

    /// - Parameter isPacked: whether it is packed by gzip; the digest is that of the packed bytes.
    init(
        path: String, name: String? = nil, isPacked: Bool = false,
        limits: SourceLimits = SourceLimits()
    ) throws(FileFault) {
        inflater = isPacked ? try Inflater(limits: limits) : nil
        self.path = path
        self.name = name ?? path
        do {
            file = try InputFile(path: path)
            before = try file.stamp()
        } catch {
            throw FileFault(error.description)
        }
    }

    /// Fills `buffer` from `start` on; returns how many bytes came, 0 at the end of the file.
    func fill(_ buffer: inout [UInt8], from start: Int = 0) throws(FileFault) -> Int {
        guard let inflater else { return try fillRaw(&buffer, from: start) }
        return try inflater.fill(&buffer, from: start) { packed throws(FileFault) in
            try fillRaw(&packed)
        }
    }

    /// Fills `buffer` with the file's own bytes.
    private func fillRaw(_ buffer: inout [UInt8], from start: Int = 0) throws(FileFault) -> Int {
        do {
            let count = try file.fill(&buffer, from: start)
            hash.update(data: buffer[start..<(start + count)])
            self.count += count
            return count
        } catch {
            throw FileFault(error.description)
        }
    }

    /// Reads what is left, and fails if the file is not the one that was opened any more.
    func finish() throws(FileFault) -> SourceFile {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while try fillRaw(&buffer) > 0 {}
        let after: FileStamp
        do {
            after = try file.stamp()
        } catch {
            throw FileFault(error.description)
        }
        guard after == before, FileStamp(path: path) == before, count == before.size else {
            throw FileFault("it was changed while it was read; the next cycle reads it again")
        }
        return SourceFile(path: name, bytes: count, sha256: hash.finalize().hexadecimal)
    }
}
