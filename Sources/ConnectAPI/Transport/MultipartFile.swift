/// A file on disk that is sent as the only part of a `multipart/form-data` body.
package struct MultipartFile: Sendable, Equatable {
    package var path: String
    package var fieldName: String
    package var fileName: String
    package var contentType: String

    package init(path: String, fieldName: String, fileName: String, contentType: String) {
        self.path = path
        self.fieldName = fieldName
        self.fileName = fileName
        self.contentType = contentType
    }

    /// The bytes before the file's own.
    package func opening(boundary: String) -> String {
        "--\(boundary)\r\n"
            + "Content-Disposition: form-data; name=\"\(Self.escaped(fieldName))\"; "
            + "filename=\"\(Self.escaped(fileName))\"\r\n"
            + "Content-Type: \(contentType)\r\n\r\n"
    }

    /// The bytes after the file's own.
    package func closing(boundary: String) -> String {
        "\r\n--\(boundary)--\r\n"
    }

    /// Percent-escapes what would end the quoted name or the header, as browsers do (WHATWG HTML,
    /// multipart form data).
    private static func escaped(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"": text += "%22"
            case "\r": text += "%0D"
            case "\n": text += "%0A"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
