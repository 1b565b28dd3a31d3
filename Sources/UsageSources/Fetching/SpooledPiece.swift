/// A piece of an answer that lies in a file of our own: a page, a program's output, a query's rows.
struct SpooledPiece: Sendable, Equatable {
    /// The file in the spool folder.
    let path: String
    /// What records name as their file: where the piece came from, without secrets.
    var origin: String
    let format: RecordFormat
    /// Whether a record's place is its number, and not its line in the spool.
    var countsRows = false
}
