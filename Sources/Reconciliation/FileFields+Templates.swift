import Policy
package import UsageModel

extension FileFields {
    /// The platform's limits, in characters.
    private static let nameLimit = 100
    private static let textLimit = 200

    /// Fills a policy's templates for a cell; texts that are too long are a problem, not cut.
    package static func filled(
        _ obligation: Obligation, observation: Observation, currency: String?
    ) -> Result<FileFields, FieldProblem> {
        let templates = obligation.policy.file
        let values = placeholders(obligation.cell, facts: obligation, observation: observation)
        let fields = FileFields(
            name: fill(templates.name, values), description: fill(templates.description, values),
            note: templates.note.map { fill($0, values) }, currency: currency)
        let lengths = [
            ("file.name", fields.name, nameLimit),
            ("file.description", fields.description, textLimit),
            ("file.note", fields.note ?? "", textLimit),
        ]
        for (field, text, limit) in lengths where text.unicodeScalars.count > limit {
            return .failure(
                FieldProblem(
                    message:
                        "'\(field)' has \(text.unicodeScalars.count) characters here, the platform "
                        + "takes \(limit)"))
        }
        if fields.name.isEmpty {
            return .failure(FieldProblem(message: "'file.name' is empty here"))
        }
        return .success(fields)
    }

    private static func placeholders(
        _ cell: Cell, facts: Obligation, observation: Observation
    ) -> [(String, String)] {
        [
            ("{contract}", cell.contract.text),
            ("{contractName}", observation.contracts[cell.contract]?.name ?? cell.contract.text),
            ("{product}", cell.product.text),
            ("{productName}", observation.products[cell.product]?.name ?? cell.product.text),
            ("{month}", cell.month.description),
            ("{from}", cell.month.firstDay.description),
            ("{to}", cell.month.lastDay.description),
            ("{marketplace}", facts.facts.marketplace?.text ?? ""),
        ]
    }

    /// One pass over the template: a value that looks like a placeholder is not filled again.
    private static func fill(_ template: String, _ values: [(String, String)]) -> String {
        var rest = Substring(template)
        var text = ""
        while let brace = rest.firstIndex(of: "{") {
            text += rest[..<brace]
            rest = rest[brace...]
            if let (placeholder, value) = values.first(where: { rest.hasPrefix($0.0) }) {
                text += value
                rest = rest.dropFirst(placeholder.count)
            } else {
                text.append(rest.removeFirst())
            }
        }
        return text + rest
    }
}

/// Why a file's fields cannot be filled.
package struct FieldProblem: Error, Hashable, Sendable {
    package var message: String
}
