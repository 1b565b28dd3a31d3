import Foundation
import Ledger

/// What was sent, kept beside the ledger: workbooks and the lists of their rows' sources, each under
/// the SHA-256 of its content, compressed.
///
/// A workbook's parts are deflated already, so that compressing it again saves a few per cent only;
/// it is done all the same, for the container's check sum tells a torn file from an altered one.
package struct Archive: Sendable, Hashable {
    /// What is kept; the name is part of the file's.
    package enum Kind: String, Sendable, CaseIterable {
        case workbook = "xlsx"
        case manifest = "json"
    }

    /// Absolute path.
    package let folder: String

    package init(folder: String) {
        self.folder = folder
    }

    /// Keeps bytes, on the disk when this returns, and gives their digest, `sha256:...`.
    ///
    /// What is kept already and is whole is left alone. Errors: whatever the disk says; then
    /// nothing was kept, and nothing half-written has the name of something whole.
    @discardableResult
    package func keep(_ bytes: [UInt8], as kind: Kind) throws(ArchiveError) -> String {
        let digest = ArchiveDigest.text(of: bytes)
        if let kept = try? read(digest, as: kind), kept == bytes { return digest }
        let path = try path(of: digest, as: kind)
        let packed: [UInt8]
        do {
            packed = try Compression.gzip.compress(bytes)
        } catch {
            throw .cannotWrite(path: path, reason: "\(error)")
        }
        try DurableFile.put(packed, at: path)
        return digest
    }

    /// The bytes of a digest, checked against it.
    package func read(_ digest: String, as kind: Kind) throws(ArchiveError) -> [UInt8] {
        let path = try path(of: digest, as: kind)
        guard FileManager.default.fileExists(atPath: path) else { throw .absent(path: path) }
        guard let packed = FileManager.default.contents(atPath: path) else {
            throw .cannotRead(path: path)
        }
        guard let bytes = try? Compression.gzip.decompress(Array(packed)) else {
            throw .damaged(path: path)
        }
        guard ArchiveDigest.text(of: bytes) == digest else { throw .altered(path: path) }
        return bytes
    }

    /// Removes what a digest names; false where there is no such thing.
    package func remove(_ digest: String, as kind: Kind) throws(ArchiveError) -> Bool {
        let path = try path(of: digest, as: kind)
        guard FileManager.default.fileExists(atPath: path) else { return false }
        do {
            try FileManager.default.removeItem(atPath: path)
            return true
        } catch {
            throw .cannotWrite(path: path, reason: "\(error)")
        }
    }

    /// `archive/ab/abcdef....xlsx.gz`: two digits first, so that no folder grows without bound.
    package func path(of digest: String, as kind: Kind) throws(ArchiveError) -> String {
        let digits = digest.dropFirst("sha256:".count)
        guard digest.hasPrefix("sha256:"), digits.count == 64, digits.allSatisfy(\.isHexDigit)
        else { throw .notADigest(digest) }
        return "\(folder)/\(digits.prefix(2))/\(digits).\(kind.rawValue).gz"
    }
}
