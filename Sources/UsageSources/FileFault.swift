/// Why a file cannot be read on.
struct FileFault: Error {
    /// From 1; nil where it concerns the whole file.
    let line: Int?
    let message: String

    init(line: Int? = nil, _ message: String) {
        self.line = line
        self.message = message
    }
}
