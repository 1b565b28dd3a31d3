/// In which form records are written.
package enum RecordFormat: Hashable, Sendable {
    case csv
    /// One object a line.
    case jsonLines
    /// An array of objects at a place such as `data.items`; nil where the document itself is the
    /// array, or the vendor template's object.
    case json(recordsAt: String?)
    case xlsx

    /// The format with the place of a JSON document's records.
    func with(recordsAt place: String?) -> RecordFormat {
        if case .json = self { .json(recordsAt: place) } else { self }
    }

    /// The format and packing that a file's name tells, nil where its ending is unknown.
    static func of(fileName: some StringProtocol) -> (format: RecordFormat, isPacked: Bool)? {
        let name = fileName.lowercased()
        let isPacked = name.hasSuffix(".gz")
        let bare = isPacked ? name.dropLast(3) : name[...]
        switch bare.split(separator: ".").dropFirst().last {
        case "csv": return (.csv, isPacked)
        case "jsonl": return (.jsonLines, isPacked)
        case "json": return (.json(recordsAt: nil), isPacked)
        case "xlsx" where !isPacked: return (.xlsx, false)
        default: return nil
        }
    }
}
