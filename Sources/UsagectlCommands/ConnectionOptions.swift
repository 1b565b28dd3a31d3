import ArgumentParser

/// What every command takes.
struct ConnectionOptions: ParsableArguments {
    @Option(
        name: .long, help: "The configuration file (USAGECTL_CONFIG, else ./usagectl.yaml).",
        completion: .file())
    var config: String?

    @Option(name: .long, help: "Connect's base address (CONNECT_ENDPOINT).")
    var endpoint: String?

    @Option(
        name: .long, help: "A file that holds the API key (CONNECT_API_KEY_FILE).",
        completion: .file())
    var apiKeyFile: String?

    @Option(
        name: .long,
        help: "From which level on something is logged; warning by default, notice in run.")
    var logLevel: LogLevel?

    @Option(name: .long, help: "text or json; logs go to stderr.")
    var logFormat: LogFormat = .text
}

/// The clock with which a command evaluates.
struct ClockOptions: ParsableArguments {
    @Option(
        name: .long,
        help: "Evaluates with this clock, RFC 3339: 2026-11-02T06:00:00Z.",
        transform: CommandLineValue.timestamp)
    var asOf: TimestampArgument?
}

/// Which cells a command looks at.
struct SelectionOptions: ParsableArguments {
    @Option(name: .long, help: "Only this contract; globs allowed, repeatable.")
    var contract: [String] = []

    @Option(name: .long, help: "Only this product; globs allowed, repeatable.")
    var product: [String] = []

    @Option(
        name: .long, help: "Only this month, or months: 2026-05..2026-10; repeatable.",
        transform: CommandLineValue.months)
    var month: [MonthsArgument] = []
}

/// How a command prints.
struct OutputOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "table, json, yaml, markdown, csv or html.")
    var output: OutputFormat = .table

    @Option(name: .long, help: "auto, always or never (also NO_COLOR).")
    var color: ColorChoice = .auto

    @Flag(name: .long, help: "Shows every cell, also those in sync.")
    var all = false

    @Flag(name: .long, help: "Exits with 0 where there is drift.")
    var noExitCode = false

    @Option(
        name: .long,
        help: "Exits with 0 but for these: drift, held, unproven, error; parted by commas.",
        transform: CommandLineValue.verdicts)
    var failOn: VerdictsArgument?
}

enum ColorChoice: String, CaseIterable, ExpressibleByArgument { case auto, always, never }
enum LogFormat: String, CaseIterable, ExpressibleByArgument { case text, json }

extension OutputFormat: ExpressibleByArgument {}
