import UsageModel

/// The path of a files source before month and product are filled in.
struct PathTemplate: Hashable, Sendable {
    private enum Piece: Hashable, Sendable {
        case pattern(String)
        case month
        case product
    }

    private let text: String
    /// By the names between the slashes.
    private let components: [[Piece]]

    var hasMonth: Bool { components.joined().contains(.month) }
    var hasProduct: Bool { components.joined().contains(.product) }

    init(_ text: String) throws(SourceConfigurationError) {
        guard text.hasPrefix("/") else { throw .path(text, reason: "is not absolute") }
        self.text = text
        var components: [[Piece]] = []
        for name in text.split(separator: "/") {
            components.append(try Self.pieces(of: name, in: text))
        }
        guard !components.isEmpty, !text.hasSuffix("/") else {
            throw .path(text, reason: "names a folder; name its files, with '*.csv' for instance")
        }
        self.components = components
        // What is wrong with a glob is the same for every month and product.
        guard pattern(month: BillingMonth(index: 0), product: "P") != nil else {
            throw .path(
                text, reason: "has a '[' that is not closed, or a range that runs backwards")
        }
    }

    /// The pattern for a month and product; nil where the product's id cannot stand in a path.
    func pattern(month: BillingMonth, product: ProductID) -> PathPattern? {
        let id = product.text
        guard !hasProduct || !id.isEmpty && !id.contains("/") && !id.hasPrefix(".") else {
            return nil
        }
        var found: [PathPattern.Component] = []
        for pieces in components {
            if pieces == [.pattern("**")] {
                found.append(.folders)
                continue
            }
            var glob = GlobComponent()
            for piece in pieces {
                switch piece {
                case .pattern(let text): guard glob.append(pattern: text) else { return nil }
                case .month: glob.append(literal: month.description)
                case .product: glob.append(literal: id)
                }
            }
            found.append(.name(glob))
        }
        let shown = text.replacing("{month}", with: month.description)
            .replacing("{product}", with: id)
        return PathPattern(components: found, description: shown)
    }

    private static func pieces(
        of name: Substring, in text: String
    ) throws(SourceConfigurationError) -> [Piece] {
        guard name != "." && name != ".." else {
            throw .path(text, reason: "has '\(name)' in it; write the path without")
        }
        var pieces: [Piece] = []
        var rest = name
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else {
                throw .path(text, reason: "has a '{' that is not closed")
            }
            if open > rest.startIndex { pieces.append(.pattern(String(rest[..<open]))) }
            switch rest[open...close] {
            case "{month}": pieces.append(.month)
            case "{product}": pieces.append(.product)
            default:
                throw .path(
                    text,
                    reason: "has '\(rest[open...close])'; only {month} and {product} are filled in")
            }
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.pattern(String(rest))) }
        return pieces
    }
}
