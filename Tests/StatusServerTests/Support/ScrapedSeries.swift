/// What a scraper keeps of an exporter: every series with its value at each scrape.
struct ScrapedSeries {
    /// Minutes between two scrapes.
    static let interval = 5

    private var values: [String: [Int: String]] = [:]
    private(set) var scrapes = 0

    /// Takes what the exporter shows; nil where it does not answer.
    mutating func scrape(_ exposition: String?) {
        for line in (exposition ?? "").split(separator: "\n") where !line.hasPrefix("#") {
            guard let end = line.lastIndex(of: " ") else { continue }
            let value = String(line[line.index(after: end)...])
            values[Self.labelled(line[..<end]), default: [:]][scrapes] = value
        }
        scrapes += 1
    }

    /// The series as `promtool test rules` takes them; `_` where there was none.
    var input: [[String: String]] {
        values.sorted { $0.key < $1.key }.map { series, values in
            let text = (0..<scrapes).map { values[$0] ?? "_" }.joined(separator: " ")
            return ["series": series, "values": text]
        }
    }

    /// A series with the labels that a scrape adds.
    private static func labelled(_ series: Substring) -> String {
        let scraped = "instance=\"usagectl:80\",job=\"usagectl\""
        guard series.hasSuffix("}") else { return "\(series){\(scraped)}" }
        return "\(series.dropLast()),\(scraped)}"
    }
}
