import ConnectSimulator
import Policy
import Reconciliation
import UsageModel

// What each incident does; nil where there is nothing for it to happen to.
extension YearsSimulation {
    mutating func take(_ incident: Incident, _ own: inout SeededRandom) -> String? {
        switch incident {
        case .accepts: provider(.accept, .pending, &own)
        case .rejects: provider(.reject, .pending, &own)
        case .closes: provider(.close, .accepted, &own)
        case .submitsOurs: provider(.submit, .ready, &own)
        case .deletesOurs: provider(.delete, .draft, &own)
        case .staysInProcessing, .findsRowsInvalid, .countsOtherwise, .usesUnknownStatus,
            .changesEnvironment, .losesFile, .uploadsOverOurs, .movesOurPeriod:
            file(incident, &own)
        case .submitsByHand, .submitsHalves, .submitsHalf, .draftsByHand, .processesByHand,
            .rejectsByHandFile, .submitsWithoutPeriod, .filesAfterEnd:
            byHand(incident, &own)
        case .asksToResend, .approves: person(incident, &own)
        case .contractBegins, .contractEnds, .productLosesPayAsYouGo, .marketplaceLosesCurrency,
            .marketplaceChangesCurrency:
            catalogue(incident, &own)
        case .usageRestated, .usageBecomesZero, .usageUnknown, .usageSpikes,
            .usageOfAllProductSpikes, .usageZeroEverywhere, .usageInOtherCurrency,
            .usageDefective, .usageUnattributed, .usageNewItem:
            usage(incident, &own)
        case .policyChanges, .policyCalms: policy(incident, &own)
        case .limitsTighten, .limitsLoosen: limits(incident, &own)
        case .secondInstallation: second(&own)
        }
    }

    /// A cell of a recent month.
    private func anyCell(_ own: inout SeededRandom) -> Cell? {
        guard let listing = scene.listings.randomElement(using: &own),
            let contract = listing.contract, let product = listing.product,
            let month = closedMonths.randomElement(using: &own)
        else { return nil }
        return Cell(contract: contract, product: product, month: month)
    }

    private func anyFile(
        _ own: inout SeededRandom, _ isWanted: (ModelFile) -> Bool
    ) -> UsageFileID? {
        let recent = world.platform.files.suffix(40).filter(isWanted)
        return recent.randomElement(using: &own)?.shown.id
    }

    private mutating func provider(
        _ action: FileAction, _ status: UsageFileStatus, _ own: inout SeededRandom
    ) -> String? {
        guard let file = anyFile(&own, { $0.shown.status == status }),
            world.platform.act(action, on: file, note: "not agreed")
        else { return nil }
        if action == .submit { noteHand(file) }
        return file.text
    }

    private mutating func noteHand(_ file: UsageFileID) {
        let version = world.platform.version
        world.platform.change(placed: file) { $0.submittedByHand = version }
    }

    private mutating func file(_ incident: Incident, _ own: inout SeededRandom) -> String? {
        let statuses: Set<UsageFileStatus> =
            switch incident {
            case .staysInProcessing: [.draft, .ready, .processing]
            case .findsRowsInvalid: [.processing, .ready]
            case .countsOtherwise, .uploadsOverOurs: [.ready]
            case .changesEnvironment: [.pending, .accepted]
            default: [.draft, .ready, .invalid]
            }
        guard let id = anyFile(&own, { statuses.contains($0.shown.status) }) else { return nil }
        let old = world.platform.now.adding(.seconds(-40_000))
        world.platform.edit(id) { file in
            switch incident {
            case .staysInProcessing:
                file.shown.status = .processing
                file.shown.events.uploaded = UsageFileEvent(at: old, by: "a person")
            case .findsRowsInvalid: file.shown.status = .invalid
            case .countsOtherwise: file.shown.stats.validated = 1
            case .uploadsOverOurs:
                file.content = "by hand"
                file.shown.events.uploaded = UsageFileEvent(at: old, by: "a person")
            case .usesUnknownStatus: file.shown.status = .unknown("frozen")
            case .changesEnvironment: file.shown.environment = "test"
            case .movesOurPeriod:
                file.shown.period = file.shown.period.map {
                    BillingMonth(of: $0.from).previous.days
                }
            default: file.shown.status = .deleted
            }
        }
        if incident == .uploadsOverOurs {
            let version = world.platform.version
            world.platform.change(placed: id) { $0.overwrittenByHand = version }
        }
        return id.text
    }

    private mutating func byHand(_ incident: Incident, _ own: inout SeededRandom) -> String? {
        guard var cell = anyCell(&own) else { return nil }
        if incident == .filesAfterEnd {
            guard let ended = scene.contracts.first(where: { $0.status == "terminated" }) else {
                return nil
            }
            cell = Cell(contract: ended.id, product: cell.product, month: cell.month.next.next)
        }
        let days = cell.month.days
        let middle = days.from.adding(days: 14)
        let second = DateSpan(from: middle.adding(days: 1), to: days.to)
        switch incident {
        case .submitsHalves:
            add(cell, .pending, period: DateSpan(from: days.from, to: middle))
            add(cell, .accepted, period: second)
        case .submitsHalf: add(cell, .pending, period: second)
        case .draftsByHand, .filesAfterEnd: add(cell, .draft, period: days)
        case .processesByHand: add(cell, .processing, period: days)
        case .rejectsByHandFile: add(cell, .rejected, period: days)
        case .submitsWithoutPeriod: add(cell, .pending, period: nil)
        default: add(cell, .pending, period: days)
        }
        return "\(cell)"
    }

    private mutating func add(_ cell: Cell, _ status: UsageFileStatus, period: DateSpan?) {
        let id = world.platform.create(
            FileFields(name: "by hand", description: ""), cell: cell, marker: nil, by: .person)
        let at = world.platform.now
        world.platform.edit(id) { file in
            file.shown.status = status
            file.shown.period = period
            file.content = "by hand"
            if status != .draft { file.shown.events.uploaded = UsageFileEvent(at: at) }
            if status.isSubmitted || status == .rejected {
                file.shown.events.submitted = UsageFileEvent(at: at)
            }
        }
        noteHand(id)
    }

    private mutating func person(_ incident: Incident, _ own: inout SeededRandom) -> String? {
        guard incident == .asksToResend else { return approve(&own) }
        guard
            let id = anyFile(
                &own,
                { $0.shown.status == .rejected || $0.shown.status == .invalid || !$0.shown.isLive }),
            let text = world.platform[id]?.shown.externalID, let marker = Marker(externalID: text)
        else { return nil }
        let now = world.platform.now
        world.ledgers[0].resend(marker.cell, at: now)
        return "\(marker.cell)"
    }

    /// Approves the first cell that waits for a person, as it stands.
    private mutating func approve(_ own: inout SeededRandom) -> String? {
        let platform = world.platform
        let look = scene.look(
            at: platform.list(), world.ledgers[0].knowledge, now: platform.now,
            exists: { platform[$0] != nil })
        guard case .planned(let plan, _) = look,
            let planned = plan.cells.filter({ $0.decision.verb == .hold }).randomElement(
                using: &own), let digest = planned.approvalDigest
        else { return nil }
        let approval = Approval(
            cell: planned.cell, digest: digest, by: "ann", at: platform.now)
        world.ledgers[0].note { $0.approvals[planned.cell, default: []].append(approval) }
        return "\(planned.cell) (\(planned.decision.reason.rawValue))"
    }

    private mutating func second(_ own: inout SeededRandom) -> String? {
        secondLives = Int(own.next() % 12) + 1
        return "for \(secondLives) days"
    }

    private mutating func limits(_ incident: Incident, _ own: inout SeededRandom) -> String? {
        guard incident == .limitsTighten else {
            scene.limits = RunLimits()
            return "none"
        }
        switch own.next() % 5 {
        case 0: scene.limits.submitsPerRun = 1
        case 1: scene.limits.submitsPerDay = .files(1)
        case 2: scene.limits.createsPerRun = 1
        case 3: scene.limits.amountPerRun = ["EUR": ExactDecimal(100)]
        default: scene.limits.productTotal = ExactDecimal(1)
        }
        return "\(scene.limits)"
    }
}
