/// Gathers the runs of a rich text as one text, without its reading aids.
struct RichText {
    private var collected: TextCollector
    private var isInText = false
    /// Inside a reading aid (furigana), which is no part of the text.
    private var isInPhonetic = false

    /// - Parameter limit: how many bytes the text may have.
    init(limit: Int) {
        collected = TextCollector(limit: limit)
    }

    var bytes: [UInt8] { collected.bytes }
    var text: String { collected.text }

    /// Forgets the text and keeps its memory.
    mutating func clear() {
        collected.clear()
    }

    /// Takes note of an element inside the text; of any but its own, it takes none.
    mutating func begin(_ element: String) {
        switch element {
        case "rPh": isInPhonetic = true
        case "t": isInText = !isInPhonetic
        default: break
        }
    }

    mutating func end(_ element: String) {
        switch element {
        case "rPh": isInPhonetic = false
        case "t": isInText = false
        default: break
        }
    }

    mutating func append(_ piece: UnsafeBufferPointer<UInt8>) throws(PartFault) {
        if isInText { unsafe try collected.append(piece) }
    }
}
