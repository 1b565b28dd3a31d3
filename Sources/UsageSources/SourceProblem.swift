/// Something in a source that could not be understood.
package struct SourceProblem: Hashable, Sendable, CustomStringConvertible {
    /// Nil where it concerns no single file.
    package var file: String?
    /// From 1; nil where it concerns the whole file.
    package var line: Int?
    package var message: String

    package init(file: String? = nil, line: Int? = nil, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    /// Where it is, such as `usage.csv:12`; empty where it concerns no single file.
    package var place: String {
        [file, line.map(String.init)].compactMap { $0 }.joined(separator: ":")
    }

    package var description: String {
        place.isEmpty ? message : "\(place): \(message)"
    }
}
