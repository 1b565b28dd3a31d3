/// How much a file may ask of its reader.
struct SourceLimits: Sendable {
    /// Bytes of one row, line or JSON element.
    var rowBytes = 1 << 20
    /// Problems of one file that are kept in full; the others are counted.
    var problems = 20
    /// How many times its size a packed file may unpack to; texts reach about a hundred.
    var ratio = 300
    /// Bytes up to which any ratio will do.
    var ratioFreeBytes = 64 << 20
}
