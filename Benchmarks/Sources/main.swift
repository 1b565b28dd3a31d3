// Five million rows of a month over 500 cells: read, sorted into cells, written into 500 workbooks.
//   source-benchmark [ROWS]
import Foundation

let rows = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5_000_000
try await SourceBenchmark(rows: rows).run()
