import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// Every fault of rows that is found before anything is created.
struct PreflightTests {
    static let month = ObservedWorld.cell.month
    static let asset: SubscriptionID = "AS-0001-0001-0001"

    /// A product, its items and subscriptions, and rows with one thing wrong.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let code: ReasonCode
        /// A piece of the message that names the value.
        let names: String
        var capability = PayAsYouGo(schema: .quantity)
        var change: @Sendable (inout UsageRecord) -> Void = { _ in }
        var facts: @Sendable (inout PreflightFacts) -> Void = { _ in }
        var subscription = Subscription(
            id: PreflightTests.asset, product: ObservedWorld.product,
            contract: ObservedWorld.contract)

        var testDescription: String { name }
    }

    static let items = [
        Item(
            id: "I-1", mpn: "MPN-A", type: "ppu", status: "published", precision: "decimal(2)"),
        Item(id: "I-2", mpn: "MPN-OLD", type: "ppu", status: "endofsale", precision: "integer"),
        Item(id: "I-3", mpn: "MPN-NEW", type: "ppu", status: "draft", precision: "integer"),
        Item(id: "I-4", mpn: "MPN-SEAT", type: "reservation", status: "published"),
    ]

    static let itemCases = [
        Case(
            name: "an MPN with a typing mistake", code: .itemUnknown, names: "did you mean 'MPN-A'?"
        ) { $0.itemMPN = "MPNA" },
        Case(name: "an MPN like no other", code: .itemUnknown, names: "has no item 'gibberish'") {
            $0.itemMPN = "gibberish"
        },
        Case(name: "a reservation", code: .itemNotPayAsYouGo, names: "'MPN-SEAT'") {
            $0.itemMPN = "MPN-SEAT"
        },
        Case(name: "an item at its end of sale", code: .itemOffSale, names: "end of sale") {
            $0.itemMPN = "MPN-OLD"
        },
        Case(name: "an item that is a draft", code: .itemOffSale, names: "is draft") {
            $0.itemMPN = "MPN-NEW"
        },
        Case(
            name: "a new item without its unit", code: .itemIncomplete, names: "'item_unit'",
            capability: PayAsYouGo(schema: .quantity, isDynamic: true)
        ) {
            $0.itemMPN = "MPN-X"
            $0.itemName = "X"
            $0.itemPrecision = "integer"
        },
        Case(
            name: "a new item of an unknown precision", code: .itemIncomplete,
            names: "'decimal(3)'",
            capability: PayAsYouGo(schema: .quantity, isDynamic: true)
        ) {
            $0.itemMPN = "MPN-X"
            $0.itemName = "X"
            $0.itemUnit = "unit"
            $0.itemPrecision = "decimal(3)"
        },
        Case(
            name: "a quantity finer than a new item allows", code: .quantityPrecision, names: "1.5",
            capability: PayAsYouGo(schema: .quantity, isDynamic: true)
        ) {
            $0.itemMPN = "MPN-X"
            $0.itemName = "X"
            $0.itemUnit = "unit"
            $0.itemPrecision = "integer"
        },
    ]

    static let valueCases = [
        Case(name: "a quantity of too many decimals", code: .quantityPrecision, names: "1.555") {
            $0.quantity = decimal("1.555")
        },
        Case(name: "a negative quantity", code: .quantityNegative, names: "-1") {
            $0.quantity = decimal("-1")
        },
        Case(
            name: "no amount where money is reported", code: .amountMissing, names: "PR",
            capability: PayAsYouGo(schema: .price)),
        Case(
            name: "a negative amount", code: .amountNegative, names: "-0.01",
            capability: PayAsYouGo(schema: .cost)
        ) { $0.amount = decimal("-0.01") },
        Case(
            name: "an amount above the largest", code: .amountDigits, names: "10000000000000001",
            capability: PayAsYouGo(schema: .cost)
        ) { $0.amount = decimal("10000000000000001") },
        Case(
            name: "an amount of more digits than a number carries", code: .amountDigits,
            names: "18 digits", capability: PayAsYouGo(schema: .price)
        ) { $0.amount = decimal("1.23456789012345678") },
        Case(
            name: "no tier under TR", code: .tierMissing, names: "'tier' is empty",
            capability: PayAsYouGo(schema: .tier)
        ) { $0.amount = decimal("1") },
        Case(
            name: "a negative tier", code: .tierInvalid, names: "-1",
            capability: PayAsYouGo(schema: .tier)
        ) {
            $0.amount = decimal("1")
            $0.tier = -1
        },
        Case(
            name: "a tier that there is not", code: .tierInvalid, names: "expected 0, 1 or 2",
            capability: PayAsYouGo(schema: .tier)
        ) {
            $0.amount = decimal("1")
            $0.tier = 3
        },
        Case(
            name: "a row in another currency", code: .currencyMixed, names: "would be in 'EUR'",
            capability: PayAsYouGo(schema: .cost),
            change: {
                $0.amount = decimal("1")
                $0.currency = "USD"
            }, facts: { $0.currencies[ObservedWorld.cell] = "EUR" }),
        Case(name: "a note of too many characters", code: .textTooLong, names: "32768") {
            $0.note = String(repeating: "x", count: 32_768)
        },
        Case(name: "few characters of many units", code: .textTooLong, names: "32768") {
            $0.note = String(repeating: "\u{10400}", count: 16_384)
        },
        Case(name: "a record id of too many characters", code: .textTooLong, names: "record_id") {
            $0.recordID = String(repeating: "x", count: 32_768)
        },
        Case(name: "a precision of too many characters", code: .textTooLong, names: "precision") {
            $0.itemPrecision = String(repeating: "x", count: 32_768)
        },
        Case(name: "an end before its start", code: .timeEndFirst, names: "2026-10-02 00:00:00") {
            $0.start = instant("2026-10-02T00:00:00Z")
            $0.end = instant("2026-10-01T00:00:00Z")
        },
        Case(
            name: "a start before the month", code: .timeOutsideMonth, names: "no late usage",
            capability: PayAsYouGo(schema: .quantity, allowsFuture: true)
        ) { $0.start = instant("2026-09-30T23:59:59Z") },
        Case(
            name: "an end on the first instant of the next month", code: .timeOutsideMonth,
            names: "no future usage", capability: PayAsYouGo(schema: .quantity, allowsLate: true)
        ) { $0.end = instant("2026-11-01T00:00:00Z") },
        Case(
            name: "a mandatory column that is empty", code: .customFieldMissing,
            names: "'v.region' is empty",
            capability: PayAsYouGo(schema: .quantity, requiredCustomFields: ["region"])
        ) { $0.custom = [CustomField(name: "region", value: "")] },
        Case(
            name: "a mandatory column that the product names with its prefix",
            code: .customFieldMissing, names: "'v.region' is empty",
            capability: PayAsYouGo(schema: .quantity, requiredCustomFields: ["v.region"])),
        Case(name: "a category's name of too many characters", code: .textTooLong, names: "256") {
            $0.category = "c"
            $0.categoryName = String(repeating: "x", count: 256)
        },
        Case(name: "a category's description with a tag", code: .textCharacters, names: "<b>") {
            $0.category = "c"
            $0.categoryDescription = "<b>"
        },
        Case(name: "a category of too many characters", code: .textTooLong, names: "256") {
            $0.category = String(repeating: "x", count: 256)
        },
        Case(name: "a unit of too many characters", code: .textTooLong, names: "at most 64") {
            $0.itemUnit = String(repeating: "ü", count: 65)
        },
        Case(name: "a custom value of too many characters", code: .textTooLong, names: "v.note") {
            $0.custom = [CustomField(name: "note", value: String(repeating: "x", count: 256))]
        },
        Case(name: "a registered trade mark", code: .textCharacters, names: "U+00AE") {
            $0.note = "Name\u{AE}"
        },
        Case(name: "a tag", code: .textCharacters, names: "<b>") { $0.note = "<b>bold</b>" },
    ]

    static let subscriptionCases = [
        Case(
            name: "a subscription of another contract", code: .subscriptionElsewhere,
            names: "'CRD-9'",
            subscription: Subscription(
                id: asset, product: ObservedWorld.product, contract: "CRD-9")),
        Case(
            name: "a subscription of another product", code: .subscriptionElsewhere,
            names: "'PRD-9'",
            subscription: Subscription(
                id: asset, product: "PRD-9", contract: ObservedWorld.contract)),
        Case(
            name: "a subscription that ended before", code: .subscriptionInactive,
            names: "ended by 2026-09-30",
            subscription: Subscription(
                id: asset, status: "terminated", product: ObservedWorld.product,
                contract: ObservedWorld.contract, updated: instant("2026-09-30T12:00:00Z"))),
        Case(
            name: "a subscription that began later", code: .subscriptionInactive,
            names: "created on 2026-11-02",
            subscription: Subscription(
                id: asset, product: ObservedWorld.product, contract: ObservedWorld.contract,
                created: instant("2026-11-02T00:00:00Z"))),
        Case(
            name: "a subscription that never was active", code: .subscriptionInactive,
            names: "is draft",
            subscription: Subscription(
                id: asset, status: "draft", product: ObservedWorld.product,
                contract: ObservedWorld.contract)),
        Case(
            name: "a record id of an earlier file", code: .recordSentBefore, names: "'UF-7'",
            change: { $0.recordID = "r-1" },
            facts: {
                $0.sentRecords = SentRecords(
                    [
                        UploadedRecords(
                            cell: ObservedWorld.cell("2026-09"), file: "UF-7",
                            recordIDs: RecordIDHashes(["r-0", "r-1"]))
                    ], files: [.ours("UF-7", .accepted, in: ObservedWorld.cell("2026-09"))])
            }),
        Case(
            name: "more rows than a file may have", code: .rowsPerFile, names: "rowsPerFile is 0",
            facts: { $0.rowsPerFile = 0 }),
    ]

    /// A record id that stands in another month's file, which bills nobody in this status.
    private static func freed(_ name: String, _ status: UsageFileStatus?) -> Case {
        Case(
            name: name, code: .noFile, names: "", change: { $0.recordID = "r-1" },
            facts: {
                $0.sentRecords = SentRecords(
                    [
                        UploadedRecords(
                            cell: ObservedWorld.cell("2026-09"), file: "UF-7",
                            recordIDs: RecordIDHashes(["r-1"]))
                    ],
                    files: status.map { [.ours("UF-7", $0, in: ObservedWorld.cell("2026-09"))] }
                        ?? [])
            })
    }

    @Test(arguments: itemCases + valueCases + subscriptionCases)
    func `a fault is found, with the row and the value`(_ example: Case) throws {
        let verdict = Self.verdict(of: example)
        let defect = try #require(verdict.defect)
        #expect(verdict.faults.map(\.code) == [example.code])
        #expect(defect.reason == example.code)
        #expect(defect.message.contains(example.names), "\(defect.message)")
        #expect(example.code == .rowsPerFile || defect.message.contains("usage.csv:7"))
    }

    @Test(arguments: [
        Case(name: "a plain row", code: .noFile, names: ""),
        Case(
            name: "late usage of a product that takes it", code: .noFile, names: "",
            capability: PayAsYouGo(schema: .quantity, allowsLate: true)
        ) { $0.start = instant("2026-09-01T00:00:00Z") },
        Case(
            name: "future usage of a product that takes it", code: .noFile, names: "",
            capability: PayAsYouGo(schema: .quantity, allowsFuture: true)
        ) { $0.end = instant("2026-11-05T00:00:00Z") },
        Case(
            name: "a new item with all that it needs", code: .noFile, names: "",
            capability: PayAsYouGo(schema: .quantity, isDynamic: true)
        ) {
            $0.itemMPN = "MPN-X"
            $0.itemName = "X"
            $0.itemUnit = "unit"
            $0.itemPrecision = "Decimal(8)"
        },
        Case(
            name: "all four columns of TR", code: .noFile, names: "",
            capability: PayAsYouGo(schema: .tier)
        ) {
            $0.amount = decimal("9999999999999999")
            $0.tier = 2
        },
        Case(
            name: "a note as long as a cell takes", code: .noFile, names: "",
            change: { $0.note = String(repeating: "x", count: 32_767) }),
        Case(
            name: "a row in the file's currency", code: .noFile, names: "",
            capability: PayAsYouGo(schema: .cost),
            change: {
                $0.amount = decimal("1")
                $0.currency = "EUR"
            }, facts: { $0.currencies[ObservedWorld.cell] = "EUR" }),
        Case(name: "letters of any language", code: .noFile, names: "") {
            $0.note = "Größe 大 <5 & >3"
        },
        Case(
            name: "a subscription that ended within the month", code: .noFile, names: "",
            subscription: Subscription(
                id: asset, status: "terminated", product: ObservedWorld.product,
                contract: ObservedWorld.contract, updated: instant("2026-10-02T12:00:00Z"))),
        Case(
            name: "an item of a product whose items were not asked for", code: .noFile, names: "",
            change: { $0.itemMPN = "gibberish" }, facts: { $0.items = [:] }),
        Case(
            name: "a record id of the same cell's file", code: .noFile, names: "",
            change: { $0.recordID = "r-1" },
            facts: {
                $0.sentRecords = SentRecords(
                    [
                        UploadedRecords(
                            cell: ObservedWorld.cell, file: "UF-7",
                            recordIDs: RecordIDHashes(["r-1"]))
                    ], files: [.ours("UF-7", .accepted)])
            }),
        freed("a record id of a file that is deleted", .deleted),
        freed("a record id of a file that the provider rejected", .rejected),
        freed("a record id of a file that Connect does not show", nil),
    ])
    func `what the platform takes is let through`(_ example: Case) {
        let verdict = Self.verdict(of: example)
        #expect(verdict.isClean, "\(verdict.defect?.message ?? "")")
        #expect(verdict.rows == 1)
    }

    @Test func `the same record id twice in a cell is named`() {
        let facts = Self.facts(of: Case(name: "", code: .recordTwice, names: ""))
        let rows = (1...4).map { line in
            UsageRow(recordID: "r", record: .of("1", line: line), asset: Self.asset)
        }
        let verdict = facts.verdict(on: rows, in: ObservedWorld.cell)
        #expect(verdict.faults.map(\.count) == [3])
        #expect(
            verdict.defect?.message
                == "3 rows: the record id 'r' stands twice "
                + "(usage.csv:2, usage.csv:3, usage.csv:4)")
    }

    @Test func `rows without a currency beside others with one are named`() {
        var facts = Self.facts(
            of: Case(
                name: "", code: .currencyMixed, names: "", capability: PayAsYouGo(schema: .cost)))
        facts.currencies[ObservedWorld.cell] = "EUR"
        func verdict(_ currencies: [String?]) -> PreflightVerdict {
            let rows = zip(1..., currencies).map { line, currency in
                var record = UsageRecord.of("1", line: line)
                record.amount = decimal("1")
                record.currency = currency
                return UsageRow(recordID: "\(line)", record: record, asset: Self.asset)
            }
            return facts.verdict(on: rows, in: ObservedWorld.cell)
        }
        #expect(verdict([nil, nil]).isClean)
        let mixed = verdict([nil, "EUR", nil, "USD"])
        #expect(mixed.faults.map(\.code) == [.currencyMixed])
        #expect(mixed.faults.map(\.count) == [3])
        #expect(
            mixed.defect?.message
                == "3 rows: the currency is 'USD', the file would be in 'EUR' (usage.csv:4); "
                + "'currency' is empty, and other rows of the file name theirs "
                + "(usage.csv:1, usage.csv:3)")
    }

    @Test func `all faults are counted, few are named, and the first decides`() {
        let facts = Self.facts(of: Case(name: "", code: .itemUnknown, names: ""))
        let rows = (1...1000).map { line in
            UsageRow(
                recordID: "\(line)", record: .of("-1.555", mpn: "MPN-B\(line)", line: line),
                asset: Self.asset)
        }
        let verdict = facts.verdict(on: rows, in: ObservedWorld.cell)
        #expect(verdict.faults.map(\.code) == [.itemUnknown, .quantityNegative])
        #expect(verdict.faults.map(\.count) == [1000, 1000])
        #expect(verdict.faults.allSatisfy { $0.examples.count == 3 })
        let message = verdict.defect?.message ?? ""
        #expect(message.hasPrefix("1000 rows: "))
        #expect(message.contains("997 more rows"))
        #expect(message.hasSuffix("; also quantity.negative (1000)"))
    }

    static func facts(of example: Case) -> PreflightFacts {
        var index = SubscriptionIndex()
        index.add([example.subscription], by: .id)
        let product = Product(id: ObservedWorld.product, payAsYouGo: example.capability)
        var facts = PreflightFacts(products: [product.id: product], subscriptions: index)
        facts.items = [product.id: ItemIndex(items)]
        example.facts(&facts)
        return facts
    }

    private static func verdict(of example: Case) -> PreflightVerdict {
        var record = UsageRecord.of("1.5", line: 7)
        example.change(&record)
        let row = UsageRow(recordID: record.recordID ?? "derived", record: record, asset: asset)
        return facts(of: example).verdict(on: [row], in: ObservedWorld.cell)
    }
}
