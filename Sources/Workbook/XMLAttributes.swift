/// The attributes of the element that is being opened; valid only during that call.
@safe
struct XMLAttributes {
    /// Names and values in turn, with nil at the end, as expat passes them.
    private let list: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    @unsafe
    init(_ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
        unsafe self.list = list
    }

    /// The value of the attribute of exactly this name.
    subscript(name: StaticString) -> String? {
        unsafe first { unsafe Self.equal($0, name) }
    }

    /// The value of the first attribute of this name that has a namespace prefix, as `r:id` has.
    subscript(prefixed name: StaticString) -> String? {
        unsafe first { start in
            var position = unsafe start
            while unsafe position.pointee != 0 {
                if unsafe position.pointee == CChar(bitPattern: UInt8(ascii: ":")) {
                    return unsafe Self.equal(position + 1, name)
                }
                unsafe position += 1
            }
            return false
        }
    }

    private func first(where matches: (UnsafePointer<CChar>) -> Bool) -> String? {
        guard var pair = unsafe list else { return nil }
        // Sound: expat ends the list with nil and every name is followed by its value.
        while let name = unsafe pair[0], let value = unsafe pair[1] {
            if unsafe matches(name) { return unsafe String(cString: value) }
            unsafe pair += 2
        }
        return nil
    }

    private static func equal(_ text: UnsafePointer<CChar>, _ name: StaticString) -> Bool {
        for index in 0..<name.utf8CodeUnitCount {
            // Sound: the comparison stops at the first difference, at the latest at the final zero.
            let expected = unsafe CChar(bitPattern: name.utf8Start[index])
            if unsafe text[index] != expected { return false }
        }
        return unsafe text[name.utf8CodeUnitCount] == 0
    }
}
