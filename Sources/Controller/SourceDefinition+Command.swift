import UsageSources
import YAMLDocument

extension SourceDefinition {
    static let command = ObjectDefinition(
        "Usage that a program writes on its stdout.",
        fields(
            type: "command",
            [
                FieldDefinition(
                    "command", .list(of: .text, minimumCount: 1), isRequired: true,
                    "The program and its arguments, started without a shell; {product}, {month}, "
                        + "{from} and {to} are filled in. A program without a slash is looked up "
                        + "on the PATH."),
                FieldDefinition(
                    "format", .word(CommandSourceConfiguration.Format.allCases.map(\.rawValue)),
                    isRequired: true, "The format of what it writes."),
                FieldDefinition(
                    "per", .word(["product", "month"]),
                    "Whether it is run for each product by itself or once a month for all; for "
                        + "each where an argument or variable has {product}."),
                FieldDefinition(
                    "environment", .map(of: .text, keys: "variables to their values"),
                    "Further variables of its environment, with the same placeholders."),
                completeByRows, emptyMeans,
                timeout("300s", "When it is killed with all that it started."),
                concurrency(1), megabytes,
            ]))
}

extension CommandSourceConfiguration {
    /// Takes a source that was read by its definition; it runs in the configuration's folder.
    init?(_ value: TypedValue, name: String, _ mapping: RowMapping, _ path: (String) -> String) {
        var words = (value["command"]?.items ?? []).compactMap(\.text)
        guard let program = words.first, let format = value["format"]?.text.flatMap(Format.init)
        else { return nil }
        if program.contains("/") { words[0] = path(program) }
        // An absolute folder without a dot at its end, which the root alone ends with a slash.
        let parent = String(path("x").dropLast(2))
        let folder = parent.isEmpty ? "/" : parent
        self.init(
            name: name, command: words, format: format, folder: folder, mapping: mapping,
            expectedBy: value["expectedBy"]?.duration)
        for member in value["environment"]?.members ?? [] {
            environment[member.key] = member.value.text
        }
        asksByProduct = value["per"]?.text.map { $0 == "product" }
        emptyMeans = value["emptyMeans"]?.text.flatMap(EmptyMeans.init) ?? emptyMeans
        timeout = value["timeout"]?.duration ?? timeout
        concurrency = value["concurrency"]?.int ?? concurrency
        maxMegabytes = value["maxMegabytes"]?.int ?? maxMegabytes
    }
}
