import UsageModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A value as the JSON text that scripts read.
enum JSONRendering {
    /// Keys sorted, so that two reports can be compared line by line.
    static func render(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(value), as: UTF8.self)
        return escaped(text) + "\n"
    }

    /// The value on one line, without a line break at its end.
    static func compact(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return escaped(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// The same JSON with what a terminal obeys written as escapes: the encoder leaves the control
    /// characters above ASCII as they are. They occur inside of strings only, where the escape
    /// means
    /// the same.
    static func escaped(_ json: String) -> String {
        let layout: Unicode.Scalar = "\n"
        guard json.unicodeScalars.contains(where: { $0 != layout && PrintableText.isHidden($0) })
        else { return json }
        var result = String.UnicodeScalarView()
        for scalar in json.unicodeScalars {
            if scalar == layout || !PrintableText.isHidden(scalar) {
                result.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    result.append(contentsOf: escape(unit).unicodeScalars)
                }
            }
        }
        return String(result)
    }

    private static func escape(_ unit: UInt16) -> String {
        let code = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - code.count) + code
    }
}
