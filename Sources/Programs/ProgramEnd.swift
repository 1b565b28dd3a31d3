/// How a run of a program ended.
package struct ProgramEnd: Sendable, Equatable {
    package enum Way: Sendable, Equatable {
        case exited(code: Int32)
        /// By a signal that was not ours.
        case signalled(Int32)
        /// It was ended because its time was over.
        case timeIsOver
        /// It was ended because the task that waited for it was cancelled.
        case cancelled
        /// It was ended because whoever takes its output wanted no more of it.
        case outputRefused
    }

    package var way: Way
    /// The beginning of what it wrote to its stderr, as it came.
    package var complaint: String
    /// Whether it wrote more to its stderr than `complaint` holds.
    package var complaintIsCut: Bool

    package init(way: Way, complaint: String, complaintIsCut: Bool) {
        self.way = way
        self.complaint = complaint
        self.complaintIsCut = complaintIsCut
    }
}
