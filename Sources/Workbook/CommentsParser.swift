/// Reads the part that holds the comments of a sheet; the runs of a rich text become one text.
final class CommentsParser: XMLHandler {
    private(set) var comments: [SheetComment] = []
    private let limits: XLSXLimits
    private var place: CellReference?
    private var comment: RichText
    private var bytes = 0

    init(limits: XLSXLimits) {
        self.limits = limits
        comment = RichText(limit: limits.cellBytes)
    }

    func begin(_ element: String, _ attributes: XMLAttributes) throws(PartFault) {
        guard element == "comment" else {
            // The names of authors stand outside every comment.
            if place != nil { comment.begin(element) }
            return
        }
        let text = attributes["ref"] ?? ""
        guard let reference = CellReference(text) else {
            throw .malformed("a comment belongs to '\(text)', which is no cell")
        }
        place = reference
        comment.clear()
    }

    func end(_ element: String) throws(PartFault) {
        if element == "comment" { try finish() } else { comment.end(element) }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(PartFault) {
        unsafe try comment.append(bytes)
    }

    private func finish() throws(PartFault) {
        guard let place else { return }
        self.place = nil
        bytes += comment.bytes.count
        guard comments.count < limits.comments else {
            throw .tooLarge("more than \(limits.comments) comments")
        }
        guard bytes <= limits.sharedStringBytes else {
            throw .tooLarge("comments of more than \(limits.sharedStringBytes) bytes")
        }
        comments.append(
            SheetComment(
                row: place.row, column: place.column, text: EscapedText.decoded(comment.text)))
    }
}
