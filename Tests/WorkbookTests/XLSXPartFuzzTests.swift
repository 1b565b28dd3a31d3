import ConnectSimulator
import TestSupport
import Testing
import Workbook

/// Damage below the packing: the archive and its checksums are right, what its parts say is not.
/// Every reading ends, is refused with a named reason or hands over rows within the limits.
@Suite(.timeLimit(.minutes(5)))
struct XLSXPartFuzzTests {
    private let folder: TemporaryFolder

    private static let limits = XLSXLimits(
        partBytes: 1 << 20, cellBytes: 4096, columns: 300, rows: 2000, cells: 20_000,
        sharedStrings: 500, sharedStringBytes: 1 << 16, comments: 100, parts: 50, sheets: 20)

    init() throws {
        folder = try TemporaryFolder()
    }

    /// The parts of one workbook, which a mutation damages one at a time.
    enum Part: String, CaseIterable {
        case sheet = "xl/worksheets/sheet1.xml"
        case strings = "xl/sharedStrings.xml"
        case workbook = "xl/workbook.xml"
        case root = "_rels/.rels"
        case targets = "xl/_rels/workbook.xml.rels"

        private static let types =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

        var xml: String {
            switch self {
            case .sheet:
                """
                <worksheet xmlns="x"><dimension ref="A1:D4"/><sheetData><row r="1" spans="1:4">\
                <c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>2</v></c></row><row r="2">\
                <c r="A2"><v>8.1999999999999993</v></c><c r="C2" t="str"><f>A1&amp;"x"</f>\
                <v>a_x000D_b</v></c></row><row><c t="inlineStr"><is><r><t>in </t></r><r>\
                <t xml:space="preserve">line</t></r><rPh sb="0" eb="1"><t>no</t></rPh></is></c>\
                <c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2026-10-05</v></c></row>\
                <row r="40"><c r="CV40"><v>1E-5</v></c></row></sheetData></worksheet>
                """
            case .strings:
                """
                <sst count="3" uniqueCount="3"><si><t>quantity</t></si><si><r><rPr><b/></rPr>\
                <t>two</t></r><r><t> runs</t></r><rPh sb="0" eb="3"><t>no</t></rPh></si>\
                <si><t xml:space="preserve"> é&#x1F9FE;&lt; </t></si></sst>
                """
            case .workbook:
                """
                <workbook xmlns:r="\(Self.types)"><workbookPr date1904="1"/><sheets>\
                <sheet name="records" sheetId="1" r:id="rId1"/>\
                <sheet name="more" sheetId="2" r:id="rId2"/></sheets></workbook>
                """
            case .root:
                """
                <Relationships><Relationship Id="a" Type="\(Self.types)/officeDocument" \
                Target="xl/workbook.xml"/></Relationships>
                """
            case .targets:
                """
                <Relationships><Relationship Id="rId1" Type="\(Self.types)/worksheet" \
                Target="worksheets/sheet1.xml"/><Relationship Id="rId2" \
                Type="\(Self.types)/worksheet" Target="/xl/./worksheets/../worksheets/sheet1.xml"/>\
                <Relationship Id="rId3" Type="\(Self.types)/sharedStrings" \
                Target="sharedStrings.xml"/></Relationships>
                """
            }
        }

        /// Words and values that the readers of the parts look at.
        static let words = [
            "row", "c", "v", "t", "is", "si", "r", "rPh", "sheet", "name", "Target", "Id", "Type",
            "s", "b", "n", "inlineStr", "-1", "0", "1", "2", "3", "40", "2001", "1048577", "XFD1",
            "A0", "ZZZZ9", "9223372036854775807", "99999999999999999999", "1e999", "../..", "/", "",
            "xl/workbook.xml", "xl/worksheets/sheet1.xml", "rId1", "rId2", "External", "&#0;",
            "&amp;", "&x;", "]]>", "<!--", "-->", "<!DOCTYPE a>", "<![CDATA[", "<?x?>",
        ]
    }

    private func archive(_ replaced: [Part: [UInt8]]) -> [UInt8] {
        var zip = StoredZip()
        for part in Part.allCases {
            zip.add(part.rawValue, bytes: replaced[part] ?? Array(part.xml.utf8))
        }
        return zip.bytes
    }

    /// What a reading came to.
    private struct Reading: Equatable {
        var rows = 0
        var cells = 0
        var mostBytes = 0
        var refusal: WorkbookError?
    }

    /// Reads every sheet; an error of another kind than the readers' own fails the test.
    private func read(_ bytes: [UInt8]) throws -> Reading {
        var reading = Reading()
        do {
            let path = try folder.write("mutant.xlsx", bytes)
            let reader = try XLSXReader(path: path, limits: Self.limits)
            for name in reader.sheetNames {
                _ = try reader.readRows(ofSheet: name) { row in
                    reading.rows += 1
                    reading.cells += row.cells.count
                    let longest = row.cells.compactMap { $0?.utf8.count }.max() ?? 0
                    reading.mostBytes = max(reading.mostBytes, longest)
                    #expect(row.cells.count <= Self.limits.columns)
                    #expect((1...Self.limits.rows).contains(row.number))
                }
            }
        } catch let refusal as WorkbookError {
            reading.refusal = refusal
            #expect(!"\(refusal)".isEmpty)
        }
        return reading
    }

    /// Between twenty sheets, whose rows and cells each have their limit.
    private func isBounded(_ reading: Reading) -> Bool {
        let sheets = Self.limits.sheets
        return reading.rows <= sheets * Self.limits.rows
            && reading.cells <= sheets * Self.limits.cells
            && reading.mostBytes <= Self.limits.cellBytes
    }

    /// Damages a text in a few of the ways that stay close to XML.
    private func mutate(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let word = Array((Part.words.randomElement(using: &random) ?? "").utf8)
            switch Int.random(in: 0..<7, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + 15))
            case 2: bytes.insert(contentsOf: word, at: place)
            case 3, 4: replaceValue(after: place, with: word, in: &bytes)
            case 5: repeatElement(from: place, in: &bytes, &random)
            default: swapElements(from: place, in: &bytes)
            }
        }
        return bytes
    }

    /// Puts another value between the next pair of quotes or of tags.
    private func replaceValue(after place: Int, with word: [UInt8], in bytes: inout [UInt8]) {
        let ends = Array("\">".utf8)
        guard let start = bytes[place...].firstIndex(where: ends.contains),
            let end = bytes[(start + 1)...].firstIndex(where: Array("\"<".utf8).contains)
        else { return }
        bytes.replaceSubrange((start + 1)..<end, with: word)
    }

    /// Says what follows once, or very often.
    private func repeatElement(
        from place: Int, in bytes: inout [UInt8], _ random: inout SeededGenerator
    ) {
        let less = UInt8(ascii: "<")
        guard let start = bytes[place...].firstIndex(of: less),
            let end = bytes[(start + 1)...].dropFirst(20).firstIndex(of: less)
        else { return }
        let times = Bool.random(using: &random) ? 1 : 3000
        let piece = Array(bytes[start..<end])
        bytes.insert(contentsOf: (0..<times).flatMap { _ in piece }, at: start)
    }

    /// Changes the order of two tags.
    private func swapElements(from place: Int, in bytes: inout [UInt8]) {
        let less = UInt8(ascii: "<")
        guard let first = bytes[place...].firstIndex(of: less),
            let second = bytes[(first + 1)...].firstIndex(of: less),
            let third = bytes[(second + 1)...].firstIndex(of: less)
        else { return }
        bytes.replaceSubrange(first..<third, with: bytes[second..<third] + bytes[first..<second])
    }

    @Test func `the workbook that is damaged is a right one`() throws {
        let reading = try read(archive([:]))
        // Both sheets are the same part, of four rows.
        #expect(reading.refusal == nil && reading.rows == 8)
    }

    @Test(arguments: Part.allCases)
    func `mutations of a part are read within the limits or refused`(_ part: Part) throws {
        var random = SeededGenerator(seed: 7919)
        var refused = 0
        var read = 0
        for round in 0..<600 {
            let bytes = archive([part: mutate(Array(part.xml.utf8), &random)])
            let reading = try self.read(bytes)
            #expect(isBounded(reading), "\(part), round \(round)")
            if reading.refusal == nil { read += 1 } else { refused += 1 }
            // The same bytes give the same answer: nothing hangs on what was read before.
            if round % 20 == 0 { #expect(try self.read(bytes) == reading, "\(part) \(round)") }
        }
        #expect(read > 0 && refused > 100, "\(part): \(read) read, \(refused) refused")
    }

    @Test func `mutations of all parts together are read within the limits or refused`() throws {
        var random = SeededGenerator(seed: 104_729)
        for round in 0..<600 {
            let parts = Part.allCases.map { ($0, mutate(Array($0.xml.utf8), &random)) }
            let reading = try read(archive(Dictionary(parts) { first, _ in first }))
            #expect(isBounded(reading), "round \(round)")
        }
    }

    @Test(arguments: [
        (
            Part.sheet, "<worksheet><sheetData>", "<row><c><v>1</v></c></row>",
            "row 2001 lies beyond"
        ),
        (.sheet, "<worksheet><sheetData><row>", "<c><v>1</v></c>", "more than 300 columns"),
        (.sheet, "<worksheet><sheetData><row><c><v>", "11111111", "a text of more than 4096 bytes"),
        (.sheet, "<worksheet>", "<a>", "nested deeper than"),
        (.sheet, "<worksheet>", "<!-- a -->", "more than 1048576 bytes when unpacked"),
        (.strings, "<sst>", "<si><t>a</t></si>", "more than 500 shared strings"),
        (.strings, "<sst>", "<si><t>\(String(repeating: "b", count: 4000))</t></si>", "65536"),
        (.workbook, "<workbook>", "<sheet name=\"a\" r:id=\"rId1\"/>", "more than 20 sheets"),
        (.root, "<a>", "<Relationship Id=\"a\" Target=\"b\"/>", "more than 10000 relationships"),
        (.targets, "<a>", "<Relationship Id=\"a\" Target=\"b\"/>", "more than 10000"),
    ])
    func `an endless part is refused at its limit`(
        _ part: Part, beginning: String, more: String, limit: String
    ) throws {
        let text = beginning + String(repeating: more, count: (2 << 20) / more.utf8.count)
        let reading = try read(archive([part: Array(text.utf8)]))
        let refusal = try #require(reading.refusal, "\(part) is read without an end")
        #expect("\(refusal)".contains(limit), "\(refusal)")
        #expect(isBounded(reading))
    }

    @Test(arguments: Part.allCases)
    func `entities that grow without end are refused, wherever they stand`(_ part: Part) throws {
        let levels = (1...9).map { level in
            "<!ENTITY e\(level) \"\(String(repeating: "&e\(level - 1);", count: 10))\">"
        }
        let text =
            "<!DOCTYPE a [<!ENTITY e0 \"eeeeeeeeee\">\(levels.joined())]><a><t>&e9;</t></a>"
        let refusal = try #require(try read(archive([part: Array(text.utf8)])).refusal)
        #expect("\(refusal)".contains("document type declaration"), "\(refusal)")
    }
}
