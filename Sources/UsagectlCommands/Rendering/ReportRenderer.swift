import StatusServer
package import UsageModel

/// Turns a drift report into text.
package struct ReportRenderer: Sendable {
    package let style: RenderingStyle

    package init(style: RenderingStyle = RenderingStyle()) {
        self.style = style
    }

    /// The report as text that ends with a line break.
    ///
    /// Strings of the server are made harmless for the form: in `table`, `markdown`, `csv` and
    /// `html`
    /// their control characters are written as `\u{..}`; `json` and `yaml` read back exactly.
    package func render(_ report: DriftReport, as format: OutputFormat) throws -> String {
        switch format {
        case .table: TableRendering(style: style).render(report)
        case .json: try JSONRendering.render(report)
        case .yaml: try YAMLRendering.render(report)
        case .markdown: MarkdownRendering(showsAll: style.showsAll).render(report)
        case .csv: CSVRendering.render(report)
        case .html: ReportPage(report, showsAll: style.showsAll).text
        }
    }
}
