/// Finds out what a page is: its format, its records, and what it says of the next.
struct PageReader {
    let configuration: HTTPSourceConfiguration
    let page: HTTPPage
    /// The address that was asked, which redirects may have led away from.
    let asked: WebAddress
    let unit: FetchUnit
    /// From 1.
    let number: Int

    /// The page's piece of the answer, nil where there is nothing to be read, and what it says.
    func read() throws(FetchFailure) -> (piece: SpooledPiece?, page: PageWalk.Page) {
        let format = try format()
        let name = name
        let recordFormat: RecordFormat =
            switch format {
            case .json: .json(recordsAt: configuration.recordsAt)
            case .jsonl: .jsonLines
            case .csv: .csv
            }
        var found = PageWalk.Page(address: page.address, rows: 0, nextLinks: page.links)
        if format == .json {
            let scan = try PageScan(
                path: page.path, name: name, recordsAt: configuration.recordsAt,
                wanted: configuration.wantedMembers)
            if scan.isArray, let field = configuration.pagination.members.min() {
                throw FetchFailure(
                    "\(page.address) answered with an array, where '\(field)' cannot be found")
            }
            found.rows = scan.rows
            found.members = scan.members
            found.nulls = scan.nulls
            found.elsewhere = scan.elsewhere
        } else {
            try checkEnd(format)
            found.rows = page.lines.rows(in: recordFormat)
        }
        let piece = SpooledPiece(path: page.path, origin: name, format: recordFormat)
        let isEmpty = format == .json ? found.rows == 0 : page.isBlank
        return (isEmpty ? nil : piece, found)
    }

    /// The address as it is shown, with the question and page where those of others look alike.
    ///
    /// Rows that come twice are told by the names of their files, so that each page needs its own.
    private var name: String {
        let shown = page.address.description
        guard shown != page.address.text else { return shown }
        return "\(shown) (\(unit)" + (number > 1 ? ", page \(number))" : ")")
    }

    private func format() throws(FetchFailure) -> HTTPSourceConfiguration.Format {
        let type = page.contentType
        // What serves people a page in place of data knows nothing of formats.
        if type == "text/html" || configuration.format == nil && page.announcedFormat == nil {
            let what = type.isEmpty ? "no content type" : "the content type '\(type)'"
            throw FetchFailure(
                "\(page.address) answered with \(what), expected JSON, JSONL or CSV; 'format' of the "
                    + "source can say which it is")
        }
        let format = configuration.format ?? page.announcedFormat ?? .json
        guard format == .json || configuration.wantedMembers.isEmpty else {
            throw FetchFailure(
                "\(page.address) answered in \(format.rawValue), where "
                    + "'\(configuration.wantedMembers.sorted().joined(separator: "', '"))' cannot be "
                    + "found")
        }
        return format
    }

    /// JSON ends visibly; rows do not.
    private func checkEnd(_ format: HTTPSourceConfiguration.Format) throws(FetchFailure) {
        guard !page.endIsKnown else { return }
        throw FetchFailure(
            "\(page.address) does not say where its \(format.rawValue) ends, so it may be cut off; "
                + "the server should send Content-Length or chunks")
    }
}

extension HTTPSourceConfiguration {
    /// The places of a JSON page, outside its records, that are needed.
    var wantedMembers: Set<String> {
        var wanted = pagination.members
        for attestation in [zero, complete].compactMap(\.self) { wanted.insert(attestation.field) }
        return wanted
    }
}
