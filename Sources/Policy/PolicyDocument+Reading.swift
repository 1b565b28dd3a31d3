import UsageModel
import YAMLDocument

extension PolicyDocument {
    /// The policy of a document that `PolicySchema.definition` read; nil where it was not that.
    init?(_ document: TypedValue) {
        guard let metadata = document["metadata"], let spec = document["spec"],
            let nameMember = metadata.member("name"), let name = nameMember.value.text
        else { return nil }
        let origin: (SourceMark) -> PolicyOrigin = { mark in
            PolicyOrigin(policy: name, file: mark.file, line: mark.line, column: mark.column)
        }
        var settings: [PolicyField: PolicySetting] = [:]
        for field in PolicyField.allCases {
            guard let member = spec.member(of: field) else { continue }
            settings[field] = PolicySetting(
                PolicyValue(member.value), origin: origin(member.keyMark))
        }
        let until = spec.member("until").flatMap { member in
            member.value.value(as: CalendarDate.self).map { date in
                PolicyUntil(date: date, origin: origin(member.keyMark))
            }
        }
        self.init(
            name: name, owner: metadata["owner"]?.text, origin: origin(nameMember.value.mark),
            match: PolicyMatch(spec["match"]), settings: settings, reason: spec["reason"]?.text,
            until: until)
    }
}

extension PolicyMatch {
    /// The match of a `spec`, an empty one where there is none.
    init(_ match: TypedValue?) {
        self.init()
        contracts = match?["contracts"]?.values()
        products = match?["products"]?.values()
        providers = match?["providers"]?.values()
        marketplaces = match?["marketplaces"]?.values()
        schemas = match?["schemas"]?.values(as: String.self).compactMap(
            ReportingSchema.init(rawValue:))
        kinds = match?["kinds"]?.values()
        months = match?["months"]?.values()
    }
}
