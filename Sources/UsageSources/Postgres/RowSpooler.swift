import CLibPQ

/// Writes rows of a query as CSV.
///
/// NULL becomes an empty field. Numbers stay the text that the server wrote, so that none is
/// rounded; booleans become true and false, and times with a time zone, which the session has in
/// UTC, end with Z.
struct RowSpooler: ~Copyable {
    private var writer: SpoolWriter
    private let columns: [PostgresColumn]
    private var line: [UInt8] = []
    private(set) var rows = 0

    /// `bool` and `timestamptz` in the server's catalogue.
    private static let boolean: Oid = 16
    private static let timeWithZone: Oid = 1184

    init(_ writer: consuming SpoolWriter, columns: [PostgresColumn]) {
        self.writer = writer
        self.columns = columns
    }

    /// Begins the file with the columns' names.
    mutating func writeHeader() throws(FetchFailure) {
        for (index, column) in columns.enumerated() {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            append(Array(column.name.utf8))
        }
        try endLine()
    }

    mutating func write(_ row: PostgresRow) throws(FetchFailure) {
        for (index, column) in columns.enumerated() {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            if let value = row.value(of: index) { append(Self.text(of: value, column.type)) }
        }
        rows += 1
        try endLine()
    }

    mutating func finish() throws(FetchFailure) {
        try writer.finish()
    }

    static func text(of value: [UInt8], _ type: Oid) -> [UInt8] {
        switch (type, value.first) {
        case (boolean, UInt8(ascii: "t")): Array("true".utf8)
        case (boolean, _): Array("false".utf8)
        case (timeWithZone, _) where value.suffix(3).elementsEqual("+00".utf8):
            value.dropLast(3) + [UInt8(ascii: "Z")]
        default: value
        }
    }

    /// Adds a field, in quotes where it needs them.
    private mutating func append(_ field: [UInt8]) {
        let isPlain = field.allSatisfy { byte in
            byte > 0x20 && byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"")
        }
        if isPlain {
            line += field
            return
        }
        line.append(UInt8(ascii: "\""))
        for byte in field {
            if byte == UInt8(ascii: "\"") { line.append(byte) }
            line.append(byte)
        }
        line.append(UInt8(ascii: "\""))
    }

    private mutating func endLine() throws(FetchFailure) {
        // A line without any byte would be no row at all.
        if line.isEmpty { line += "\"\"".utf8 }
        line.append(UInt8(ascii: "\n"))
        try writer.write(line)
        line.removeAll(keepingCapacity: true)
    }
}
