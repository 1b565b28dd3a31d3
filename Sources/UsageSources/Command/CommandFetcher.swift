import Foundation
import Programs

/// Asks a program.
struct CommandFetcher: UsageFetcher {
    let configuration: CommandSourceConfiguration
    let time: SourceTime
    /// Told what a program that answered wrote to its stderr.
    let complain: @Sendable (String) -> Void
    /// Ours, from which the program's is made.
    let environment: [String: String]

    /// The exit code of a program that cannot say.
    private static let unknownCode: Int32 = 3
    private static let complaintBytes = 4000

    var name: String { configuration.name }
    var concurrency: Int { configuration.concurrency }

    var asksByProduct: Bool {
        if let chosen = configuration.asksByProduct { return chosen }
        let texts = configuration.command + configuration.environment.values
        return texts.contains { ArgumentTemplate(text: $0).hasProduct }
    }

    func serving(
        _ body: @Sendable (@escaping Question) async -> UsageReading
    ) async -> UsageReading {
        await body { unit, folder in await fetch(unit, into: folder) }
    }

    private func fetch(_ unit: FetchUnit, into folder: SpoolFolder) async -> FetchAnswer {
        let origin = "command \(name) (\(unit))"
        do {
            let path = folder.newFile(ending: configuration.format.rawValue)
            let intake = SpoolIntake(
                try SpoolWriter(path: path, limit: configuration.maxMegabytes << 20))
            let runner = ProgramRunner(
                timeLimit: configuration.timeout, complaintBytes: Self.complaintBytes,
                sleep: time.sleep)
            let end = try await runner.run(call(for: unit)) { intake.take($0) }
            return try answer(end, intake, path: path, origin: origin)
        } catch let failure as FetchFailure {
            return .unknown(
                FetchFailure("\(origin): \(failure.reason)", concernsAll: failure.concernsAll))
        } catch {
            // It could not be started, and the next one cannot either.
            return .unknown(FetchFailure("\(origin): \(error)", concernsAll: true))
        }
    }

    private func call(for unit: FetchUnit) -> ProgramCall {
        let words = configuration.command.map { ArgumentTemplate(text: $0).filled(for: unit) }
        return ProgramCall(
            program: words.first ?? "", arguments: Array(words.dropFirst()),
            environment: CommandEnvironment.make(
                from: environment, hiding: configuration.hidden, unit: unit,
                further: configuration.environment), folder: configuration.folder)
    }

    private func answer(
        _ end: ProgramEnd, _ intake: SpoolIntake, path: String, origin: String
    ) throws(FetchFailure) -> FetchAnswer {
        guard end.way == .exited(code: 0) else {
            throw FetchFailure(reason(end, intake) + said(end))
        }
        if !end.complaint.isEmpty { complain("\(origin)\(said(end))") }
        let format: RecordFormat = configuration.format == .csv ? .csv : .jsonLines
        // A single line may be a header, or a complaint: it has to be read.
        let isEmpty = try intake.finish().lines == 0
        return .records(
            isEmpty ? [] : [SpooledPiece(path: path, origin: origin, format: format)],
            ifNone: EmptyAnswer(
                what: "\(origin) ended well and wrote no record", means: configuration.emptyMeans))
    }

    private func reason(_ end: ProgramEnd, _ intake: SpoolIntake) -> String {
        switch end.way {
        case .exited(code: Self.unknownCode): "it cannot say (exit code 3)"
        case .exited(let code): "it ended with exit code \(code)"
        case .signalled(let signal): "it was ended by signal \(signal)"
        case .timeIsOver:
            "it did not end within \(configuration.timeout) ('timeout') and was killed with all "
                + "that it started"
        case .cancelled: "the reading was stopped"
        case .outputRefused: intake.failure?.reason ?? "its output could not be kept"
        }
    }

    /// The end of a sentence with what the program wrote to its stderr.
    private func said(_ end: ProgramEnd) -> String {
        let text = ForeignText.shown(end.complaint)
        return text.isEmpty ? "" : "; stderr: \(text)\(end.complaintIsCut ? " ..." : "")"
    }
}

extension FetchedSource {
    /// A source that asks a program.
    ///
    /// - Parameters:
    ///   - complain: told what a program that answered wrote to its stderr.
    ///   - environment: ours, from which the program's is made.
    package static func command(
        _ configuration: CommandSourceConfiguration, time: SourceTime = .system,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        complain: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(SourceConfigurationError) -> FetchedSource {
        try FetchedSource(
            CommandFetcher(
                configuration: configuration, time: time, complain: complain,
                environment: environment), mapping: configuration.mapping)
    }
}
