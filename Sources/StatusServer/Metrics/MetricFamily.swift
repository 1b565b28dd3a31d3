/// The series of one name.
struct MetricFamily {
    /// What kind of values the family has, and its series by labels.
    enum Kind {
        case counter([MetricLabels: CounterSeries])
        case gauge([MetricLabels: GaugeSeries])
        case histogram([MetricLabels: HistogramSeries])
    }

    /// More series of one name are not kept: a label that is not bounded must not fill the memory.
    static let mostSeries = 1000

    var kind: Kind

    /// The family in the text format.
    func exposition(_ name: String, help: String) -> String {
        let (word, lines) =
            switch kind {
            case .counter(let series):
                ("counter", Self.sorted(series).map { Self.line(name, $0.key, $0.value.value) })
            case .gauge(let series):
                ("gauge", Self.sorted(series).map { Self.line(name, $0.key, $0.value.value) })
            case .histogram(let series):
                (
                    "histogram",
                    Self.sorted(series).map { Self.histogram(name, $0.key, $0.value) }
                )
            }
        return "# HELP \(name) \(MetricText.help(help))\n# TYPE \(name) \(word)\n" + lines.joined()
    }

    private static func sorted<Series>(
        _ series: [MetricLabels: Series]
    ) -> [(key: MetricLabels, value: Series)] {
        series.sorted { $0.key < $1.key }
    }

    private static func line(_ name: String, _ labels: MetricLabels, _ value: Double) -> String {
        "\(name)\(labels.text) \(MetricText.number(value))\n"
    }

    private static func histogram(
        _ name: String, _ labels: MetricLabels, _ series: HistogramSeries
    ) -> String {
        let snapshot = series.snapshot
        var total = 0
        var text = ""
        for (bound, count) in zip(series.bounds, snapshot.counts) {
            total += count
            let bucket = labels.adding("le", MetricText.number(bound))
            text += line("\(name)_bucket", bucket, Double(total))
        }
        text += line("\(name)_bucket", labels.adding("le", "+Inf"), Double(snapshot.total))
        text += line("\(name)_sum", labels, snapshot.sum)
        return text + line("\(name)_count", labels, Double(snapshot.total))
    }
}
