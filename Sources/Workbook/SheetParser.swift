import UsageModel

/// Reads a worksheet part; rows are taken from it between the chunks.
final class SheetParser: XMLHandler {
    private let limits: XLSXLimits
    /// Loads the workbook's shared strings; called at the first cell that needs them.
    private let loadStrings: () throws(PartFault) -> SharedStrings
    private var strings: SharedStrings?
    private var finished: [SheetRow] = []

    private var row = SheetRow(number: 0, cells: [])
    private var column = -1
    private var type = ""
    private var collected: TextCollector
    private var isInText = false
    private var isInPhonetic = false
    private var cellCount = 0

    init(limits: XLSXLimits, loadStrings: @escaping () throws(PartFault) -> SharedStrings) {
        self.limits = limits
        self.loadStrings = loadStrings
        collected = TextCollector(limit: limits.cellBytes)
    }

    /// The row that is being read, for messages.
    var currentRow: Int { row.number }

    /// Hands over the rows that are complete.
    func takeRows() -> [SheetRow] {
        defer { finished.removeAll(keepingCapacity: true) }
        return finished
    }

    func begin(_ element: String, _ attributes: XMLAttributes) throws(PartFault) {
        switch element {
        case "c": try beginCell(attributes)
        case "v": isInText = true
        case "t": isInText = type == "inlineStr" && !isInPhonetic
        case "rPh": isInPhonetic = true
        case "row": try beginRow(attributes)
        default: break
        }
    }

    func end(_ element: String) throws(PartFault) {
        switch element {
        case "c": try endCell()
        case "v", "t": isInText = false
        case "rPh": isInPhonetic = false
        case "row": if !row.cells.isEmpty { finished.append(row) }
        default: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(PartFault) {
        if isInText { unsafe try collected.append(bytes) }
    }

    private func beginRow(_ attributes: XMLAttributes) throws(PartFault) {
        let previous = row.number
        let text = attributes["r"]
        let number = text.map { digits($0.utf8) ?? 0 } ?? previous + 1
        guard number > previous else {
            throw .malformed("row '\(text ?? "")' follows row \(previous)")
        }
        guard number <= limits.rows else {
            throw .tooLarge("row \(number) lies beyond the limit of \(limits.rows) rows")
        }
        row = SheetRow(number: number, cells: [])
        column = -1
    }

    private func beginCell(_ attributes: XMLAttributes) throws(PartFault) {
        guard row.number > 0 else { throw .malformed("a cell stands outside every row") }
        var next = column + 1
        if let text = attributes["r"] {
            guard let reference = CellReference(text), reference.row == row.number,
                reference.column >= next
            else { throw .malformed("cell '\(text)' is out of place in row \(row.number)") }
            next = reference.column
        }
        guard next < limits.columns else {
            throw .tooLarge("row \(row.number) has more than \(limits.columns) columns")
        }
        column = next
        type = attributes["t"] ?? "n"
        collected.clear()
    }

    private func endCell() throws(PartFault) {
        guard column >= 0, !collected.bytes.isEmpty else { return }
        let text = try shownText()
        guard !text.isEmpty else { return }
        cellCount += column + 1 - row.cells.count
        guard cellCount <= limits.cells else {
            throw .tooLarge("more than \(limits.cells) cells up to row \(row.number)")
        }
        while row.cells.count < column { row.cells.append(nil) }
        row.cells.append(text)
        if type == "n" { row.numbers.append(column) }
    }

    /// What the collected text means for the type of the cell.
    private func shownText() throws(PartFault) -> String {
        let stored = collected.text
        switch type {
        case "s": return try sharedString(stored)
        case "inlineStr", "str": return EscapedText.decoded(stored)
        // A boolean must not pass for the number that it is stored as.
        case "b": return stored == "0" || stored == "false" ? "FALSE" : "TRUE"
        case "n": return NumberText.shown(stored)
        case "e", "d": return stored
        default:
            throw .malformed("cell \(place) has the unknown type '\(type)'")
        }
    }

    private func sharedString(_ number: String) throws(PartFault) -> String {
        let loaded = if let strings { strings } else { try loadStrings() }
        strings = loaded
        guard let index = digits(number.utf8), let text = loaded[index] else {
            throw .malformed(
                "cell \(place) refers to shared string '\(number)', and there are \(loaded.count)")
        }
        return text
    }

    private var place: String { "\(CellReference.letters(ofColumn: column))\(row.number)" }
}
