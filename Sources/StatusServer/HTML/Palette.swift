/// The colours of the pages in one theme, as `#rrggbb`.
///
/// Every ink stands on its ground with a contrast of at least 4.5 to 1, which WCAG 2.2 asks of text
/// (success criterion 1.4.3); a test computes it.
package struct Palette: Sendable {
    /// A colour of text and the one that lies under it.
    package struct Pair: Hashable, Sendable {
        package let ink: String
        package let ground: String
    }

    package let page: Pair
    /// Text of less weight, on the page's ground.
    package let muted: String
    package let link: String
    /// The ground of panels and of the table's head; all inks of the page stand on it too.
    package let panel: String
    /// Borders; they carry no meaning.
    package let line: String
    package let shades: [Shade: Pair]

    package static let light = Palette(
        page: Pair(ink: "#1c2126", ground: "#ffffff"), muted: "#56606a", link: "#0b57a4",
        panel: "#f5f7f8", line: "#d9dee3",
        shades: [
            .good: Pair(ink: "#14632d", ground: "#e5f4e9"),
            .quiet: Pair(ink: "#4d565e", ground: "#eef0f2"),
            .active: Pair(ink: "#744800", ground: "#fff1cf"),
            .busy: Pair(ink: "#08566b", ground: "#dff2f8"),
            .bad: Pair(ink: "#9c1a11", ground: "#fde6e4"),
            .unclear: Pair(ink: "#57379f", ground: "#f0eafc"),
        ])

    package static let dark = Palette(
        page: Pair(ink: "#e4e8eb", ground: "#13171a"), muted: "#a0aab3", link: "#84bdf7",
        panel: "#1c2126", line: "#343b42",
        shades: [
            .good: Pair(ink: "#83d79a", ground: "#15311f"),
            .quiet: Pair(ink: "#aab3bb", ground: "#262c31"),
            .active: Pair(ink: "#f2c56f", ground: "#3a2d0f"),
            .busy: Pair(ink: "#7fd2e8", ground: "#11313b"),
            .bad: Pair(ink: "#ff9f97", ground: "#451c1a"),
            .unclear: Pair(ink: "#c8b3ff", ground: "#2d2449"),
        ])

    /// The declarations of a `:root` rule.
    var declarations: String {
        let page = [
            ("ink", page.ink), ("ground", page.ground), ("muted", muted), ("link", link),
            ("panel", panel), ("line", line),
        ]
        let pairs = Shade.allCases.flatMap { shade -> [(String, String)] in
            guard let pair = shades[shade] else { return [] }
            return [(shade.rawValue, pair.ink), ("\(shade.rawValue)-ground", pair.ground)]
        }
        return (page + pairs).map { "--\($0.0):\($0.1)" }.joined(separator: ";")
    }
}
