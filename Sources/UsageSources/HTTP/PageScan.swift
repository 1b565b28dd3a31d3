/// What is needed of a JSON page to find the next one, and how many records it has.
struct PageScan {
    private(set) var rows = 0
    /// Whether the page is nothing but the array of records, beside which nothing can stand.
    private(set) var isArray = false
    private(set) var members: [String: String] = [:]
    private(set) var nulls: Set<String> = []
    private(set) var elsewhere: [String: String] = [:]

    /// Reads a whole page, an element at a time.
    ///
    /// - Parameter place: of the array of records; nil where the page is the array.
    init(path: String, name: String, recordsAt place: String?, wanted: Set<String>)
        throws(FetchFailure)
    {
        do {
            var reader = try JSONReader(
                file: HashedFile(path: path, name: name), limits: SourceLimits())
            let first = try reader.peekToken()
            if first == UInt8(ascii: "{") {
                let place = place ?? JSONRecords.templatePlace
                var walk = JSONDocumentWalk(recordsAt: place, wanted: wanted)
                try walk.read(&reader) { reader in try countArray(&reader) }
                guard walk.isFound else {
                    throw FileFault("it has no records at '\(place)', so it says nothing")
                }
                members = walk.members
                nulls = walk.nulls
                elsewhere = walk.elsewhere
            } else if place == nil, first == UInt8(ascii: "[") {
                isArray = true
                try countArray(&reader)
            } else {
                throw reader.unexpected(
                    place.map { "an object with the records at '\($0)'" }
                        ?? "an array of records ('recordsAt' of the source says where they are "
                        + "otherwise)")
            }
            guard try reader.peekToken() == nil else {
                throw reader.unexpected("the end of the answer")
            }
        } catch let fault as FileFault {
            let line = fault.line.map { ":\($0)" } ?? ""
            throw FetchFailure("\(name)\(line): \(fault.message)")
        } catch {
            throw FetchFailure("\(name): the reading was stopped (\(error))")
        }
    }

    private mutating func countArray(_ reader: inout JSONReader) throws {
        guard try reader.take("[") else { throw reader.unexpected("an array") }
        if try reader.take("]") { return }
        repeat {
            try Task.checkCancellation()
            _ = try reader.element()
            rows += 1
        } while try reader.take(",")
        guard try reader.take("]") else { throw reader.unexpected("',' or ']'") }
    }
}
