import UsageModel

/// Sums rows that agree in some fields into one record each.
///
/// What is neither summed nor agreed on would be lost, so it is a fault, save notes and record ids,
/// which belong to single rows.
struct RecordGroups {
    private struct Key: Hashable {
        let month: BillingMonth
        let values: [String]
    }

    private let fields: [FieldNames.Target]
    private let sumsQuantity: Bool
    private let sumsAmount: Bool
    private var places: [Key: Int] = [:]
    private var groups: [(record: UsageRecord, month: BillingMonth)] = []
    /// Rows that came twice, which sums would hide.
    private var watch: RowWatch

    /// - Parameter files: how many files are to come.
    init(by names: [String], rules: MappingRules, files: Int) {
        fields = names.compactMap { name in
            RecordField.allCases.first { $0.name == name }.map(FieldNames.Target.field)
                ?? FieldNames.customName(of: name).map(FieldNames.Target.custom)
        }
        // A constant stands for the whole group as it did for each row.
        sumsQuantity = !rules.constants.contains(.quantity)
        sumsAmount = !rules.constants.contains(.amount)
        watch = RowWatch(watchesContent: files > 1)
    }

    var count: Int { groups.count }

    var twice: [UsageScope: [RowTwice]] { watch.twice }

    mutating func beginFile() { watch.beginFile() }

    /// Gives the record of every group with its month, in the order of their first rows.
    func forEach(_ body: (UsageRecord, BillingMonth) -> Void) {
        for group in groups { body(group.record, group.month) }
    }

    mutating func add(_ record: UsageRecord, month: BillingMonth) throws(RowFault) {
        watch.note(record, month: month)
        let key = Key(month: month, values: fields.map { record.text(of: $0) })
        guard let place = places[key] else {
            places[key] = groups.count
            var first = record
            first.recordID = nil
            groups.append((first, month))
            return
        }
        try sum(record, into: place)
    }

    private mutating func sum(_ record: UsageRecord, into place: Int) throws(RowFault) {
        var group = groups[place].record
        try checkAgreement(of: record, with: group)
        if sumsQuantity {
            guard let sum = group.quantity.adding(record.quantity) else { throw tooLong(group) }
            group.quantity = sum
        }
        switch (group.amount, record.amount) {
        case (nil, nil): break
        case (let left?, let right?):
            guard sumsAmount else { break }
            guard let sum = left.adding(right) else { throw tooLong(group) }
            group.amount = sum
        default:
            throw RowFault(
                "of a group with \(group.origin) one row has an amount and another has none")
        }
        group.start = min(group.start, record.start)
        group.end = max(group.end, record.end)
        if group.note != record.note { group.note = nil }
        group.categoryName = UsageCategory.settled(group.categoryName, record.categoryName)
        group.categoryDescription = UsageCategory.settled(
            group.categoryDescription, record.categoryDescription)
        group.origin.rows += 1
        groups[place].record = group
    }

    private func checkAgreement(
        of record: UsageRecord, with group: UsageRecord
    ) throws(RowFault) {
        for field in RecordField.agreedInGroups where !record.agrees(with: group, in: field) {
            let (ours, theirs) = (record.text(of: .field(field)), group.text(of: .field(field)))
            throw RowFault(
                "'\(field.name)' is \(RowFault.quoted(ours)), and \(RowFault.quoted(theirs)) in "
                    + "\(group.origin) of the same group; add it to 'group'")
        }
        guard record.custom == group.custom else {
            throw RowFault(
                "its 'v.' columns differ from those of \(group.origin) of the same group; add "
                    + "them to 'group'")
        }
        if !sumsQuantity,
            record.quantity != group.quantity || !sumsAmount && record.amount != group.amount
        {
            throw RowFault("a constant differs from that of \(group.origin) of the same group")
        }
    }

    private func tooLong(_ group: UsageRecord) -> RowFault {
        RowFault("the sum of its group with \(group.origin) needs more than 38 digits")
    }
}

extension RecordField {
    /// What the rows of a group must have in common, as it cannot be summed.
    fileprivate static let agreedInGroups: [RecordField] = [
        .product, .subscription, .itemMPN, .tier, .category, .itemName, .itemUnit, .itemPrecision,
        .currency,
    ]
}

extension UsageRecord {
    fileprivate func agrees(with other: UsageRecord, in field: RecordField) -> Bool {
        switch field {
        case .product: product == other.product
        case .subscription: subscription == other.subscription
        case .itemMPN: itemMPN == other.itemMPN
        case .tier: tier == other.tier
        case .category: category == other.category
        case .itemName: itemName == other.itemName
        case .itemUnit: itemUnit == other.itemUnit
        case .itemPrecision: itemPrecision == other.itemPrecision
        case .currency: currency == other.currency
        default: true
        }
    }

    /// A field's value, empty where there is none.
    fileprivate func text(of target: FieldNames.Target) -> String {
        switch target {
        case .custom(let name): custom.first { $0.name == name }?.value ?? ""
        case .field(let field):
            switch field {
            case .product: product.text
            case .subscription: subscription
            case .itemMPN: itemMPN
            case .quantity: quantity.description
            case .start: start.description
            case .end: end.description
            case .amount: amount?.description ?? ""
            case .tier: tier.map(String.init) ?? ""
            case .recordID: recordID ?? ""
            case .note: note ?? ""
            case .category: category ?? ""
            case .categoryName: categoryName ?? ""
            case .categoryDescription: categoryDescription ?? ""
            case .itemName: itemName ?? ""
            case .itemUnit: itemUnit ?? ""
            case .itemPrecision: itemPrecision ?? ""
            case .currency: currency ?? ""
            }
        }
    }
}
