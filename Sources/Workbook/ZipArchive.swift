import CMinizip

/// Owns an open archive; its parts are streamed, one at a time.
@safe
final class ZipArchive {
    private let file: String
    private let limits: XLSXLimits
    private let handle: unzFile
    private static let chunkBytes = 64 << 10

    /// Opens the archive and reads its directory.
    init(path: String, limits: XLSXLimits) throws(WorkbookError) {
        // Sound: minizip reads the path as a C string during the call.
        guard let handle = unsafe unzOpen64(path) else {
            throw .unreadable(
                file: path,
                reason: "it is no XLSX file (a ZIP archive); an .xls or a password-protected "
                    + "workbook must be saved as a plain .xlsx")
        }
        self.file = path
        self.limits = limits
        unsafe self.handle = handle
        var info = unz_global_info64()
        // Sound: `info` outlives the call, and the handle is open.
        guard unsafe unzGetGlobalInfo64(handle, &info) == UNZ_OK else {
            throw .unreadable(file: path, reason: "its directory is damaged")
        }
        guard info.number_entry <= limits.parts else {
            throw .tooLarge(
                file: path, place: "its directory",
                limit: "\(info.number_entry) entries, more than \(limits.parts)")
        }
    }

    deinit {
        // Sound: the handle was opened by init and is closed only here.
        _ = unsafe unzClose(handle)
    }

    /// Whether there is a part of that name, in any case of letters.
    func contains(_ part: String) -> Bool { locate(part) }

    /// Unpacks a part chunk by chunk; false where there is no such part.
    ///
    /// The archive's checksum is compared at the end.
    func forEachChunk(
        of part: String, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Bool {
        guard locate(part) else { return false }
        let packed = try packedBytes(of: part)
        try check(unsafe unzOpenCurrentFile(handle), part, "cannot be unpacked")
        var isOpen = true
        defer { if isOpen { _ = unsafe unzCloseCurrentFile(handle) } }
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Self.chunkBytes, alignment: 16)
        defer { unsafe buffer.deallocate() }
        var unpacked = 0
        while true {
            // Sound: the buffer has as many bytes as the call is told.
            let count = unsafe unzReadCurrentFile(
                handle, buffer.baseAddress, UInt32(buffer.count))
            try check(min(count, 0), part, "cannot be unpacked")
            guard count > 0 else { break }
            unpacked += Int(count)
            try checkSize(unpacked, packed: packed, of: part)
            // Sound: the body sees the bytes that were just filled, for its own duration only.
            unsafe try body(UnsafeRawBufferPointer(rebasing: buffer[..<Int(count)]))
        }
        isOpen = false
        try check(unsafe unzCloseCurrentFile(handle), part, "has a wrong checksum")
        return true
    }

    private func locate(_ part: String) -> Bool {
        // Sound: the name is a C string during the call. 2: letters of any case are equal.
        unsafe unzLocateFile(handle, part, 2) == UNZ_OK
    }

    private func packedBytes(of part: String) throws -> Int {
        var info = unz_file_info64()
        // Sound: no buffers are passed but `info`, which outlives the call.
        let code = unsafe unzGetCurrentFileInfo64(handle, &info, nil, 0, nil, 0, nil, 0)
        try check(code, part, "has a damaged entry")
        guard info.flag & 1 == 0 else {
            throw WorkbookError.unreadable(
                file: file, reason: "'\(part)' is encrypted; save it without a password")
        }
        return Int(min(info.compressed_size, UInt64(Int32.max) * 1024))
    }

    private func checkSize(_ unpacked: Int, packed: Int, of part: String) throws {
        guard unpacked <= limits.partBytes else {
            throw WorkbookError.tooLarge(
                file: file, place: "'\(part)'",
                limit: "more than \(limits.partBytes) bytes when unpacked")
        }
        guard unpacked <= limits.ratioFreeBytes || unpacked / max(packed, 1) <= limits.ratio else {
            throw WorkbookError.tooLarge(
                file: file, place: "'\(part)'",
                limit: "it unpacks to more than \(limits.ratio) times its packed size")
        }
    }

    /// The one place where minizip's return codes are read.
    private func check(_ code: Int32, _ part: String, _ what: String) throws {
        guard code < 0 else { return }
        throw WorkbookError.malformed(
            file: file, place: "'\(part)'", reason: "the archive's entry \(what) (code \(code))")
    }
}
