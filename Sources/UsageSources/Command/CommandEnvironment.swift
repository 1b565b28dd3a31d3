import UsageModel

/// The environment of a source's program: ours without our secrets, and what it is asked.
enum CommandEnvironment {
    /// Variables of ours that begin so hold a key, or would be taken for what is asked.
    private static let own = ["CONNECT_", "USAGECTL_"]

    static func make(
        from ours: [String: String], hiding hidden: Set<String>, unit: FetchUnit,
        further: [String: String]
    ) -> [String: String] {
        var result = ours.filter { variable in
            !hidden.contains(variable.key) && !own.contains { variable.key.hasPrefix($0) }
        }
        result["USAGECTL_MONTH"] = unit.month.description
        result["USAGECTL_FROM"] = unit.from
        result["USAGECTL_TO"] = unit.to
        // Absent where all products are asked for at once.
        result["USAGECTL_PRODUCT"] = unit.product?.text
        for (name, text) in further {
            result[name] = ArgumentTemplate(text: text).filled(for: unit)
        }
        return result
    }
}
