/// The names of a rename rule with those of its file, as they are now.
struct RenameTable {
    private let names: [String: String]
    private let otherwise: RenameRule.Otherwise
    /// The file that was read, with its digest.
    let file: SourceFile?

    private static let limit = 5_000_000

    /// Reads the rule's file; whatever is wrong with it is thrown.
    init(_ rule: RenameRule) throws(FileFault) {
        var names = rule.names
        otherwise = rule.otherwise
        if let path = rule.file {
            let input = try HashedFile(path: path)
            try Self.read(input, into: &names)
            file = try input.finish()
        } else {
            file = nil
        }
        self.names = names
    }

    /// The new name.
    func name(for old: String) throws(RowFault) -> String {
        if let new = names[old] { return new }
        guard otherwise == .refuse else { return old }
        throw RowFault("the subscription \(RowFault.quoted(old)) is not in the rename table")
    }

    private static func read(
        _ file: HashedFile, into names: inout [String: String]
    ) throws(FileFault) {
        var reader = try CSVReader(file: file, limits: SourceLimits())
        var columns: (from: Int, to: Int)?
        while try reader.next() {
            let cells = reader.fields.map { String(decoding: reader.bytes[$0], as: UTF8.self) }
            guard let columns else {
                guard let from = cells.firstIndex(of: "from"), let to = cells.firstIndex(of: "to")
                else {
                    throw FileFault(line: 1, "expected a header with the columns 'from' and 'to'")
                }
                columns = (from, to)
                continue
            }
            guard max(columns.from, columns.to) < cells.count else {
                throw FileFault(line: reader.line, "\(cells.count) fields, fewer than the header")
            }
            let (old, new) = (cells[columns.from], cells[columns.to])
            guard !old.isEmpty, !new.isEmpty else {
                throw FileFault(line: reader.line, "'from' or 'to' is empty")
            }
            guard names.updateValue(new, forKey: old).map({ $0 == new }) ?? true else {
                throw FileFault(
                    line: reader.line, "\(RowFault.quoted(old)) stands twice with different names")
            }
            guard names.count <= limit else { throw FileFault("it has over \(limit) names") }
        }
        guard columns != nil else { throw FileFault("it has no header with 'from' and 'to'") }
    }
}
