import UsageModel

/// Reads one file in the format that its name tells.
struct FileReader {
    let names: FieldNames
    let limits: SourceLimits

    /// Gives the sink the records and problems; nil where the file cannot be read to its end.
    ///
    /// `product` is that of the path.
    func read(_ path: String, product: ProductID?, into sink: RecordSink) throws -> SourceFile? {
        do {
            let file = try HashedFile(path: path)
            do {
                try readRecords(of: file, product: product, into: sink)
            } catch let fault as FileFault {
                sink.take(SourceProblem(file: path, line: fault.line, message: fault.message))
            }
            return try file.finish()
        } catch let fault as FileFault {
            sink.take(SourceProblem(file: path, line: fault.line, message: fault.message))
            return nil
        }
    }

    private func readRecords(
        of file: HashedFile, product: ProductID?, into sink: RecordSink
    ) throws {
        let name = file.path.split(separator: "/").last ?? ""
        let ending = name.split(separator: ".").dropFirst().last?.lowercased() ?? ""
        switch ending {
        case "csv":
            try CSVRecords(names: names, limits: limits).read(file, into: sink)
        case "jsonl":
            try JSONRecords(form: .lines, names: names, product: product, limits: limits)
                .read(file, into: sink)
        case "json":
            try JSONRecords(form: .document, names: names, product: product, limits: limits)
                .read(file, into: sink)
        case "xlsx":
            try XLSXRecords(names: names, limits: limits).read(file, into: sink)
        default:
            throw FileFault(
                "the ending '\(ending)' is unknown, expected .csv, .jsonl, .json or .xlsx")
        }
    }
}
