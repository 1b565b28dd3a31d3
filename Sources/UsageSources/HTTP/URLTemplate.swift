import Foundation
import UsageModel

/// The address of an http source before anything is filled in.
struct URLTemplate: Hashable, Sendable {
    private enum Piece: Hashable, Sendable {
        case text(String)
        case name(String)
    }

    /// What may stand in braces.
    static let names = ["product", "month", "from", "to", "cursor", "page"]

    private let path: [Piece]
    /// The parameters of the query.
    private let query: [[Piece]]

    init(_ text: String) throws(SourceConfigurationError) {
        let mark = text.firstIndex(of: "?")
        path = try Self.pieces(of: text[..<(mark ?? text.endIndex)], in: text)
        var query: [[Piece]] = []
        if let mark {
            for parameter in text[text.index(after: mark)...].split(separator: "&") {
                query.append(try Self.pieces(of: parameter, in: text))
            }
        }
        self.query = query
        try check(text)
    }

    func has(_ name: String) -> Bool {
        path.contains(.name(name)) || query.contains { $0.contains(.name(name)) }
    }

    /// The address of a question's page; the parameter with `{cursor}` is left out where there is
    /// no cursor yet.
    func address(of unit: FetchUnit, cursor: String? = nil, page: Int = 1) -> WebAddress? {
        func fill(_ pieces: [Piece]) -> String {
            pieces.map { piece in
                switch piece {
                case .text(let text): text
                case .name("cursor"): Self.encoded(cursor ?? "")
                case .name("page"): String(page)
                case .name(let name): Self.encoded(unit.value(of: name) ?? "")
                }
            }.joined()
        }
        let given = query.filter { cursor != nil || !$0.contains(.name("cursor")) }
        let tail = given.map(fill).joined(separator: "&")
        return WebAddress(fill(path) + (tail.isEmpty ? "" : "?" + tail))
    }

    /// What parameters are called that say how many records a page may have, without signs.
    private static let sizes: Set<String> = [
        "limit", "size", "pagesize", "perpage", "pagelimit", "maxpagesize", "maxresults",
        "maxrecords", "maxitems", "max", "top", "take", "rows", "count", "batchsize",
    ]

    /// Whether a parameter of the query asks for pages of this many records.
    func asksFor(_ count: Int) -> Bool {
        query.contains { pieces in
            guard case .text(let text)? = pieces.first, pieces.count == 1 else { return false }
            let sides = text.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, Int(sides[1]) == count else { return false }
            let name = (sides[0].removingPercentEncoding ?? String(sides[0])).lowercased()
            return Self.sizes.contains(String(name.filter(\.isLetter)))
        }
    }

    private func check(_ text: String) throws(SourceConfigurationError) {
        let authority = text.firstRange(of: "://").map { end in
            text[end.upperBound...].prefix { !"/?#".contains($0) }
        }
        guard authority?.contains("{") != true else {
            throw .source("the url '\(text)' has a placeholder in its host; write the host out")
        }
        let unit = FetchUnit(month: .init(index: 2026 * 12), product: "PRD-000")
        guard let address = address(of: unit, cursor: "c") else {
            throw .source(
                "the url '\(text)' is no address, expected one such as "
                    + "https://host.example/usage?month={month}, without a user name")
        }
        guard address.isSafe else {
            throw .source(
                "the url '\(text)' is not encrypted; plain http is accepted on loopback only, use "
                    + "https")
        }
        guard !path.contains(.name("cursor")) else {
            throw .source(
                "the url '\(text)' has {cursor} in its path, where the first question has none; put "
                    + "it into the query")
        }
        guard ["month", "from", "to"].contains(where: has) else {
            throw .source(
                "the url '\(text)' asks for no month, expected {month}, or {from} and {to}")
        }
    }

    private static func pieces(
        of part: Substring, in text: String
    ) throws(SourceConfigurationError) -> [Piece] {
        var pieces: [Piece] = []
        var rest = part
        while let open = rest.firstIndex(of: "{") {
            let close = rest[open...].firstIndex(of: "}")
            let name = rest[rest.index(after: open)..<(close ?? rest.endIndex)]
            guard let close, names.contains(String(name)) else {
                throw .source(
                    "the url '\(text)' has '{\(name)\(close == nil ? "" : "}")'; only "
                        + names.map { "{\($0)}" }.joined(separator: ", ") + " are filled in")
            }
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            pieces.append(.name(String(name)))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        return pieces
    }

    /// With every byte escaped that is not unreserved (RFC 3986, 2.3): a value can end neither its
    /// parameter nor its place in the path.
    static func encoded(_ value: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return value.utf8.reduce(into: "") { text, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
    }
}
