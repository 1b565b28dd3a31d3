import Policy
import Reconciliation
import UsageModel

// What others made, and what is special.
extension StartingState {
    static let foreign: [StartingState] = [
        StartingState("foreign draft", .draft, .left(.foreignDraft)) { $0.foreign(.draft) },
        StartingState("foreign draft, ignored", .missing) {
            $0.ignoreForeign()
            $0.foreign(.draft)
        },
        StartingState("foreign draft, to be adopted", .draft) {
            $0.adoptForeign()
            $0.foreign(.draft)
        },
        StartingState("foreign ready, to be adopted", .ready, isTwin: true) {
            $0.adoptForeign()
            $0.foreign(.ready)
        },
        StartingState(
            "foreign processing", .processing, .left(.foreignProcessing), or: .left(.foreignDraft)
        ) {
            $0.foreign(.processing)
        },
        StartingState(
            "foreign uploading", .processing, .left(.foreignProcessing), or: .left(.foreignDraft)
        ) {
            $0.foreign(.uploading)
        },
        StartingState(
            "foreign uploaded", .processing, .left(.foreignProcessing), or: .left(.foreignDraft)
        ) {
            $0.foreign(.uploaded)
        },
        StartingState("foreign ready", .ready, .left(.foreignDraft)) { $0.foreign(.ready) },
        StartingState("foreign invalid", .invalid, .left(.foreignDraft)) { $0.foreign(.invalid) },
        StartingState("foreign rejected", .rejected, .left(.foreignRejected)) {
            $0.foreign(.rejected)
        },
        StartingState("foreign pending", .inSync, .left(.submitted)) { $0.foreign(.pending) },
        StartingState("foreign accepted", .inSync, .left(.submitted)) { $0.foreign(.accepted) },
        StartingState("foreign closed", .inSync, .left(.submitted)) { $0.foreign(.closed) },
        StartingState("a draft of another identity", .draft, .left(.foreignDraft)) {
            $0.foreign(.draft, marker: $0.marker(of: "others"))
        },
        StartingState("submitted by another identity", .inSync, .left(.submitted)) {
            $0.foreign(.pending, marker: $0.marker(of: "others"))
        },
    ]

    static let special: [StartingState] = [
        StartingState("foreign files tile the month", .inSync, .left(.submittedInParts)) {
            let days = $0.scene.cell.month.days
            let middle = days.from.adding(days: 14)
            $0.foreign(.pending, period: DateSpan(from: days.from, to: middle))
            $0.foreign(
                .accepted, period: DateSpan(from: middle.adding(days: 1), to: days.to))
        },
        StartingState("foreign files leave a gap", .partial, .left(.gap)) {
            let days = $0.scene.cell.month.days
            $0.foreign(.pending, period: DateSpan(from: days.from, to: days.from.adding(days: 14)))
        },
        StartingState("ours in an unknown status", .occupied, .left(.unknownStatus)) {
            $0.ours(.unknown("frozen"), upload: .pinned)
        },
        StartingState("foreign in an unknown status", .occupied, .left(.unknownStatus)) {
            $0.foreign(.unknown("frozen"))
        },
        StartingState("a file without a period", .occupied, .left(.withoutPeriod)) {
            $0.policy { $0.filesWithoutPeriod = .occupy }
            $0.foreign(.pending, hasPeriod: false)
        },
        StartingState("our marker on another month's file", .occupied, .left(.identityConflict)) {
            let id = $0.ours(.draft)
            let month = $0.scene.cell.month.previous
            $0.platform.change(placed: id) { $0.shown.period = month.days }
        },
        StartingState("suspended", .missing, .left(.suspended)) { $0.policy { $0.suspend = true } },
        StartingState("ours where nothing is owed", .unexpected, .held(.notOwed)) {
            $0.policy { $0.report = false }
            $0.ours(.draft)
        },
        StartingState("the platform refuses the rows", .missing, .held(.invalidRows)) {
            $0.scene.rows.isValid = false
        },
    ]
}

extension CaseBuilder {
    /// The marker that another installation gives to its file of this cell.
    func marker(of name: String) -> String? {
        Identity(name).map { Marker(identity: $0, cell: scene.cell).externalID }
    }
}
