/// Reads the part that lists the shared strings; the runs of a rich text become one string.
final class SharedStringsParser: XMLHandler {
    private(set) var strings = SharedStrings()
    private let limits: XLSXLimits
    private var string: RichText

    init(limits: XLSXLimits) {
        self.limits = limits
        string = RichText(limit: limits.cellBytes)
    }

    func begin(_ element: String, _ attributes: XMLAttributes) throws(PartFault) {
        if element == "si" { string.clear() } else { string.begin(element) }
    }

    func end(_ element: String) throws(PartFault) {
        if element == "si" {
            try strings.append(string.bytes, limits: limits)
        } else {
            string.end(element)
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(PartFault) {
        unsafe try string.append(bytes)
    }
}
