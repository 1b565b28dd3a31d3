/// Reads the part that lists the shared strings; the runs of a rich text become one string.
final class SharedStringsParser: XMLHandler {
    private(set) var strings = SharedStrings()
    private let limits: XLSXLimits
    private var collected: TextCollector
    private var isInText = false
    /// Inside a reading aid (furigana), whose text is not the cell's.
    private var isInPhonetic = false

    init(limits: XLSXLimits) {
        self.limits = limits
        collected = TextCollector(limit: limits.cellBytes)
    }

    func begin(_ element: String, _ attributes: XMLAttributes) throws(PartFault) {
        switch element {
        case "si": collected.clear()
        case "rPh": isInPhonetic = true
        case "t": isInText = !isInPhonetic
        default: break
        }
    }

    func end(_ element: String) throws(PartFault) {
        switch element {
        case "si": try strings.append(collected.bytes, limits: limits)
        case "rPh": isInPhonetic = false
        case "t": isInText = false
        default: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(PartFault) {
        if isInText { unsafe try collected.append(bytes) }
    }
}
