package import UsageModel

extension CellMachine {
    /// What a list has taught of this ledger's own writes; it goes into the ledger.
    package enum Lesson: Hashable, Sendable {
        /// The platform's own time of an upload that it had answered.
        case pin(UsageFileID, Timestamp)
        /// The file of a create whose answer was lost.
        case found(UsageFileID)
    }

    /// What the list taught that was the last event.
    package func lessons(since before: CellMachine) -> [Lesson] {
        var lessons: [Lesson] = []
        if let pinned, before.pinned?.at != pinned.at {
            lessons.append(.pin(pinned.file, pinned.at))
        }
        if case .searching = before.phase, case .uploading(let file) = phase {
            lessons.append(.found(file))
        }
        return lessons
    }
}

extension CellMachine.Effect {
    /// Whether it changes something on the platform.
    package var isWrite: Bool {
        switch self {
        case .create, .adopt, .upload, .submit, .delete: true
        case .list, .finish: false
        }
    }
}
