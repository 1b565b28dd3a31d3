/// Reads the part that holds the comments of a sheet; the runs of a rich text become one text.
final class CommentsParser: XMLHandler {
    private(set) var comments: [SheetComment] = []
    private let limits: XLSXLimits
    private var place: CellReference?
    private var collected: TextCollector
    private var bytes = 0
    private var isInText = false
    /// Inside a reading aid (furigana), whose text is not the comment's.
    private var isInPhonetic = false

    init(limits: XLSXLimits) {
        self.limits = limits
        collected = TextCollector(limit: limits.cellBytes)
    }

    func begin(_ element: String, _ attributes: XMLAttributes) throws(PartFault) {
        switch element {
        case "comment":
            let text = attributes["ref"] ?? ""
            guard let reference = CellReference(text) else {
                throw .malformed("a comment belongs to '\(text)', which is no cell")
            }
            place = reference
            collected.clear()
        case "rPh": isInPhonetic = true
        // The names of authors stand outside every comment.
        case "t": isInText = place != nil && !isInPhonetic
        default: break
        }
    }

    func end(_ element: String) throws(PartFault) {
        switch element {
        case "comment": try finish()
        case "rPh": isInPhonetic = false
        case "t": isInText = false
        default: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(PartFault) {
        if isInText { unsafe try collected.append(bytes) }
    }

    private func finish() throws(PartFault) {
        guard let place else { return }
        self.place = nil
        bytes += collected.bytes.count
        guard comments.count < limits.comments else {
            throw .tooLarge("more than \(limits.comments) comments")
        }
        guard bytes <= limits.sharedStringBytes else {
            throw .tooLarge("comments of more than \(limits.sharedStringBytes) bytes")
        }
        comments.append(
            SheetComment(
                row: place.row, column: place.column, text: EscapedText.decoded(collected.text)))
    }
}
