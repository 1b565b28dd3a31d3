/// How much a file may ask of its reader.
struct SourceLimits: Sendable {
    /// Bytes of one row, line or JSON element.
    var rowBytes = 1 << 20
    /// Problems of one file that are kept in full; the others are counted.
    var problems = 20
}
