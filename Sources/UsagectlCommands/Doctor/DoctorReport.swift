import StatusServer
import UsageModel

/// All checks of one examination.
struct DoctorReport: Encodable {
    var checks: [DoctorCheck]

    private enum CodingKeys: String, CodingKey { case healthy, checks }

    /// Whether nothing is a problem; warnings are none.
    var isHealthy: Bool { code == 0 }

    /// The exit code of the whole: a wrong configuration first, since it hides the rest, then an
    /// error, then what keeps an observation from being proven.
    var code: Int32 {
        let codes = Set(checks.map(\.code))
        return [64, 1, 4].first(where: codes.contains) ?? 0
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(isHealthy, forKey: .healthy)
        try container.encode(checks, forKey: .checks)
    }

    func rendered(as output: PlainOutput) throws -> String {
        switch output {
        case .table: table
        case .json: try JSONRendering.render(self)
        case .yaml: try YAMLRendering.render(self)
        }
    }

    private static let marks: [DoctorCheck.Outcome: String] = [
        .ok: "✓", .warning: "!", .problem: "✗", .skipped: "-",
    ]

    private var table: String {
        let width = checks.map { Self.title($0).count }.max() ?? 0
        var lines: [String] = []
        for check in checks {
            let title = Self.title(check)
            let padding = String(repeating: " ", count: width - title.count)
            let indent = String(repeating: " ", count: width + 4)
            let sentences = check.message.split(separator: "\n", omittingEmptySubsequences: true)
            for (index, sentence) in sentences.enumerated() {
                let head =
                    index == 0 ? "\(Self.marks[check.outcome] ?? " ") \(title)\(padding)  " : indent
                lines.append(head + PrintableText.of(String(sentence)))
            }
            if let remedy = check.remedy { lines.append("\(indent)→ \(PrintableText.of(remedy))") }
        }
        return (lines + ["", closing]).joined(separator: "\n") + "\n"
    }

    private var closing: String {
        let problems = checks.count { $0.outcome == .problem }
        let warnings = checks.count { $0.outcome == .warning }
        let parts = [
            problems == 0 ? nil : CellWords.counted(problems, "problem", "problems"),
            warnings == 0 ? nil : CellWords.counted(warnings, "warning", "warnings"),
        ].compactMap(\.self)
        return parts.isEmpty ? "all is well" : parts.joined(separator: ", ")
    }

    private static func title(_ check: DoctorCheck) -> String {
        check.name + (check.subject.map { " \(PrintableText.of($0))" } ?? "")
    }
}
