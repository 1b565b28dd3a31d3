package import Reconciliation
package import UsageModel

/// The whole state of a case: the platform, the ledgers, the installations, what is under way, and
/// what may still go wrong. Two equal worlds have equal futures.
package struct World: Hashable, Sendable {
    package var platform: ModelPlatform
    package var ledgers: [LedgerModel]
    package var installations: [Installation]
    /// Requests that are still to arrive, their senders dead or gone on.
    package var flying: [FlyingRequest] = []
    package var faultsLeft: Int
    /// How often a while may pass in which nobody does anything.
    package var pausesLeft: Int
    /// How often a person may meddle.
    package var meddlingsLeft = 0
    /// Whether an installation begins only when the one before it has ended for good.
    package var takesTurns = false
    /// How many submitted files the cell had when the case began, if more than one.
    package var submittedAtFirst = 1
}

/// A controller: it has a ledger, begins a cycle now and then, and may die.
package struct Installation: Hashable, Sendable {
    package var ledger: Int
    package var cyclesLeft: Int
    /// Nil between cycles.
    package var activity: Activity?
    /// The reason of the last plan's decision.
    package var reason: ReasonCode?
    package var verb: Decision.Verb?

    package init(ledger: Int, cyclesLeft: Int) {
        self.ledger = ledger
        self.cyclesLeft = cyclesLeft
    }
}

/// A cell's machine at work.
package struct Activity: Hashable, Sendable {
    package var machine: CellMachine
    package var effect: CellMachine.Effect
    package var fields: FileFields?
    /// Whether the plan rests on a list without a file that the ledger knows.
    package var isBlind: Bool
    /// The platform's version that the last list showed at the latest.
    package var seenVersion: Int
    /// How long nobody has done anything since that list was asked for: by this alone a list grows
    /// old, what else takes time takes seconds.
    package var listAge = Duration.zero
    /// Lists that look for files in work show only what was created since.
    package var createdSince: Timestamp

    /// The fields are the same in all of a case.
    package static func == (left: Activity, right: Activity) -> Bool {
        left.machine == right.machine && left.effect == right.effect
            && left.isBlind == right.isBlind && left.seenVersion == right.seenVersion
            && left.listAge == right.listAge && left.createdSince == right.createdSince
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(machine)
        hasher.combine(effect)
        hasher.combine(isBlind)
        hasher.combine(seenVersion)
        hasher.combine(listAge)
        hasher.combine(createdSince)
    }
}

/// A request on its way.
package struct FlyingRequest: Hashable, Sendable {
    package var request: WriteScript.Request
    package var ledger: Int
    /// What the last list of its sender showed at the latest.
    package var seenVersion: Int
}

/// What may happen next.
package enum WorldMove: Hashable, Sendable, CustomStringConvertible {
    case begin(Int, lag: Int)
    case write(Int, WriteFault)
    case list(Int, lag: Int)
    case listFails(Int)
    /// A controller sleeps between its list and the submit that rests on it.
    case listGrowsOld(Int)
    /// The run's time is up, or somebody stops it.
    case interrupt(Int)
    /// A process dies while it waits for a list.
    case dies(Int)
    case finishProcessing(UsageFileID)
    case arrive(Int)
    case pause
    case meddle(Meddling)

    package var description: String {
        switch self {
        case .begin(let number, let lag): "installation \(number) begins a cycle, lists lag \(lag)"
        case .write(let number, let fault):
            "installation \(number) writes, fault: \(fault.rawValue)"
        case .list(let number, let lag): "installation \(number) lists, lag \(lag)"
        case .listFails(let number): "a list of installation \(number) fails"
        case .listGrowsOld(let number): "installation \(number) sleeps before its submit"
        case .interrupt(let number): "the run of installation \(number) is stopped"
        case .dies(let number): "installation \(number) dies"
        case .finishProcessing(let file): "the platform has processed \(file)"
        case .arrive(let index): "late request \(index) arrives"
        case .pause: "eleven minutes pass"
        case .meddle(let act): "a person meddles: \(act)"
        }
    }
}

/// What a person may do in the portal meanwhile.
package enum Meddling: Hashable, Sendable {
    /// Makes a file of their own for the month and submits it.
    case submitsOwnFile
    /// Submits a ready file, whoever made it.
    case submits(UsageFileID)
    case deletes(UsageFileID)
    /// Uploads other rows over those of a ready file.
    case uploadsOver(UsageFileID)
}
