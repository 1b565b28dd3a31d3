package import Policy
package import Reconciliation
package import UsageModel

/// Builds the state in which a case begins: a contract, a product, October 2026 on the fifth of
/// November, and whatever a starting state puts there.
package struct CaseBuilder: Sendable {
    package static let cell = Cell(
        contract: "CRD-00001-00001-00001", product: "PRD-001-001-001",
        month: BillingMonth(index: 2026 * 12 + 9))
    /// 2026-11-05T06:00:00Z.
    package static let now = Timestamp(seconds: 1_793_858_400)

    /// Of the records that the vendor has.
    private static let quantities = [3, 4]

    package var setting: CaseSetting
    package var scene: CaseScene
    package var platform: ModelPlatform
    package var ledger = LedgerModel()
    private var placed = 0

    /// Fails only for an identity or a number that cannot be written, which would be our own bug.
    package init(_ setting: CaseSetting) throws(CaseError) {
        self.setting = setting
        platform = ModelPlatform(
            at: Self.now, idOrder: setting.idOrder, longestLag: setting.lag)
        guard let identity = Identity("production") else { throw .identity }
        scene = try Self.scene(identity, setting)
        ledger.observed(Observation(contracts: scene.scene.contracts))
    }

    private static func scene(
        _ identity: Identity, _ setting: CaseSetting
    ) throws(CaseError) -> CaseScene {
        let long = Timestamp(seconds: 1_577_836_800)
        var policy = EffectivePolicy()
        policy.months.since = cell.month
        policy.onDuplicate = .deleteOurs
        var scene = Scene(
            contracts: [
                Contract(
                    id: cell.contract, name: "Distribution", marketplace: "MP-00001",
                    events: ContractEvents(created: long))
            ],
            listings: [
                Listing(id: "LST-1", contract: cell.contract, product: cell.product, created: long)
            ],
            products: [
                Product(
                    id: cell.product, name: "Storage", payAsYouGo: PayAsYouGo(schema: .quantity))
            ],
            policies: ScenePolicies(policy), identity: identity)
        let usage = usage(quantities: quantities, identity)
        guard let sent = usage.sent else { throw .usage }
        scene.usage = UsageView(cells: [cell: usage])
        scene.records = [cell: Self.quantities.count]
        let rows = ModelRows(
            digest: sent.digest, count: sent.rows, answersNameTheTime: setting.answersNameTheTime)
        return CaseScene(scene: scene, cell: cell, rows: rows, sent: sent)
    }

    private static func usage(quantities: [Int], _ identity: Identity) -> CellUsage {
        let records = quantities.enumerated().map { index, quantity in
            UsageRecord(
                product: cell.product, subscription: "AS-1", itemMPN: "MPN-A",
                quantity: ExactDecimal(quantity), start: Timestamp(startOf: cell.month.firstDay),
                end: Timestamp(startOf: cell.month.next.firstDay).adding(.seconds(-1)),
                origin: RecordOrigin(file: "usage.csv", line: index + 1))
        }
        return CellUsage.of(
            records.map { ($0, SubscriptionID("AS-1")) },
            marker: Marker(identity: identity, cell: cell))
    }

    // MARK: Files

    /// How much the ledger knows of an upload.
    package enum Upload: Hashable, Sendable { case none, unanswered, answered, pinned }

    /// A file that carries our marker, `age` old. Made and uploaded by this ledger, or by another.
    @discardableResult
    package mutating func ours(
        _ status: UsageFileStatus, here: Bool = true, upload: Upload = .none,
        content: String? = nil, age: Duration = .seconds(120)
    ) -> UsageFileID {
        let marker = Marker(identity: scene.scene.identity, cell: scene.cell).externalID
        let id = file(
            status, marker: marker, maker: here ? .ledger(0) : .ledger(9), content: content,
            age: age)
        guard here else { return id }
        let at = Self.now.adding(.zero - age)
        let create = ledger.begin(WriteIntent(step: .create, cell: scene.cell, at: at))
        ledger.end(create, WriteOutcome(result: .answered, file: id, at: at))
        guard upload != .none else { return id }
        var sent = scene.sent
        if let content { sent.digest = content }
        let write = ledger.begin(
            WriteIntent(step: .upload, cell: scene.cell, file: id, at: at, sent: sent))
        guard upload != .unanswered else { return id }
        let uploadedAt = upload == .pinned ? platform[id]?.shown.events.uploaded?.at : nil
        ledger.end(
            write, WriteOutcome(result: .answered, file: id, uploadedAt: uploadedAt, at: at))
        return id
    }

    /// A file that a person or another tool made.
    @discardableResult
    package mutating func foreign(
        _ status: UsageFileStatus, age: Duration = .seconds(7200), period: DateSpan? = nil,
        hasPeriod: Bool = true, marker: String? = nil
    ) -> UsageFileID {
        let id = file(status, marker: marker, maker: .person, content: "by hand", age: age)
        if !hasPeriod || period != nil { platform.change(placed: id) { $0.shown.period = period } }
        return id
    }

    private mutating func file(
        _ status: UsageFileStatus, marker: String?, maker: ModelFile.Maker, content: String?,
        age: Duration
    ) -> UsageFileID {
        placed += 1
        let id = UsageFileID("UF-\(setting.idOrder == .ascending ? placed : 9000 - placed)")
        var events = UsageFileEvents()
        let begin = Self.now.adding(.zero - age)
        events.created = UsageFileEvent(at: begin, by: "us")
        let isUploaded = status != .draft && status != .deleted
        if isUploaded { events.uploaded = UsageFileEvent(at: begin.adding(.seconds(1)), by: "us") }
        if status.isSubmitted || status == .rejected {
            events.submitted = UsageFileEvent(at: begin.adding(.seconds(2)), by: "us")
        }
        if status == .deleted { events.deleted = UsageFileEvent(at: begin.adding(.seconds(3))) }
        var shown = UsageFile(
            id: id, name: "Usage", status: status, externalID: marker,
            contract: scene.cell.contract, product: scene.cell.product,
            period: scene.cell.month.days, environment: "production", events: events)
        if isUploaded { shown.stats.uploaded = scene.rows.count }
        if isUploaded, !status.isInFlight, status != .invalid {
            shown.stats.validated = scene.rows.count
        }
        var file = ModelFile(
            shown, maker: maker, content: isUploaded ? content ?? scene.rows.digest : nil)
        file.isValid = status != .invalid
        file.rows = isUploaded ? scene.rows.count : 0
        platform.place(file)
        return id
    }

    /// A create of this ledger whose answer was lost, a minute ago.
    package mutating func loseCreate() {
        _ = ledger.begin(
            WriteIntent(step: .create, cell: scene.cell, at: Self.now.adding(.seconds(-60))))
    }

    /// Changes the policy of all cells.
    package mutating func policy(_ body: (inout EffectivePolicy) -> Void) {
        body(&scene.scene.policies.policy)
    }

    /// What the source says of the cell.
    package mutating func answer(_ answer: CellUsage.Answer) {
        scene.scene.usage.cells[scene.cell] = CellUsage(answer: answer)
        scene.scene.records[scene.cell] = 0
    }

    /// The source attests zero, and a record of zero is sent for each record of another month.
    package mutating func answerZeroRecords() {
        var usage = Self.usage(quantities: [0, 0], scene.scene.identity)
        usage.answer = .zero
        scene.scene.usage.cells[scene.cell] = usage
        scene.scene.records[scene.cell] = 0
        guard let sent = usage.sent else { return }
        scene.sent = sent
        scene.rows.digest = sent.digest
    }

    /// Another product with usage, so that no month is zero everywhere.
    package mutating func addBusyNeighbour() {
        let product: ProductID = "PRD-900-900-900"
        scene.scene.products.append(
            Product(id: product, name: "Compute", payAsYouGo: PayAsYouGo(schema: .quantity)))
        scene.scene.listings.append(
            Listing(
                id: "LST-900", contract: scene.cell.contract, product: product,
                created: Timestamp(seconds: 1_577_836_800)))
        let cell = Cell(
            contract: scene.cell.contract, product: product, month: scene.cell.month)
        scene.scene.usage.cells[cell] = Self.usage(quantities: [7], scene.scene.identity)
        scene.scene.records[cell] = 1
    }

    // MARK: The world

    package var world: World {
        var ledgers = [ledger]
        var installations: [Installation] = []
        switch setting.controllers {
        case .one: installations = [Installation(ledger: 0, cyclesLeft: 2)]
        case .successor, .two:
            ledgers.append(LedgerModel())
            installations = [
                Installation(ledger: 0, cyclesLeft: 1), Installation(ledger: 1, cyclesLeft: 1),
            ]
        }
        var world = World(
            platform: platform, ledgers: ledgers, installations: installations,
            faultsLeft: setting.faults, pausesLeft: setting.controllers == .one ? 0 : 1)
        world.meddlingsLeft = setting.meddlings
        world.takesTurns = setting.controllers == .successor
        world.submittedAtFirst = max(1, platform.files.count(where: \.shown.status.isSubmitted))
        return world
    }
}

/// Why a case cannot be built: a bug of its own description.
package enum CaseError: Error, Hashable, Sendable {
    case identity
    case usage
}
