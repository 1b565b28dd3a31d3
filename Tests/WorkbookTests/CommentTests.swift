import ConnectSimulator
import TestSupport
import Testing
import Workbook

/// The remarks that somebody put into the cells of a workbook.
struct CommentTests {
    private static let relationship =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// A workbook with a sheet `records` of two rows and these comments.
    private func reader<Value>(
        comments: String?, target: String = "../comments1.xml",
        limits: XLSXLimits = .standard, _ body: (UsageWorkbookReader) throws -> Value
    ) throws -> Value {
        let folder = try TemporaryFolder()
        var archive = StoredZip()
        archive.add(
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"records\" r:id=\"s\"/></sheets>"
                + "</workbook>")
        archive.add(
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"s\" Type=\"\(Self.relationship)/worksheet\" "
                + "Target=\"worksheets/sheet1.xml\"/></Relationships>")
        archive.add(
            "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData><row r=\"1\">\(Self.cell("record_id", "A1"))"
                + "\(Self.cell("quantity", "B1"))</row><row r=\"2\">\(Self.cell("r-1", "A2"))"
                + "\(Self.cell("1.5", "B2"))</row></sheetData></worksheet>")
        archive.add(
            "xl/worksheets/_rels/sheet1.xml.rels",
            "<Relationships><Relationship Id=\"c\" Type=\"\(Self.relationship)/comments\" "
                + "Target=\"\(target)\"/></Relationships>")
        if let comments {
            archive.add(
                "xl/comments1.xml",
                "<comments><authors><author><t>A</t></author></authors><commentList>"
                    + "\(comments)</commentList></comments>")
        }
        let path = try folder.write("book.xlsx", archive.bytes)
        return try body(try UsageWorkbookReader(path: path, limits: limits))
    }

    private static func cell(_ text: String, _ place: String) -> String {
        "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
    }

    private static func comment(_ place: String, _ text: String) -> String {
        "<comment ref=\"\(place)\" authorId=\"0\"><text>\(text)</text></comment>"
    }

    @Test func `a remark names its row, record and column`() throws {
        let comments =
            Self.comment(
                "B2", "<r><rPr/><t>too many</t></r><r><t xml:space=\"preserve\"> decimals</t></r>")
            + Self.comment("A1", "<t>header</t><rPh sb=\"0\"><t>aloud</t></rPh>")
        let remarks = try reader(comments: comments) { try $0.remarks() }
        #expect(
            remarks == [
                UsageRemark(row: 1, recordID: nil, column: "record_id", text: "header"),
                UsageRemark(row: 2, recordID: "r-1", column: "quantity", text: "too many decimals"),
            ])
    }

    @Test func `a remark beside the table has no column, one below it no record`() throws {
        let comments = Self.comment("Z9", "<t>x</t>")
        let remarks = try reader(comments: comments) { try $0.remarks() }
        #expect(remarks == [UsageRemark(row: 9, recordID: nil, column: nil, text: "x")])
    }

    @Test func `a sheet without comments has no remarks`() throws {
        #expect(try reader(comments: "") { try $0.remarks() } == [])
    }

    @Test func `comments that are referred to and missing are damage`() throws {
        #expect(throws: WorkbookError.self) { try reader(comments: nil) { try $0.remarks() } }
    }

    @Test(arguments: ["", "B", "2", "B0", "ZZZZZZZZ1"])
    func `a comment on no cell is damage`(_ place: String) throws {
        #expect(throws: WorkbookError.self) {
            try reader(comments: Self.comment(place, "<t>x</t>")) { try $0.remarks() }
        }
    }

    @Test func `more comments than the limit, or more text, are too large`() throws {
        var limits = XLSXLimits.standard
        limits.comments = 2
        let three = ["A1", "A2", "B2"].map { Self.comment($0, "<t>x</t>") }.joined()
        #expect(throws: WorkbookError.self) {
            try reader(comments: three, limits: limits) { try $0.remarks() }
        }
        limits.comments = 3
        #expect(try reader(comments: three, limits: limits) { try $0.remarks() }?.count == 3)
        limits.sharedStringBytes = 2
        #expect(throws: WorkbookError.self) {
            try reader(comments: three, limits: limits) { try $0.remarks() }
        }
        limits.cellBytes = 4
        #expect(throws: WorkbookError.self) {
            try reader(comments: Self.comment("A1", "<t>12345</t>"), limits: limits) {
                try $0.remarks()
            }
        }
    }

    @Test func `a target that climbs out of the archive finds nothing`() throws {
        #expect(throws: WorkbookError.self) {
            try reader(comments: "", target: "../../../../etc/passwd") { try $0.remarks() }
        }
    }
}
