import Foundation
import UsageModel

/// A file that lists cells: one a line, or the CSV of a diff.
enum CellFile {
    /// The cells of a file; none where there is no file.
    static func cells(in path: String?) throws -> [Cell] {
        guard let path else { return [] }
        guard let text = try? String(contentsOf: URL(filePath: path), encoding: .utf8) else {
            throw CommandFailure.usage("the file '\(path)' cannot be read, expected a text file")
        }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated().map { (number: $0.offset + 1, text: unquoted(String($0.element))) }
            .filter { !$0.text.isEmpty && !$0.text.hasPrefix("#") }
        let header = lines.first?.text.split(separator: ",").map(String.init) ?? []
        let columns = ["contract", "product", "month"].map { header.firstIndex(of: $0) }
        if let contract = columns[0], let product = columns[1], let month = columns[2] {
            return try lines.dropFirst().map { line in
                // Ids and months hold no comma, so these columns can be told without all of CSV as
                // long as they come before the free texts, as they do in what diff writes.
                let fields = line.text.split(separator: ",", omittingEmptySubsequences: false)
                    .map { unquoted(String($0)) }
                guard [contract, product, month].allSatisfy({ $0 < fields.count }) else {
                    throw failure(path, line)
                }
                return try cell(
                    "\(fields[contract])/\(fields[product])/\(fields[month])", path, line)
            }
        }
        return try lines.map { try cell($0.text, path, $0) }
    }

    private static func cell(
        _ text: String, _ path: String, _ line: (number: Int, text: String)
    ) throws -> Cell {
        guard let cell = Cell(text) else { throw failure(path, line) }
        return cell
    }

    private static func failure(_ path: String, _ line: (number: Int, text: String))
        -> CommandFailure
    {
        .usage(
            "\(path):\(line.number): '\(PrintableText.of(line.text))' is no cell, expected "
                + "CONTRACT/PRODUCT/YYYY-MM")
    }

    private static func unquoted(_ text: String) -> String {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        guard trimmed.count >= 2, trimmed.hasPrefix("\""), trimmed.hasSuffix("\"") else {
            return trimmed
        }
        return String(trimmed.dropFirst().dropLast())
    }
}
