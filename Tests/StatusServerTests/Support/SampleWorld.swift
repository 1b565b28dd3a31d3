import UsageModel

/// A small account as a billing operator meets it: two months late, some held, most in sync.
enum SampleWorld {
    static let now = Timestamp(
        startOf: BillingMonth(index: 2026 * 12 + 10).firstDay.adding(days: 11)
    )
    .adding(.seconds(30_600))

    static let report: DriftReport = {
        var report = DriftReport(
            id: "01KA9Z7Q3M8W4T6R2E5Y1C0BNX", command: "run", asOf: now.adding(.seconds(-240)),
            endpoint: "https://api.connect.cloudblue.com/public/v1", identity: "production",
            months: ReportMonths(from: months[0], to: months[5]),
            observation: ReportObservation(
                complete: true, requests: 23, contracts: 6, listings: 14, products: 3, files: 96))
        report.cells = cells.sorted { $0.cell < $1.cell }
        report.summary = summary(of: report.cells)
        report.conservation = Conservation(
            delivered: 1284, inFiles: 1190, held: 86, unattributed: 8)
        report.unattributed = [
            UnattributedUsage(
                product: "PRD-410-553-921", month: months[5], records: 8,
                reason: .subscriptionUnknown, examples: ["AS-1111-2222-3333", "AS-1111-2222-4444"])
        ]
        report.findings = [
            Finding(
                code: "file.pendingTooLong",
                message: "'UF-2026-06-4410-2231' was submitted on 2026-07-02 and the distributor "
                    + "has not answered",
                subject: "UF-2026-06-4410-2231",
                next: "usagectl ack UF-2026-06-4410-2231 --reason TEXT --until DATE")
        ]
        return report
    }()

    static let policies = PoliciesInForce(
        since: now.adding(.seconds(-86_400)), digest: "sha256:77aa",
        policies: [
            PolicyRecord(
                name: "defaults", owner: "billing", file: "policies/defaults.yaml", line: 1,
                column: 1, digest: "sha256:0011",
                settings: [
                    PolicyRecord.Setting(
                        field: "months.since", value: "2026-05",
                        origin: "policies/defaults.yaml:6:17"),
                    PolicyRecord.Setting(
                        field: "limits.firstFile", value: "approve",
                        origin: "policies/defaults.yaml:8:16"),
                ]),
            PolicyRecord(
                name: "emea", owner: "emea-billing", file: "policies/emea.yaml", line: 1, column: 1,
                digest: "sha256:0022", until: months[5].next.next.lastDay,
                match: ["contracts [CRD-41*]"],
                settings: [
                    PolicyRecord.Setting(
                        field: "due", value: "5d", origin: "policies/emea.yaml:9:8")
                ]),
        ])

    static let history = [
        HistoryValue(9, -3600, nil, "outcome", "done, UF-2026-10-4410-0009"),
        HistoryValue(8, -3660, nil, "intent", "about to submit UF-2026-10-4410-0009"),
        HistoryValue(5, -7200, "maria", "approval", "approved: first file of the contract"),
    ]

    /// An entry's number, age in seconds, who, kind and words.
    struct HistoryValue {
        let seq: Int64
        let age: Int64
        let by: String?
        let kind: String
        let what: String

        init(_ seq: Int64, _ age: Int64, _ by: String?, _ kind: String, _ what: String) {
            self.seq = seq
            self.age = age
            self.by = by
            self.kind = kind
            self.what = what
        }
    }

    static let months = BillingMonth.months(
        from: BillingMonth(index: 2026 * 12 + 4), to: BillingMonth(index: 2026 * 12 + 9))

    /// The cell that a distributor rejected.
    static let rejectedCell = Cell(
        contract: contracts[1].id, product: products[0].id, month: months[4])

    private static let contracts: [(id: ContractID, name: String)] = [
        ("CRD-41001-22317-50023", "Northern Clouds GmbH"),
        ("CRD-41001-78120-33416", "Iberia Distribution S.A."),
        ("CRD-52290-10988-71124", "Łódź Hurt Sp. z o.o."),
        ("CRD-52290-44107-90351", "Pacific Resale Inc."),
        ("CRD-63318-20419-11873", "Cape Digital (Pty) Ltd"),
        ("CRD-63318-55902-64780", "Maghreb Systèmes"),
    ]
    private static let products: [(id: ProductID, name: String)] = [
        ("PRD-276-377-545", "Object storage, metered"), ("PRD-410-553-921", "Mail protection"),
        ("PRD-883-020-114", "Virtual machines"),
    ]
    private static let cells: [CellReport] = contracts.indices.flatMap { contract in
        products.indices.filter { (contract + $0) % 4 != 3 }.flatMap { product in
            months.indices.map { cell(contract, product, $0) }
        }
    }.sorted { $0.cell < $1.cell }

    private static func cell(_ contract: Int, _ product: Int, _ month: Int) -> CellReport {
        let id = Cell(
            contract: contracts[contract].id, product: products[product].id, month: months[month])
        var cell = settled(id)
        switch (contract, product, month) {
        case (0, 1, 4): cell = missing(cell, isOverdue: true)
        case (1, 0, 4): cell = rejected(cell)
        case (1, 1, 5), (2, 0, 5), (4, 1, 5): cell = missing(cell, isOverdue: true)
        case (3, 2, 5), (5, 0, 5): cell = firstFile(cell)
        case (2, 2, 5): cell = processing(cell)
        case (3, 1, 5), (0, 2, 5): cell = unknown(cell)
        case (4, 0, 3): cell = mismatch(cell)
        case (_, 1, 1): cell = zero(cell)
        default: break
        }
        cell.contractName = contracts[contract].name
        cell.productName = products[product].name
        return cell
    }
}
