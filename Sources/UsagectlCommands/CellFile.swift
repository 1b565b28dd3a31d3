import Foundation
import UsageModel

/// A file that lists cells: one a line, or the CSV of a diff, also as a spreadsheet program saves it.
enum CellFile {
    /// The cells of a file; none where there is no file.
    static func cells(in path: String?) throws -> [Cell] {
        guard let path else { return [] }
        guard let text = try? String(contentsOf: URL(filePath: path), encoding: .utf8) else {
            throw CommandFailure.usage("the file '\(path)' cannot be read, expected a text file")
        }
        let rows = CSVTable(text).rows.filter { !($0.fields.first?.hasPrefix("#") ?? true) }
        let header = rows.first?.fields.map { $0.trimmingCharacters(in: .whitespaces) } ?? []
        let columns = ["contract", "product", "month"].compactMap { header.firstIndex(of: $0) }
        guard columns.count == 3 else {
            return try rows.map { try cell($0.fields.joined(separator: ","), path, $0) }
        }
        return try rows.dropFirst().map { row in
            guard columns.allSatisfy({ $0 < row.fields.count }) else {
                throw failure(path, row, row.fields.joined(separator: ","))
            }
            return try cell(
                columns.map { row.fields[$0].trimmingCharacters(in: .whitespaces) }
                    .joined(separator: "/"), path, row)
        }
    }

    private static func cell(
        _ text: String, _ path: String, _ row: CSVTable.Row
    ) throws -> Cell {
        guard let cell = Cell(text.trimmingCharacters(in: .whitespaces)) else {
            throw failure(path, row, text)
        }
        return cell
    }

    private static func failure(
        _ path: String, _ row: CSVTable.Row, _ text: String
    ) -> CommandFailure {
        .usage(
            "\(path):\(row.line): '\(PrintableText.of(text))' is no cell, expected "
                + "CONTRACT/PRODUCT/YYYY-MM")
    }
}
