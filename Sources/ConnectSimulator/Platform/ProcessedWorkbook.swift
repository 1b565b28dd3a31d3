import Workbook

/// The workbook that the platform gives back when it has processed an upload: the rows as they
/// came, with a comment in each cell that failed.
package struct ProcessedWorkbook: Hashable, Sendable {
    /// Of the sheet `records`, header included; kept only where something failed.
    var rows: [ParsedWorkbook.Row]
    var problems: [RowProblem]
    /// Of the sheet `general`, in order.
    var general: [[String]]

    /// An XLSX file.
    var bytes: [UInt8] {
        var zip = StoredZip()
        zip.add("[Content_Types].xml", Self.contentTypes)
        zip.add("_rels/.rels", Self.relationships([("rId1", "officeDocument", "xl/workbook.xml")]))
        zip.add("xl/workbook.xml", Self.workbook)
        zip.add(
            "xl/_rels/workbook.xml.rels",
            Self.relationships([
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId2", "worksheet", "worksheets/sheet2.xml"),
            ]))
        let head = [["attribute_id", "attribute_value"]] + general
        zip.add(
            "xl/worksheets/sheet1.xml",
            Self.sheet(head.enumerated().map { .init(number: $0 + 1, cells: $1) }))
        zip.add("xl/worksheets/sheet2.xml", Self.sheet(rows))
        zip.add(
            "xl/worksheets/_rels/sheet2.xml.rels",
            Self.relationships([("rId1", "comments", "../comments1.xml")]))
        zip.add("xl/comments1.xml", comments)
        return zip.bytes
    }

    private var comments: String {
        let names = rows.first?.cells ?? []
        let list = problems.map { problem in
            let column = names.firstIndex { $0 == problem.column } ?? 0
            return
                "<comment ref=\"\(CellReference.letters(ofColumn: column))\(problem.row)\" authorId=\"0\"><text><r>"
                + "<t xml:space=\"preserve\">\(Self.escaped(problem.text))</t></r></text></comment>"
        }
        return Self.declaration + "<comments xmlns=\"\(Self.main)\"><authors><author>Connect"
            + "</author></authors><commentList>\(list.joined())</commentList></comments>"
    }

    private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"

    private static let contentTypes =
        declaration + "<Types xmlns=\"\(package)/content-types\">"
        + "<Default Extension=\"rels\" "
        + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"

    private static let workbook =
        declaration + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>"
        + "<sheet name=\"general\" sheetId=\"1\" r:id=\"rId1\"/>"
        + "<sheet name=\"records\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>"

    private static func relationships(
        _ list: [(id: String, type: String, target: String)]
    ) -> String {
        let entries = list.map {
            "<Relationship Id=\"\($0.id)\" Type=\"\(office)/\($0.type)\" Target=\"\($0.target)\"/>"
        }
        return declaration + "<Relationships xmlns=\"\(package)/relationships\">"
            + entries.joined() + "</Relationships>"
    }

    private static func sheet(_ rows: [ParsedWorkbook.Row]) -> String {
        let lines = rows.map { row in
            let cells = row.cells.enumerated().compactMap { column, text in
                text.map {
                    "<c r=\"\(CellReference.letters(ofColumn: column))\(row.number)\" t=\"inlineStr\"><is><t>"
                        + "\(escaped($0))</t></is></c>"
                }
            }
            return "<row r=\"\(row.number)\">\(cells.joined())</row>"
        }
        return declaration + "<worksheet xmlns=\"\(main)\"><sheetData>\(lines.joined())"
            + "</sheetData></worksheet>"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
