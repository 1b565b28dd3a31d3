import TestSupport
import Testing
import UsageModel
import Workbook

/// Whatever fails, it is said why, and no half-written file stays.
struct UsageWorkbookWriterFailureTests {
    private let folder: TemporaryFolder
    private let created = Timestamp(seconds: 1_793_000_000)

    init() throws {
        folder = try TemporaryFolder()
    }

    private func writer(_ name: String = "usage.xlsx") throws -> UsageWorkbookWriter {
        try UsageWorkbookWriter(path: folder.file(name), customColumns: [], created: created)
    }

    @Test
    func `a writer that is given up leaves nothing`() throws {
        do {
            let abandoned = try writer()
            try abandoned.append(.sample())
            #expect(try folder.contents.count == 1)
        }
        #expect(try folder.contents == [])
    }

    @Test
    func `an older file stays until the new one is complete`() throws {
        try folder.write("usage.xlsx", [1, 2, 3])
        let writer = try writer()
        try writer.append(.sample())
        #expect(try folder.bytes("usage.xlsx") == [1, 2, 3])
        _ = try writer.close(categories: [])
        #expect(try folder.contents == ["usage.xlsx"])
        #expect(try UsageWorkbookReader(path: folder.file("usage.xlsx")).sheetNames.count == 2)
    }

    @Test
    func `a folder that does not exist is named`() throws {
        let error = #expect(throws: WorkbookError.self) {
            try UsageWorkbookWriter(
                path: folder.file("none/usage.xlsx"), customColumns: [], created: created)
        }
        #expect("\(try #require(error))".contains("no file can be made in the folder '"))
    }

    @Test
    func `a text that no cell can hold fails the whole workbook`() throws {
        let writer = try writer()
        try writer.append(.sample(1))
        let error = #expect(throws: WorkbookError.self) {
            try writer.append(.sample(2, note: String(repeating: "x", count: 32_768)))
        }
        guard case .unwritableValue(_, 3, "record_note", _) = error else {
            Issue.record("unexpected: \(String(describing: error))")
            return
        }
        let first = try #require(error)
        #expect(throws: first) { try writer.append(.sample(3)) }
        #expect(throws: first) { try writer.close(categories: []) }
    }

    @Test(arguments: ["a\u{0}b", "a\u{fffe}b"])
    func `a character that no workbook can hold is refused`(text: String) throws {
        let writer = try writer()
        let error = #expect(throws: WorkbookError.self) { try writer.append(.sample(note: text)) }
        guard case .unwritableValue(_, 2, "record_note", _) = error else {
            Issue.record("unexpected: \(String(describing: error))")
            return
        }
    }

    @Test
    func `a custom field without a column is refused, not dropped`() throws {
        let writer = try writer()
        let row = UsageRow.sample(custom: [CustomField(name: "late", value: "1")])
        #expect(
            throws: WorkbookError.unwritableValue(
                file: folder.file("usage.xlsx"), row: 2, column: "v.late",
                reason: "the workbook was begun without this column")
        ) { try writer.append(row) }
    }

    @Test
    func `a closed workbook takes nothing more`() throws {
        let writer = try writer()
        _ = try writer.close(categories: [])
        #expect(throws: WorkbookError.self) { try writer.append(.sample()) }
        #expect(throws: WorkbookError.self) { try writer.close(categories: []) }
    }
}
