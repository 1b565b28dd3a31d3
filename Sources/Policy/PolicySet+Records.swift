import Crypto
package import UsageModel

extension PolicySet {
    /// The documents as the ledger keeps them, in order of name.
    package var records: [PolicyRecord] { documents.map(\.record) }
}

extension PolicyDocument {
    /// What the document says, and where.
    var record: PolicyRecord {
        let settings = PolicyField.allCases.compactMap { field in
            self.settings[field].map { setting in
                PolicyRecord.Setting(
                    field: field.rawValue, value: setting.value.description,
                    origin: setting.origin.description)
            }
        }
        return PolicyRecord(
            name: name, owner: owner, file: origin.file, line: origin.line, column: origin.column,
            digest: digest(of: settings), until: until?.date, reason: reason, match: match.words,
            settings: settings)
    }

    /// Every text with its length, so that no two documents give the same bytes; without places, so
    /// that a moved document keeps its digest.
    private func digest(of settings: [PolicyRecord.Setting]) -> String {
        let header = [name, owner ?? "", until?.date.description ?? "", reason ?? ""]
        let texts =
            header + ["\(match.words.count)"] + match.words
            + settings.flatMap { [$0.field, $0.value] }
        var hasher = SHA256()
        for text in texts { hasher.update(data: Array("\(text.utf8.count):\(text)".utf8)) }
        let digits = hasher.finalize().map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return "sha256:" + digits.joined()
    }
}

extension PolicyMatch {
    /// The lines that are given, as a document has them.
    package var words: [String] {
        let lines: [(String, [String]?)] = [
            ("contracts", contracts?.map(\.text)), ("products", products?.map(\.text)),
            ("providers", providers?.map(\.text)), ("marketplaces", marketplaces?.map(\.text)),
            ("schemas", schemas?.map(\.rawValue)), ("kinds", kinds),
            ("months", months?.map(Self.text(of:))),
        ]
        return lines.compactMap { name, values in
            values.map { "\(name) [\($0.joined(separator: ", "))]" }
        }
    }
}
