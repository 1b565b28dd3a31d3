import ConnectSimulator

/// A workbook whose parts are written out by a test.
struct RawWorkbook {
    var sheets: [(name: String, xml: String)]
    var sharedStrings: String?
    var workbookProperties = ""

    /// One sheet `records` with the given rows.
    init(rows: String, sharedStrings: String? = nil) {
        sheets = [("records", "<worksheet><sheetData>\(rows)</sheetData></worksheet>")]
        self.sharedStrings = sharedStrings
    }

    init(sheets: [(name: String, xml: String)]) {
        self.sheets = sheets
    }

    var bytes: [UInt8] {
        var archive = StoredZip()
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        archive.add(
            "_rels/.rels",
            """
            <Relationships><Relationship Id="a" Type="\(types)/officeDocument" \
            Target="xl/book.xml"/></Relationships>
            """)
        var list = ""
        var targets = ""
        for (index, sheet) in sheets.enumerated() {
            list += "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"s\(index)\"/>"
            // Absolute and relative targets in turn: both are in use.
            let target = index % 2 == 0 ? "/xl/sheets/\(index).xml" : "../xl/./sheets/\(index).xml"
            targets +=
                "<Relationship Id=\"s\(index)\" Type=\"\(types)/worksheet\" Target=\"\(target)\"/>"
            archive.add("xl/sheets/\(index).xml", sheet.xml)
        }
        if let sharedStrings {
            targets +=
                "<Relationship Id=\"t\" Type=\"\(types)/sharedStrings\" Target=\"texts.xml\"/>"
            archive.add("xl/texts.xml", sharedStrings)
        }
        archive.add("xl/_rels/book.xml.rels", "<Relationships>\(targets)</Relationships>")
        archive.add(
            "xl/book.xml",
            """
            <workbook xmlns:r="\(types)">\(workbookProperties)<sheets>\(list)</sheets></workbook>
            """)
        return archive.bytes
    }
}
