/// Something wrong in a file, with its place, in the form in which compilers print it.
package struct Diagnostic: Error, Hashable, Sendable {
    package enum Severity: String, Sendable, CaseIterable, Comparable {
        case warning, error

        package static func < (left: Severity, right: Severity) -> Bool {
            left == .warning && right == .error
        }
    }

    package var severity: Severity
    /// Lower case, without a full stop.
    package var message: String
    package var file: String
    /// From 1; 0 where the whole file is meant.
    package var line: Int
    /// From 1, in characters; 0 where the whole file is meant.
    package var column: Int
    /// What was probably meant, ready to be put in place of the offending text.
    package var suggestion: String?
    /// The line of the file as it was read; nil where there is none or it is very long.
    package var sourceLine: String?

    package init(
        _ severity: Severity = .error, _ message: String, file: String, line: Int = 0,
        column: Int = 0, suggestion: String? = nil, sourceLine: String? = nil
    ) {
        self.severity = severity
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.suggestion = suggestion
        self.sourceLine = sourceLine
    }

    package init(
        _ severity: Severity = .error, _ message: String, at mark: SourceMark,
        in source: SourceText, suggestion: String? = nil
    ) {
        self.init(
            severity, message, file: mark.file, line: mark.line, column: mark.column,
            suggestion: suggestion, sourceLine: source.line(mark.line))
    }

    package var mark: SourceMark { SourceMark(file: file, line: line, column: column) }

    /// The order in which a list of diagnostics is shown: by place, errors before warnings.
    package static func isInOrder(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
        if left.mark != right.mark { return left.mark < right.mark }
        if left.severity != right.severity { return left.severity > right.severity }
        return left.message < right.message
    }
}

extension [Diagnostic] {
    /// By place, and no more for a file than a person could want to read.
    package var inOrder: [Diagnostic] {
        var counts: [String: Int] = [:]
        return sorted(by: Diagnostic.isInOrder).filter { diagnostic in
            counts[diagnostic.file, default: 0] += 1
            return counts[diagnostic.file, default: 0] <= YAMLBounds.diagnostics
        }
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `file:line:column: error: message`, then the line and a caret below the place.
    package var description: String {
        let place = line == 0 ? file : "\(file):\(line):\(column)"
        let hint = suggestion.map { "; did you mean '\($0)'?" } ?? ""
        let head = "\(place): \(severity.rawValue): \(message)\(hint)"
        guard let sourceLine, column > 0 else { return head }
        return "\(head)\n\(Self.printable(sourceLine))\n\(caretIndent(below: sourceLine))^"
    }

    /// Tabs stay tabs, so that the caret stands below its character at any tab width.
    private func caretIndent(below sourceLine: String) -> String {
        let before = sourceLine.unicodeScalars.prefix(column - 1)
        let indent = before.map { $0 == "\t" ? "\t" : " " }.joined()
        return indent + String(repeating: " ", count: max(0, column - 1 - before.count))
    }

    /// A terminal must not obey what somebody wrote into a file.
    private static func printable(_ line: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
            let isControl = scalar.value < 0x20 && scalar != "\t" || (0x7F...0x9F) ~= scalar.value
            result.append(isControl ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }
}
