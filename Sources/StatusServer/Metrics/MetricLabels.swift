/// The labels of a series, sorted by name: the same labels are the same series in whatever order
/// they were given.
struct MetricLabels: Hashable, Comparable {
    private let pairs: [Pair]

    private struct Pair: Hashable, Comparable {
        let name: String
        let value: String

        static func < (left: Pair, right: Pair) -> Bool {
            (left.name, left.value) < (right.name, right.value)
        }
    }

    init(_ dimensions: [(String, String)]) {
        pairs = dimensions.map { Pair(name: MetricText.name($0.0), value: $0.1) }.sorted()
    }

    private init(pairs: [Pair]) {
        self.pairs = pairs
    }

    /// The labels with one more at the end, where Prometheus shows a bucket's bound.
    func adding(_ name: String, _ value: String) -> MetricLabels {
        MetricLabels(pairs: pairs + [Pair(name: name, value: value)])
    }

    /// `{code="200",operation="submit"}`, empty without labels.
    var text: String {
        guard !pairs.isEmpty else { return "" }
        let texts = pairs.map { "\($0.name)=\"\(MetricText.labelValue($0.value))\"" }
        return "{\(texts.joined(separator: ","))}"
    }

    static func < (left: MetricLabels, right: MetricLabels) -> Bool {
        left.pairs.lexicographicallyPrecedes(right.pairs)
    }
}
