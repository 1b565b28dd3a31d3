import CXLSXWriter
import UsageModel

/// Owns a workbook of libxlsxwriter that is being written row by row.
///
/// The library keeps one row in memory and the others in temporary files of the given folder, which
/// have no name and go with the process.
@safe
final class WorkbookHandle {
    /// Why a cell or a file could not be written, before the file's name is put to it.
    struct Fault: Error {
        let reason: String

        init(_ reason: String) {
            self.reason = reason
        }

        init(_ code: lxw_error) {
            // Sound: the library returns a constant string for every code.
            let text = unsafe lxw_strerror(code).map { unsafe String(cString: $0) }
            reason = text ?? "code \(code.rawValue)"
        }
    }

    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private var sheets: [UnsafeMutablePointer<lxw_worksheet>]
    /// The name of the temporary folder, which the library does not copy for itself.
    private let folder: UnsafeMutablePointer<CChar>
    private var isClosed = false

    /// Nil where the library has no memory. The file itself is made by `close`.
    init?(path: String, temporaryFolder: String, created: Timestamp) {
        // Sound: the path and the options are copied, the folder's name lives as long as the
        // workbook.
        unsafe folder = Self.copy(temporaryFolder)
        unsafe sheets = []
        var options = unsafe lxw_workbook_options(
            constant_memory: 1, tmpdir: folder, use_zip64: 0)
        guard let workbook = unsafe workbook_new_opt(path, &options) else {
            unsafe folder.deallocate()
            return nil
        }
        unsafe self.workbook = workbook
        // The only time in the file: with it fixed, equal rows give equal bytes.
        var properties = unsafe lxw_doc_properties()
        unsafe properties.created = time_t(created.seconds)
        _ = unsafe workbook_set_properties(workbook, &properties)
    }

    deinit {
        // Sound: `workbook_close` frees the workbook, so it is freed here only where that was not
        // called; the folder's name is our own.
        if !isClosed { unsafe lxw_workbook_free(workbook) }
        unsafe folder.deallocate()
    }

    /// Adds a sheet and returns its number.
    func addSheet(_ name: String) throws(Fault) -> Int {
        // Sound: the library copies the name; the sheet lives as long as the workbook.
        guard let sheet = unsafe workbook_add_worksheet(workbook, name) else {
            throw Fault(LXW_ERROR_MEMORY_MALLOC_FAILED)
        }
        unsafe sheets.append(sheet)
        return unsafe sheets.count - 1
    }

    /// Writes a cell; rows of a sheet must come in ascending order.
    func write(_ cell: WorkbookCell, sheet: Int, row: Int, column: Int) throws(Fault) {
        if let number = cell.binary {
            // Sound: `sheet` is a number that `addSheet` gave.
            try check(
                unsafe worksheet_write_number(
                    sheets[sheet], UInt32(row), UInt16(column), number, nil))
        } else if let text = cell.shownText {
            try Self.checkCharacters(of: text)
            try check(
                unsafe worksheet_write_string(
                    sheets[sheet], UInt32(row), UInt16(column), EscapedText.encoded(text), nil))
        }
    }

    /// Assembles the file; nothing can be written afterwards.
    func close() throws(Fault) {
        guard !isClosed else { return }
        isClosed = true
        // Sound: the sheets are not used after this, as `isClosed` is checked by nobody else.
        unsafe sheets = []
        try check(unsafe workbook_close(workbook))
    }

    /// Refuses what the library or XML would silently cut or garble.
    private static func checkCharacters(of text: String) throws(Fault) {
        // All characters that are refused contain one of these bytes.
        guard text.utf8.contains(where: { $0 == 0 || $0 == 0xEF }) else { return }
        for scalar in text.unicodeScalars where [0, 0xFFFE, 0xFFFF].contains(scalar.value) {
            throw Fault("no workbook can hold the character U+\(String(scalar.value, radix: 16))")
        }
    }

    /// The one place where the library's return codes are read.
    private func check(_ code: lxw_error) throws(Fault) {
        guard code == LXW_NO_ERROR else { throw Fault(code) }
    }

    private static func copy(_ text: String) -> UnsafeMutablePointer<CChar> {
        let bytes = text.utf8CString
        let start = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
        for (index, byte) in bytes.enumerated() {
            // Sound: the memory has room for all bytes, the final zero included.
            unsafe (start + index).initialize(to: byte)
        }
        return unsafe start
    }
}
