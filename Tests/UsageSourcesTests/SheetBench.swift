import ConnectSimulator
import Foundation
import TestSupport

/// Workbooks whose cells are written out by a test.
enum SheetBench {
    private static let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// A cell with a text.
    static func text(_ text: String) -> String {
        "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>"
    }

    /// A row of cells.
    static func row(_ cells: [String]) -> String { "<row>\(cells.joined())</row>" }

    /// A sheet of a CSV file's lines, every cell a text.
    static func sheet(_ name: String, lines: [String]) -> (name: String, xml: String) {
        let rows = lines.map { line in
            row(line.split(separator: ",", omittingEmptySubsequences: false).map { text("\($0)") })
        }
        return sheet(name, rows: rows.joined())
    }

    static func sheet(_ name: String, rows: String) -> (name: String, xml: String) {
        (name, "<worksheet><sheetData>\(rows)</sheetData></worksheet>")
    }

    static func write(_ sheets: [(name: String, xml: String)], to path: String) throws {
        var archive = StoredZip()
        archive.add("_rels/.rels", relationships(["a": ("officeDocument", "xl/book.xml")]))
        var targets: [String: (String, String)] = [:]
        var list = ""
        for (number, sheet) in zip(1..., sheets) {
            targets["s\(number)"] = ("worksheet", "\(number).xml")
            list += "<sheet name=\"\(sheet.name)\" sheetId=\"\(number)\" r:id=\"s\(number)\"/>"
            archive.add("xl/\(number).xml", sheet.xml)
        }
        archive.add("xl/_rels/book.xml.rels", relationships(targets))
        archive.add(
            "xl/book.xml",
            "<workbook xmlns:r=\"\(types)\"><sheets>\(list)</sheets></workbook>")
        try Data(archive.bytes).write(to: URL(filePath: path))
    }

    private static func relationships(_ targets: [String: (type: String, part: String)]) -> String {
        let all = targets.sorted { $0.key < $1.key }.map { id, target in
            "<Relationship Id=\"\(id)\" Type=\"\(types)/\(target.type)\" "
                + "Target=\"\(target.part)\"/>"
        }
        return "<Relationships>\(all.joined())</Relationships>"
    }
}
