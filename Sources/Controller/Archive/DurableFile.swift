import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Writes a file so that its name never stands for half of it, whatever dies meanwhile.
enum DurableFile {
    /// Writes under another name, syncs, renames and syncs the folder; the folder is made where
    /// there is none. On an error the other name is removed again.
    static func put(_ bytes: [UInt8], at path: String) throws(ArchiveError) {
        let folder = URL(filePath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .cannotWrite(path: path, reason: "its folder cannot be made")
        }
        let partial = "\(path).partial-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let descriptor = unsafe open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        do throws(ArchiveError) {
            try fill(descriptor, with: bytes, path: path)
            guard unsafe rename(partial, path) == 0 else { throw failure(path) }
        } catch {
            _ = unsafe unlink(partial)
            throw error
        }
        try sync(folder.path, path: path)
        try sync(folder.deletingLastPathComponent().path, path: path)
    }

    private static func fill(
        _ descriptor: Int32, with bytes: [UInt8], path: String
    ) throws(ArchiveError) {
        var rest = bytes[...]
        var problem: ArchiveError?
        while !rest.isEmpty, problem == nil {
            // Sound: the pointer is used for the length of the call only.
            let count = unsafe rest.withUnsafeBytes { buffer in
                unsafe write(descriptor, buffer.baseAddress, buffer.count)
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                problem = failure(path)
            }
        }
        if problem == nil, fsync(descriptor) != 0 { problem = failure(path) }
        if close(descriptor) != 0, problem == nil { problem = failure(path) }
        if let problem { throw problem }
    }

    /// A name is on the disk once its folder is.
    private static func sync(_ folder: String, path: String) throws(ArchiveError) {
        let descriptor = unsafe open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        let code = fsync(descriptor)
        close(descriptor)
        if code != 0 { throw failure(path) }
    }

    private static func failure(_ path: String) -> ArchiveError {
        // Sound: the text is copied at once.
        let reason = unsafe strerror(errno).map { unsafe String(cString: $0).lowercased() }
        return .cannotWrite(path: path, reason: reason ?? "error \(errno)")
    }
}
