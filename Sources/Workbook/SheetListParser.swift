/// Reads the part that lists a workbook's sheets in their order.
final class SheetListParser: XMLHandler {
    struct Sheet {
        let name: String
        let relationship: String
    }

    private(set) var sheets: [Sheet] = []
    private(set) var countsFrom1904 = false
    private let limits: XLSXLimits

    init(limits: XLSXLimits) {
        self.limits = limits
    }

    func begin(_ element: String, _ attributes: XMLAttributes) throws(PartFault) {
        switch element {
        case "workbookPr": countsFrom1904 = ["1", "true"].contains(attributes["date1904"] ?? "0")
        case "sheet":
            guard let name = attributes["name"], let id = attributes[prefixed: "id"] else {
                throw .malformed("a sheet has no name or no relationship")
            }
            guard sheets.count < limits.sheets else {
                throw .tooLarge("more than \(limits.sheets) sheets")
            }
            sheets.append(Sheet(name: name, relationship: id))
        default: break
        }
    }

    func end(_ element: String) throws(PartFault) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(PartFault) {}
}
