import ConnectSimulator
import TestSupport
import Testing
import Workbook

/// What the reader makes of the forms in which programs write cells, and of broken files.
struct XLSXReaderTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func rows(
        of workbook: RawWorkbook, sheet: String = "records", limits: XLSXLimits = .standard
    ) throws -> [SheetRow] {
        let path = try folder.write("raw.xlsx", workbook.bytes)
        var rows: [SheetRow] = []
        let exists = try XLSXReader(path: path, limits: limits).readRows(ofSheet: sheet) {
            rows.append($0)
        }
        #expect(exists)
        return rows
    }

    @Test(arguments: [
        ("inline string", "<c t=\"inlineStr\"><is><t>=1+1</t></is></c>", "=1+1"),
        ("rich text", "<c t=\"inlineStr\"><is><r><t>a</t></r><r><t> b</t></r></is></c>", "a b"),
        ("reading aid", "<c t=\"inlineStr\"><is><t>東</t><rPh><t>ひがし</t></rPh></is></c>", "東"),
        ("shared string", "<c t=\"s\"><v>1</v></c>", "two & three"),
        ("shared rich text", "<c t=\"s\"><v>2</v></c>", "xyz"),
        ("formula text", "<c t=\"str\"><f>A1</f><v>shown</v></c>", "shown"),
        ("escaped character", "<c t=\"inlineStr\"><is><t>a_x000D_b</t></is></c>", "a\rb"),
        ("escaped escape", "<c t=\"inlineStr\"><is><t>_x005F_x0041_</t></is></c>", "_x0041_"),
        ("whole number", "<c><v>42</v></c>", "42"),
        ("number with zeros", "<c t=\"n\"><v>4.0000</v></c>", "4.0000"),
        ("number that Excel stores long", "<c><v>8.1999999999999993</v></c>", "8.2"),
        ("number that C stores long", "<c><v>8.199999999999999</v></c>", "8.2"),
        ("fifteen digits", "<c><v>0.123456789012345</v></c>", "0.123456789012345"),
        ("exponent", "<c><v>1.2345E-08</v></c>", "0.000000012345"),
        ("large exponent", "<c><v>1E+20</v></c>", "100000000000000000000"),
        ("negative", "<c><v>-0.5</v></c>", "-0.5"),
        ("true", "<c t=\"b\"><v>1</v></c>", "TRUE"),
        ("false", "<c t=\"b\"><v>0</v></c>", "FALSE"),
        ("error", "<c t=\"e\"><v>#DIV/0!</v></c>", "#DIV/0!"),
        ("ISO date", "<c t=\"d\"><v>2026-10-01</v></c>", "2026-10-01"),
        ("prefixed names", "<x:c xmlns:x=\"u\"><x:v>7</x:v></x:c>", "7"),
        ("character reference", "<c t=\"str\"><v>a&#38;b &lt;</v></c>", "a&b <"),
    ])
    func `a cell's text is read`(reason: String, cell: String, text: String) throws {
        let shared = """
            <sst><si><t>one</t></si><si><t>two &amp; three</t></si>\
            <si><r><t>x</t></r><r><t>yz</t></r></si></sst>
            """
        let found = try rows(of: RawWorkbook(rows: "<row>\(cell)</row>", sharedStrings: shared))
        #expect(found.map(\.number) == [1], Comment(rawValue: reason))
        #expect(found.map(\.cells) == [[text]], Comment(rawValue: reason))
    }

    @Test
    func `cells and rows keep their places with and without addresses`() throws {
        let found = try rows(
            of: RawWorkbook(
                rows: """
                    <row><c><v>1</v></c><c/><c><v>3</v></c></row>
                    <row r="5"><c r="B5"><v>2</v></c><c><v>3</v></c><c r="AA5"><v>27</v></c></row>
                    <row><c t="inlineStr"><is><t></t></is></c></row>
                    <row r="7"><c><v>7</v></c><c r="D7"/></row>
                    """))
        var wide: [String?] = Array(repeating: nil, count: 27)
        wide[1] = "2"
        wide[2] = "3"
        wide[26] = "27"
        #expect(
            found == [
                SheetRow(number: 1, cells: ["1", nil, "3"], numbers: [0, 2]),
                SheetRow(number: 5, cells: wide, numbers: [1, 2, 26]),
                SheetRow(number: 7, cells: ["7"], numbers: [0]),
            ])
    }

    @Test
    func `sheets are found by name in any order`() throws {
        let sheet = { (value: String) in
            "<worksheet><sheetData><row><c><v>\(value)</v></c></row></sheetData></worksheet>"
        }
        var workbook = RawWorkbook(sheets: [
            ("categories", sheet("1")), ("résumé &amp; notes", sheet("2")), ("records", sheet("3")),
        ])
        workbook.workbookProperties = "<workbookPr date1904=\"1\"/>"
        let path = try folder.write("order.xlsx", workbook.bytes)
        let reader = try XLSXReader(path: path)
        #expect(reader.sheetNames == ["categories", "résumé & notes", "records"])
        #expect(reader.countsFrom1904)
        #expect(try rows(of: workbook).first?.cells == ["3"])
        #expect(try rows(of: workbook, sheet: "résumé & notes").first?.cells == ["2"])
        #expect(try reader.readRows(ofSheet: "absent") { _ in } == false)
    }

    @Test
    func `the body stops the reading with its own error`() throws {
        struct Stop: Error {}
        let workbook = RawWorkbook(rows: "<row><c><v>1</v></c></row><row><c><v>2</v></c></row>")
        let reader = try XLSXReader(path: folder.write("stop.xlsx", workbook.bytes))
        var seen = 0
        #expect(throws: Stop.self) {
            try reader.readRows(ofSheet: "records") { _ in
                seen += 1
                throw Stop()
            }
        }
        #expect(seen == 1)
    }

    @Test(arguments: [
        ("<row r=\"2\"/><row r=\"2\"/>", "row '2' follows row 2"),
        ("<row r=\"x\"/>", "row 'x' follows row 0"),
        ("<row><c r=\"B1\"/><c r=\"A1\"/></row>", "cell 'A1' is out of place in row 1"),
        ("<row r=\"3\"><c r=\"A2\"/></row>", "cell 'A2' is out of place in row 3"),
        ("<row><c r=\"1A\"/></row>", "cell '1A' is out of place in row 1"),
        ("<c><v>1</v></c>", "a cell stands outside every row"),
        ("<row><c t=\"q\"><v>1</v></c></row>", "cell A1 has the unknown type 'q'"),
        (
            "<row><c t=\"s\"><v>9</v></c></row>",
            "cell A1 refers to shared string '9', and there are 0"
        ),
        ("<row>", "mismatched tag at line 1, column 29"),
    ])
    func `a broken sheet is named with the place and the cause`(sheet: String, reason: String)
        throws
    {
        let path = try folder.write("raw.xlsx", RawWorkbook(rows: sheet).bytes)
        let reader = try XLSXReader(path: path)
        let error = #expect(throws: WorkbookError.self) {
            try reader.readRows(ofSheet: "records") { _ in }
        }
        guard case .malformed(path, let place, reason) = error else {
            Issue.record("unexpected: \(String(describing: error))")
            return
        }
        #expect(place.hasPrefix("sheet 'records' near row "))
    }

    @Test
    func `a document type is refused before any entity can expand`() throws {
        let bomb =
            "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><worksheet>&b;</worksheet>"
        let workbook = RawWorkbook(sheets: [("records", bomb)])
        let error = #expect(throws: WorkbookError.self) { try rows(of: workbook) }
        #expect("\(try #require(error))".contains("document type declaration"))
    }

    @Test(arguments: [
        (XLSXLimits(partBytes: 600), "more than 600 bytes when unpacked"),
        (XLSXLimits(cellBytes: 3), "a text of more than 3 bytes"),
        (XLSXLimits(columns: 2), "row 1 has more than 2 columns"),
        (XLSXLimits(rows: 4), "row 5 lies beyond the limit of 4 rows"),
        (XLSXLimits(cells: 10), "more than 10 cells up to row 4"),
    ])
    func `a sheet beyond a limit is refused`(limits: XLSXLimits, limit: String) throws {
        let row = "<row><c><v>1</v></c><c><v>1</v></c><c t=\"str\"><v>long text</v></c></row>"
        let workbook = RawWorkbook(rows: String(repeating: row, count: 10))
        let error = #expect(throws: WorkbookError.self) { try rows(of: workbook, limits: limits) }
        guard case .tooLarge(_, _, limit) = error else {
            Issue.record("unexpected: \(String(describing: error))")
            return
        }
    }

    @Test(arguments: [XLSXLimits(sharedStrings: 1), XLSXLimits(sharedStringBytes: 5)])
    func `shared strings beyond a limit are refused`(limits: XLSXLimits) throws {
        let workbook = RawWorkbook(
            rows: "<row><c t=\"s\"><v>0</v></c></row>",
            sharedStrings: "<sst><si><t>abc</t></si><si><t>def</t></si></sst>")
        let error = #expect(throws: WorkbookError.self) { try rows(of: workbook, limits: limits) }
        #expect("\(try #require(error))".contains("shared strings"))
    }

    @Test(arguments: [
        ("", "it is no XLSX file"), ("record_id,quantity\n", "it is no XLSX file"),
    ])
    func `a file of another format is refused`(content: String, reason: String) throws {
        let path = try folder.write("other.xlsx", Array(content.utf8))
        let error = #expect(throws: WorkbookError.self) { try XLSXReader(path: path) }
        #expect("\(try #require(error))".contains(reason))
    }

    @Test
    func `an archive without a workbook is refused`() throws {
        var archive = StoredZip()
        archive.add("readme.txt", "hello")
        let path = try folder.write("plain.zip", archive.bytes)
        #expect(
            throws: WorkbookError.unreadable(
                file: path, reason: "it is an archive without a workbook part")
        ) { try XLSXReader(path: path) }
    }
}
