/// The number that ASCII digits spell, nil if any byte is not a digit or there is none.
package func digits(_ bytes: some Collection<UInt8>) -> Int? {
    guard !bytes.isEmpty else { return nil }
    var value = 0
    for byte in bytes {
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        value = product + Int(byte - UInt8(ascii: "0"))
    }
    return value
}

/// A number with leading zeros up to a width; wider numbers stay as they are.
package func padded(_ number: Int, to width: Int) -> String {
    let text = String(number)
    return text.count >= width ? text : String(repeating: "0", count: width - text.count) + text
}
