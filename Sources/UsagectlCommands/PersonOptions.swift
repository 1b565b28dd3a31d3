import ArgumentParser

/// Who decides, and why; it stands in the ledger for good.
struct PersonOptions: ParsableArguments {
    @Option(name: .long, help: "Who says so; the user's name if left out.")
    var by: String?

    @Option(name: .long, help: "A remark that is kept with it.")
    var note: String?

    var name: String { by ?? Terminal.environment["USER"] ?? "unknown" }
}
