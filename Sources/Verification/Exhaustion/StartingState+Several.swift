import Policy
import Reconciliation
import UsageModel

// Files that lie side by side, and files of ours of which the ledger knows nothing any more.
extension StartingState {
    /// Ours, not submitted yet, and what somebody else has begun.
    static let beside: [StartingState] = [
        StartingState("our draft beside a foreign draft", .draft, .left(.foreignDraft)) {
            $0.ours(.draft)
            $0.foreign(.draft)
        },
        StartingState("our draft beside a foreign draft, ignored", .draft, isTwin: true) {
            $0.ignoreForeign()
            $0.ours(.draft)
            $0.foreign(.draft)
        },
        // Adopted, there would be two of ours.
        StartingState(
            "our draft beside a foreign draft, to be adopted", .draft, .left(.foreignDraft),
            isTwin: true
        ) {
            $0.adoptForeign()
            $0.ours(.draft)
            $0.foreign(.draft)
        },
        StartingState("ready beside a foreign ready file", .ready, .left(.foreignDraft)) {
            $0.ours(.ready, upload: .pinned)
            $0.foreign(.ready)
        },
        StartingState("ready beside a foreign ready file, ignored", .ready) {
            $0.ignoreForeign()
            $0.ours(.ready, upload: .pinned)
            $0.foreign(.ready)
        },
        StartingState(
            "ready beside a foreign ready file, to be adopted", .ready, .left(.foreignDraft),
            isTwin: true
        ) {
            $0.adoptForeign()
            $0.ours(.ready, upload: .pinned)
            $0.foreign(.ready)
        },
        StartingState("foreign ready, ignored", .missing, isTwin: true) {
            $0.ignoreForeign()
            $0.foreign(.ready)
        },
        StartingState("two foreign submitted files", .duplicate, .left(.twoSubmitted)) {
            $0.foreign(.pending)
            $0.foreign(.accepted)
        },
        StartingState("rejected beside our submitted file", .inSync, .left(.submitted)) {
            $0.ours(.rejected, upload: .pinned)
            $0.ours(.pending, upload: .pinned)
        },
        StartingState("rejected beside a foreign submitted file", .inSync, .left(.submitted)) {
            $0.ours(.rejected, upload: .pinned)
            $0.foreign(.pending)
        },
        StartingState("foreign rejected, to be reported beside", .missing, isTwin: true) {
            $0.askToResend()
            $0.foreign(.rejected)
        },
    ]

    /// Made by a ledger that is lost, long ago.
    static let lost: [StartingState] = [
        StartingState("pending by a lost ledger", .inSync, .left(.submitted)) {
            $0.ours(.pending, here: false, age: .seconds(3600))
        },
        StartingState("rejected by a lost ledger's doing", .rejected, .left(.rejected)) {
            $0.ours(.rejected, here: false, age: .seconds(3600))
        },
        StartingState("invalid by a lost ledger", .invalid, isTwin: true) {
            $0.ours(.invalid, here: false, age: .seconds(3600))
        },
        StartingState("processing by a lost ledger", .processing, isTwin: true) {
            $0.ours(.processing, here: false, content: "sha256:theirs", age: .seconds(3600))
        },
    ]
}

extension CaseBuilder {
    /// The policy leaves foreign drafts out of account.
    package mutating func ignoreForeign() {
        policy { $0.foreignDrafts = .ignore }
        scene.ignoresForeign = true
    }

    /// The policy takes foreign drafts over.
    package mutating func adoptForeign() {
        policy { $0.foreignDrafts = .adopt }
        scene.mayAdopt = true
    }

    /// A person asks to send the cell's file again.
    package mutating func askToResend() {
        scene.mayResend = true
        ledger.resend(scene.cell, at: Self.now)
    }
}
