/// What is wrong with one part of a workbook, before the file's name is put to it.
struct PartFault: Error {
    enum Kind {
        case malformed
        case tooLarge
    }

    let kind: Kind
    let reason: String

    static func malformed(_ reason: String) -> PartFault {
        PartFault(kind: .malformed, reason: reason)
    }

    static func tooLarge(_ reason: String) -> PartFault {
        PartFault(kind: .tooLarge, reason: reason)
    }

    func error(file: String, place: String) -> WorkbookError {
        switch kind {
        case .malformed: .malformed(file: file, place: place, reason: reason)
        case .tooLarge: .tooLarge(file: file, place: place, limit: reason)
        }
    }
}
