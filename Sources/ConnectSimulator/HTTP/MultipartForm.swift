/// Reads a `multipart/form-data` body.
struct MultipartForm {
    struct Part {
        var name: String
        var fileName: String?
        var bytes: ArraySlice<UInt8>
    }

    private(set) var parts: [Part] = []

    /// Nil where the content type has no boundary.
    init?(contentType: String, body: [UInt8]) {
        guard let boundary = Self.parameter("boundary", of: contentType) else { return nil }
        let mark = Array("--\(boundary)".utf8)
        let marks = Self.positions(of: mark, in: body[...])
        for (start, end) in zip(marks, marks.dropFirst()) {
            // A part lies between the line break behind its mark and the one before the next.
            let from = start + mark.count + 2
            guard from <= end - 2 else { continue }
            if let part = Self.part(body[from..<(end - 2)]) { parts.append(part) }
        }
    }

    private static func part(_ bytes: ArraySlice<UInt8>) -> Part? {
        guard let blank = positions(of: [13, 10, 13, 10], in: bytes, first: true).first else {
            return nil
        }
        let head = String(decoding: bytes[bytes.startIndex..<blank], as: UTF8.self)
        let disposition = head.split(whereSeparator: \.isNewline).first {
            $0.lowercased().hasPrefix("content-disposition:")
        }
        guard let disposition, let name = parameter("name", of: String(disposition)) else {
            return nil
        }
        return Part(
            name: name, fileName: parameter("filename", of: String(disposition)),
            bytes: bytes[(blank + 4)...])
    }

    /// The value of `key=value` or `key="value"` in a header.
    private static func parameter(_ key: String, of header: String) -> String? {
        for piece in header.split(separator: ";").dropFirst() {
            let pair = piece.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].filter({ $0 != " " }).lowercased() == key else {
                continue
            }
            return String(pair[1]).filter { $0 != "\"" }
        }
        return nil
    }

    private static func positions(
        of mark: [UInt8], in bytes: ArraySlice<UInt8>, first: Bool = false
    ) -> [Int] {
        var found: [Int] = []
        var position = bytes.startIndex
        while let start = bytes[position...].firstIndex(of: mark[0]) {
            guard start + mark.count <= bytes.endIndex else { break }
            if bytes[start..<(start + mark.count)].elementsEqual(mark) {
                found.append(start)
                if first { break }
                position = start + mark.count
            } else {
                position = start + 1
            }
        }
        return found
    }
}
