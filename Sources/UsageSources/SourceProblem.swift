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

    package var description: String {
        let place = [file, line.map(String.init)].compactMap { $0 }.joined(separator: ":")
        return place.isEmpty ? message : "\(place): \(message)"
    }
}
