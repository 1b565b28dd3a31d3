import StatusServer

/// Fits rows of fields into columns of a given total width by shortening names, and names only.
struct ColumnLayout {
    /// The indexes of the columns that may be shortened or left out.
    let names: [Int]
    /// The columns that a name keeps; with less the rows do not fit. 0: names may go entirely.
    let leastName: Int
    private static let gap = 2

    /// The rows, padded so that columns stand below each other; nil where they do not fit.
    func lines(of rows: [[Span]], width: Int) -> [[Span]]? {
        guard let count = rows.first?.count else { return [] }
        var widths = (0..<count).map { column in rows.map { $0[column].width }.max() ?? 0 }
        let fixed = widths.indices.filter { !names.contains($0) && widths[$0] > 0 }
        let shown = names.filter { widths[$0] > 0 }
        let taken = fixed.reduce(0) { $0 + widths[$1] + Self.gap } - Self.gap
        let room = width - taken - shown.count * Self.gap
        let shares = shared(shown.map { widths[$0] }, in: room)
        guard let shares, width >= taken else { return nil }
        for (column, share) in zip(shown, shares) { widths[column] = share }
        return rows.map { padded($0, to: widths) }
    }

    /// How many columns each name gets: what it needs, or an even share of what is left.
    private func shared(_ wanted: [Int], in room: Int) -> [Int]? {
        if wanted.reduce(0, +) <= room { return wanted }
        var shares = wanted.map { _ in 0 }
        var left = max(room, 0)
        let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
        for (place, index) in order.enumerated() {
            shares[index] = min(wanted[index], left / (wanted.count - place))
            left -= shares[index]
        }
        if zip(shares, wanted).allSatisfy({ $0 >= min($1, leastName) && $0 >= min($1, 3) }) {
            return shares
        }
        return leastName == 0 ? wanted.map { _ in 0 } : nil
    }

    private func padded(_ row: [Span], to widths: [Int]) -> [Span] {
        var line: [Span] = []
        var missing = 0
        for (span, width) in zip(row, widths) where width > 0 {
            let fitting = span.cut(to: width)
            if !fitting.text.isEmpty {
                if missing > 0 { line.append(Span(String(repeating: " ", count: missing))) }
                line.append(fitting)
                missing = 0
            }
            missing += width - fitting.width + Self.gap
        }
        return line
    }
}
