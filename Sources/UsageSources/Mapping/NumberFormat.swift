/// How a vendor writes numbers, where it is not with a point and without grouping.
package struct NumberFormat: Hashable, Sendable {
    /// `.` or `,`.
    package var decimal: UInt8
    /// What stands between groups of three digits; nil where there are no groups.
    package var grouping: UInt8?

    package init(decimal: UInt8 = UInt8(ascii: "."), grouping: UInt8? = nil) {
        self.decimal = decimal
        self.grouping = grouping
    }

    /// Appends the number with a point and without grouping; false where it is not written so.
    ///
    /// Groups must have three digits each, or a decimal comma would pass for a grouping one.
    func append(_ range: Range<Int>, of bytes: inout [UInt8]) -> Bool {
        var digitsInGroup = 0
        var isGrouped = false
        var isFraction = false
        for index in range {
            let byte = bytes[index]
            if byte == grouping, !isFraction {
                guard isGrouped ? digitsInGroup == 3 : (1...3).contains(digitsInGroup) else {
                    return false
                }
                isGrouped = true
                digitsInGroup = 0
                continue
            }
            if byte == decimal, !isFraction {
                guard !isGrouped || digitsInGroup == 3 else { return false }
                isFraction = true
                bytes.append(UInt8(ascii: "."))
                continue
            }
            if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") { return false }
            if byte &- 48 < 10 { digitsInGroup += 1 }
            bytes.append(byte)
        }
        return isFraction || !isGrouped || digitsInGroup == 3
    }

    /// For messages.
    var example: String {
        let point = String(UnicodeScalar(decimal))
        let group = grouping.map { String(UnicodeScalar($0)) } ?? ""
        return "1\(group)234\(point)5"
    }
}
