import CLibPQ

/// Owns a result of libpq: a row, or what a statement ended with.
@safe final class PostgresRow {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) {
        unsafe self.result = result
    }

    deinit {
        unsafe PQclear(result)
    }

    var status: ExecStatusType { unsafe PQresultStatus(result) }

    var columnCount: Int { Int(unsafe PQnfields(result)) }

    /// The names and types of the columns.
    var columns: [PostgresColumn] {
        (0..<Int32(columnCount)).map { index in
            // Sound: the name is copied; the index is within the result's own count.
            let name = unsafe PQfname(result, index).map { unsafe String(cString: $0) } ?? ""
            return PostgresColumn(name: name, type: unsafe PQftype(result, index))
        }
    }

    /// The bytes of a column as the server wrote them; nil for NULL.
    func value(of column: Int) -> [UInt8]? {
        let index = Int32(column)
        // Sound: the bytes are the result's and copied; the length is its own.
        guard unsafe PQgetisnull(result, 0, index) == 0,
            let text = unsafe PQgetvalue(result, 0, index)
        else { return nil }
        let count = Int(unsafe PQgetlength(result, 0, index))
        return unsafe Array(UnsafeRawBufferPointer(start: text, count: count))
    }

    /// The server's refusal.
    ///
    /// - Parameter secrets: hidden before the text is cut, as half of one would be left otherwise.
    func failure(hiding secrets: [String]) -> FetchFailure {
        let state = field("C")
        let message = ForeignText.shown(field("M"), hiding: secrets)
        let hint = ForeignText.shown(field("H"), hiding: secrets)
        let reason = message + (hint.isEmpty ? "" : " (\(hint))") + " (SQLSTATE \(state))"
        // A statement that is wrong is so for every month: classes 22, 25, 28, 3D and 42.
        let isGeneral = ["25", "28", "3D", "42"].contains(String(state.prefix(2)))
        return FetchFailure(reason, concernsAll: isGeneral)
    }

    /// - Parameter code: the letter of the field in the protocol.
    private func field(_ code: Unicode.Scalar) -> String {
        // Sound: the text is the result's and copied.
        unsafe PQresultErrorField(result, Int32(code.value)).map { unsafe String(cString: $0) }
            ?? ""
    }
}

/// A column of a result.
struct PostgresColumn: Equatable {
    let name: String
    /// The number of its type in the server's catalogue.
    let type: Oid
}
