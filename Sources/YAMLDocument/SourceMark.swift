/// A place in a file, as editors and compilers count it.
package struct SourceMark: Hashable, Sendable {
    package let file: String
    /// From 1; 0 for a value that stands in no file.
    package let line: Int
    /// In characters, from 1; 0 for a value that stands in no file.
    package let column: Int

    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// The place of values that were not written by anybody but are defaults.
    package static let builtIn = SourceMark(file: "built in", line: 0, column: 0)

    package var isBuiltIn: Bool { line == 0 }
}

extension SourceMark: Comparable {
    package static func < (left: SourceMark, right: SourceMark) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}

extension SourceMark: CustomStringConvertible {
    /// `policies/emea.yaml:14:5`.
    package var description: String { isBuiltIn ? file : "\(file):\(line):\(column)" }
}
