import UsageModel

// What is empty is left out: most reports repeat the one before them, and their entries should cost
// next to nothing.

extension ReportChange: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, command, asOf, base, key, weight, parts, changed, removed
        // As the first version of the schema had it: nearly all of a report, in each change.
        case header, unattributed, findings
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        base = try values.decodeIfPresent(Int64.self, forKey: .base)
        key = try values.decodeIfPresent(Int64.self, forKey: .key)
        weight = try values.decodeIfPresent(Int.self, forKey: .weight) ?? 0
        changed = try values.decodeIfPresent([CellReport].self, forKey: .changed) ?? []
        removed = try values.decodeIfPresent([Cell].self, forKey: .removed) ?? []
        guard let header = try values.decodeIfPresent(DriftReport.self, forKey: .header) else {
            id = try values.decode(String.self, forKey: .id)
            command = try values.decode(String.self, forKey: .command)
            asOf = try values.decode(Timestamp.self, forKey: .asOf)
            parts = try values.decode(ReportParts.self, forKey: .parts)
            return
        }
        id = header.id
        command = header.command
        asOf = header.asOf
        parts = ReportParts(header, after: nil)
        parts.unattributed = try values.decodeIfPresent(
            [UnattributedUsage].self, forKey: .unattributed)
        parts.findings = try values.decodeIfPresent([Finding].self, forKey: .findings)
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        try values.encode(command, forKey: .command)
        try values.encode(asOf, forKey: .asOf)
        try values.encodeIfPresent(base, forKey: .base)
        try values.encodeIfPresent(key, forKey: .key)
        if weight > 0 { try values.encode(weight, forKey: .weight) }
        try values.encode(parts, forKey: .parts)
        if !changed.isEmpty { try values.encode(changed, forKey: .changed) }
        if !removed.isEmpty { try values.encode(removed, forKey: .removed) }
    }
}
