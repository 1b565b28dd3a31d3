import Foundation
import StatusServer
import Testing
import UsageModel

struct PaletteTests {
    @Test(arguments: ["light", "dark"])
    func `every text can be read on its ground`(_ theme: String) throws {
        let palette = theme == "light" ? Palette.light : Palette.dark
        var pairs = Shade.allCases.compactMap { shade in
            palette.shades[shade].map { (shade.rawValue, $0.ink, $0.ground) }
        }
        #expect(pairs.count == Shade.allCases.count)
        for ground in [palette.page.ground, palette.panel] {
            pairs += [
                ("page", palette.page.ink, ground), ("muted", palette.muted, ground),
                ("link", palette.link, ground),
            ]
            // A figure has its shade's ink on the page itself.
            pairs += palette.shades.map { ("figure \($0.key)", $0.value.ink, ground) }
        }
        for (name, ink, ground) in pairs {
            #expect(try Self.contrast(ink, ground) >= 4.5, "\(theme) \(name): \(ink) on \(ground)")
        }
    }

    @Test func `every state has a shade and a glyph of its own`() {
        let glyphs = CellState.allCases.map(\.glyph)
        #expect(Set(glyphs).count == CellState.allCases.count)
        #expect(CellState.inSync.shade == .good && CellState.rejected.shade == .bad)
    }

    /// The contrast ratio of WCAG 2.2, 1 to 21.
    private static func contrast(_ first: String, _ second: String) throws -> Double {
        let values = [try luminance(first), try luminance(second)].sorted()
        return (values[1] + 0.05) / (values[0] + 0.05)
    }

    private static func luminance(_ colour: String) throws -> Double {
        let digits = colour.dropFirst()
        let number = try #require(digits.count == 6 ? Int(digits, radix: 16) : nil)
        let channels = [number >> 16, number >> 8 & 255, number & 255].map { value -> Double in
            let share = Double(value) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }
}
