import StatusServer
import Testing
import UsageModel
import UsagectlCommands

/// Lines stay on the terminal, and what is copied from them stays whole.
@Suite struct RenderingWidthTests {
    @Test(arguments: Array(30...200))
    func `no line but a command is wider than the terminal`(width: Int) throws {
        for report in [
            RenderingReports.drift, RenderingReports.reconciled, RenderingReports.unproven,
        ] {
            let style = RenderingStyle(width: width, showsAll: width % 2 == 0)
            let text = try ReportRenderer(style: style).render(report, as: .table)
            for line in text.split(separator: "\n") where !isCopyable(line) {
                #expect(DisplayWidth.of(String(line)) <= width, "'\(line)'")
            }
        }
    }

    @Test(arguments: Array(30...200))
    func `every id and command is whole at every width`(width: Int) throws {
        let report = RenderingReports.drift
        let text = try ReportRenderer(style: RenderingStyle(width: width)).render(
            report, as: .table)
        for cell in report.cells where cell.decision.verb != .none {
            #expect(text.contains(cell.cell.contract.text))
            for file in cell.files { #expect(text.contains(file.id.text)) }
        }
        #expect(text.contains(report.cells[6].decision.next ?? "no command"))
    }

    @Test(arguments: [
        ("", 0), ("abc", 3), ("東京", 4), ("e\u{301}", 1), ("한글", 4), ("👩‍👩‍👧", 2), ("…✓", 2),
        ("ｗ", 2), ("❤\u{FE0F}", 2), ("\u{1F1E9}\u{1F1EA}", 2), ("ä", 1),
    ])
    func `wide characters take two columns`(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test(arguments: [("abcdef", 4, "abc…"), ("東京都", 4, "東…"), ("abc", 3, "abc"), ("abc", 0, "")])
    func `a cut text keeps within its columns`(text: String, width: Int, cut: String) {
        #expect(PrintableText.cut(text, to: width) == cut)
    }

    /// A command, or a line of one word: a place or an id that no width may break.
    private func isCopyable(_ line: Substring) -> Bool {
        let words = line.split(separator: " ")
        return ["usagectl", "head"].contains(words.first) || words.count == 1
    }
}
