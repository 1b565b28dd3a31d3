/// An answer to one request whose body lies in the spool.
struct HTTPPage: Sendable {
    /// Where it came from, behind all redirects.
    var address: WebAddress
    var status: Int
    /// Without parameters, in small letters; empty where there is none.
    var contentType: String
    var links: [String]
    var path: String
    var bytes: Int
    var lines: LineCount
    /// Whether the protocol says where the body ends; without that a broken connection looks like
    /// the end.
    var endIsKnown: Bool

    /// Whether there is not a single line in it: one alone may be a header, or a complaint.
    var isBlank: Bool { lines.lines == 0 }

    /// The format that the answer says it has, nil where it says none that records come in.
    var announcedFormat: HTTPSourceConfiguration.Format? {
        switch contentType {
        case "application/json", "text/json": .json
        case "application/x-ndjson", "application/ndjson", "application/jsonl",
            "application/x-jsonlines", "application/json-lines":
            .jsonl
        case "text/csv", "application/csv": .csv
        default: contentType.hasSuffix("+json") ? .json : nil
        }
    }
}
