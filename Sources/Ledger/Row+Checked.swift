import GRDB

// A file may be damaged anywhere, so a column may hold anything: what a row's own subscripts would
// end the process for is an error here.
extension Row {
    /// The value of a column; throws where it is not of its type.
    func value<Value: DatabaseValueConvertible>(_ name: String) throws -> Value {
        try Self.value(self[name], of: name)
    }

    /// The value of a column by its place, from 0.
    func value<Value: DatabaseValueConvertible>(_ place: Int) throws -> Value {
        try Self.value(self[place], of: "\(place)")
    }

    /// The same for a column that may hold nothing.
    func valueIfPresent<Value: DatabaseValueConvertible>(_ name: String) throws -> Value? {
        let stored: DatabaseValue = self[name]
        return stored.isNull ? nil : try Self.value(stored, of: name)
    }

    func valueIfPresent<Value: DatabaseValueConvertible>(_ place: Int) throws -> Value? {
        let stored: DatabaseValue = self[place]
        return stored.isNull ? nil : try Self.value(stored, of: "\(place)")
    }

    private static func value<Value: DatabaseValueConvertible>(
        _ stored: DatabaseValue, of column: String
    ) throws -> Value {
        guard let value = Value.fromDatabaseValue(stored) else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT,
                message: "column '\(column)' of a row holds something else than it must")
        }
        return value
    }
}
