import Foundation

/// Turns the body of an upload into what the platform's model takes.
enum UploadReader {
    /// The part that a client must send.
    private static let partName = "usage_file"

    static func read(contentType: String, body: [UInt8]) -> WorkbookUpload {
        guard let form = MultipartForm(contentType: contentType, body: body),
            let part = form.parts.first(where: { $0.name == partName })
        else { return .refused(reason: "No file was submitted.") }
        guard part.fileName?.lowercased().hasSuffix(".xlsx") == true else {
            return .refused(reason: "File extension is not allowed. Allowed extensions are: xlsx.")
        }
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("connect-simulator-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        do {
            try Data(part.bytes).write(to: file)
        } catch {
            return .unreadable(reason: "\(error)")
        }
        return .reading(path: file.path)
    }
}
