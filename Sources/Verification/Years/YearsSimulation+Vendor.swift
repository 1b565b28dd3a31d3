import ConnectSimulator
import Policy
import Reconciliation
import UsageModel

// Incidents of the account, the vendor's usage and the policies.
extension YearsSimulation {
    mutating func catalogue(_ incident: Incident, _ own: inout SeededRandom) -> String? {
        let now = world.platform.now
        switch incident {
        case .contractBegins:
            guard scene.contracts.count < options.contracts + 3 else { return nil }
            YearsAccount.addContract(to: &scene, at: now)
            return scene.contracts.last?.id.text
        case .contractEnds:
            let active = scene.contracts.indices.filter { scene.contracts[$0].status == "active" }
            guard active.count > 1, own.fraction() < 0.2,
                let index = active.randomElement(using: &own)
            else { return nil }
            scene.contracts[index].status = "terminated"
            scene.contracts[index].events.terminated = now
            return scene.contracts[index].id.text
        case .productLosesPayAsYouGo:
            let index = scene.products.count - 1
            let had = scene.products[index].payAsYouGo != nil
            scene.products[index].payAsYouGo =
                had ? nil : PayAsYouGo(schema: .quantity, isDynamic: true)
            return had ? "lost" : "back"
        case .marketplaceLosesCurrency:
            let had = scene.marketplaces[0].currency != nil
            scene.marketplaces[0].currency = had ? nil : "EUR"
            return had ? "none" : "EUR"
        default:
            scene.marketplaces[0].currency =
                scene.marketplaces[0].currency == "EUR" ? "USD" : "EUR"
            return scene.marketplaces[0].currency
        }
    }

    mutating func usage(_ incident: Incident, _ own: inout SeededRandom) -> String? {
        guard let cell = scene.usage.cells.keys.sorted().suffix(60).randomElement(using: &own)
        else { return nil }
        switch incident {
        case .usageRestated:
            set(cell, quantity: 90 + Int(own.next() % 30))
        case .usageBecomesZero: hold(cell, zero(cell), records: 0)
        case .usageUnknown: hold(cell, CellUsage(answer: .unknown("no file")), records: 0)
        case .usageSpikes: set(cell, quantity: 5000)
        case .usageOfAllProductSpikes:
            for other in scene.usage.cells.keys.sorted()
            where other.product == cell.product && other.month == cell.month {
                set(other, quantity: 300)
            }
        case .usageZeroEverywhere:
            for other in scene.usage.cells.keys.sorted() where other.month == cell.month {
                hold(other, zero(other), records: 0)
            }
        case .usageInOtherCurrency:
            hold(
                cell,
                YearsAccount.usage(of: cell, quantity: 100, in: scene, currency: "JPY"))
        case .usageDefective:
            let defect = Self.defects.randomElement(using: &own) ?? .usageRejected
            scene.usage.cells[cell]?.defect = UsageDefect(reason: defect, message: "a wrong row")
            return "\(cell), \(defect.rawValue)"
        case .usageUnattributed:
            scene.usage.unattributed.append(
                UnattributedUsage(
                    product: cell.product, month: cell.month, records: 50,
                    reason: .subscriptionUnknown, examples: ["AS-X"]))
        default:
            hold(
                cell,
                YearsAccount.usage(of: cell, quantity: 100, in: scene, item: "MPN-NEW"))
        }
        return "\(cell)"
    }

    /// What reading, attribution and the check of rows may find wrong with a cell's rows.
    static let defects: [ReasonCode] =
        ReasonCode.ofRows + [.subscriptionAmbiguous, .usageRejected, .usageTwice]

    private mutating func set(_ cell: Cell, quantity: Int) {
        hold(cell, YearsAccount.usage(of: cell, quantity: quantity, in: scene))
    }

    /// The vendor has other usage of a cell now, of so many records.
    mutating func hold(
        _ cell: Cell, _ usage: CellUsage, records: Int = YearsAccount.recordsOfCell
    ) {
        scene.usage.cells[cell] = usage
        scene.records[cell] = records
    }

    /// An attested zero, with the rows that a policy may want to send.
    func zero(_ cell: Cell) -> CellUsage {
        var usage = YearsAccount.usage(of: cell, quantity: 0, in: scene)
        usage.answer = .zero
        return usage
    }

    mutating func policy(_ incident: Incident, _ own: inout SeededRandom) -> String? {
        guard let contract = scene.contracts.randomElement(using: &own)?.id else { return nil }
        guard incident == .policyChanges else {
            scene.policies.byContract[contract] = nil
            return "\(contract) is back to the default"
        }
        var policy = scene.policies.byContract[contract] ?? scene.policies.policy
        let origin = PolicyOrigin(policy: "other", file: "policy.yaml", line: 1, column: 1)
        let change = Int(own.next() % 20)
        switch change {
        case 0: policy.suspend.toggle()
        case 1: policy.submit = policy.submit == .manual ? .automatic : .manual
        case 2: policy.onNoUsage = NoUsageRule.allCases.randomElement(using: &own) ?? .skip
        case 3: policy.onInvalid = policy.onInvalid == .hold ? .resend : .hold
        case 4: policy.onRejected = policy.onRejected == .hold ? .resend : .hold
        case 5: policy.onDuplicate = policy.onDuplicate == .hold ? .deleteOurs : .hold
        case 6:
            policy.foreignDrafts = ForeignDraftRule.allCases.randomElement(using: &own) ?? .hold
        case 7:
            policy.filesWithoutPeriod =
                PeriodlessRule.allCases.randomElement(using: &own) ?? .occupy
        case 8: policy.onTerminated = .reconcile
        case 9: policy.months.until = BillingMonth(of: world.platform.now.date).previous.previous
        case 10: policy.months.until = nil
        case 11: policy.limits.firstFile = .approve
        case 12: policy.limits.amountPerFile = ["EUR": ExactDecimal(100)]
        case 13: policy.limits.zeroAfterUsage = .hold
        case 14: policy.file.name = policy.file.name.isEmpty ? "Usage {month}" : ""
        case 15:
            policy.conflicts =
                policy.conflicts.isEmpty
                ? [PolicyConflict(field: .since, first: origin, second: origin)] : []
        case 16:
            policy.expiredProtections =
                policy.expiredProtections.isEmpty
                ? [ExpiredPolicy(policy: "other", until: "2024-01-01", origin: origin)] : []
        case 17: policy.onNoUsage = .send
        case 18: policy.onNoUsage = .hold
        default: policy.foreignDrafts = .adopt
        }
        scene.policies.byContract[contract] = policy
        return "\(contract), change \(change)"
    }
}
