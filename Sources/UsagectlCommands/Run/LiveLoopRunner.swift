import ConnectAPI
import Controller
import Foundation
import Ledger
import Logging
import UsageModel

/// Runs the loop's cycles, each with configuration, policies, sources and key read afresh.
///
/// While what stands on the disk is broken, its cycles only observe, under the last configuration
/// that was right; and so do those of a configuration that says `observe`: they are given nothing
/// that writes.
actor LiveLoopRunner: LoopRunner {
    private let options: ConnectionOptions
    private let environment: [String: String]
    private let clock: OffsetClock
    private let transport: any HTTPTransport
    private let record: LedgerRecord
    private let ledgerPath: String
    /// Called whenever a cycle goes on.
    private let heartbeat: @Sendable () -> Void
    private var current: SessionSetup
    private var memory: ObservationMemory
    /// The day on which what is older than the retention was last removed.
    private var prunedOn: CalendarDate?
    /// The day on which what would be sent was last compared with what others sent.
    private var comparedOn: CalendarDate?
    /// Whether a turn has proven its observation; a comparison, which may take long, does not delay
    /// the first word of a run.
    private var hasProven = false

    init(
        _ options: ConnectionOptions, environment: [String: String], clock: OffsetClock,
        transport: any HTTPTransport, record: LedgerRecord, setup: SessionSetup,
        heartbeat: @escaping @Sendable () -> Void
    ) {
        self.heartbeat = heartbeat
        self.options = options
        self.environment = environment
        self.clock = clock
        self.transport = transport
        self.record = record
        current = setup
        ledgerPath = setup.configuration.ledger
        memory = ObservationMemory(fullProofEvery: setup.configuration.loop.fullProofEvery)
    }

    func turn(_ trigger: LoopTrigger) async -> LoopTurn {
        let began = clock.uptime
        let problems = readAfresh()
        var turn = LoopTurn(
            trigger: trigger, begun: clock.now, configurationProblems: problems,
            times: current.configuration.loop, writes: problems.isEmpty && converges)
        do {
            let report = try await cycle(problems)
            turn.report = report
            if report.observation.complete {
                // A clock that the platform contradicts would take too much for old.
                if turn.writes { try await removeWhatIsOld() }
                if hasProven, problems.isEmpty { try await compareWithOthers() }
                hasProven = true
            }
            if !report.observation.complete {
                turn.failure = LoopFailure(
                    kind: .unproven, message: report.observation.problems.joined(separator: "; "))
            }
        } catch {
            turn.failure =
                Task.isCancelled
                ? LoopFailure(kind: .stopped, message: "the run was stopped") : LoopFailure(error)
        }
        turn.duration = clock.uptime - began
        return turn
    }

    /// Once a day; a run that only observes leaves also the record as it is.
    private func removeWhatIsOld() async throws {
        let today = clock.now.date
        guard prunedOn != today else { return }
        _ = try await RetentionRule(current.configuration).apply(to: record.ledger, at: clock.now)
        prunedOn = today
    }

    /// Once a day where nothing is written: a cycle that asks the source for every cell and the
    /// platform for what others sent. Its report is recorded by itself, as the evidence on which a
    /// vendor goes live; the loop's own reports, and who is notified by them, stay as they are.
    private func compareWithOthers() async throws {
        let today = clock.now.date
        guard current.configuration.writes == .observe, comparedOn != today else { return }
        _ = try await run(CycleRequest(command: DriftReport.comparison, withUsage: true), [])
        comparedOn = today
    }

    private var converges: Bool { current.configuration.writes == .converge }

    /// Takes over what stands on the disk, or says what is wrong with it.
    private func readAfresh() -> [String] {
        do {
            let setup = try SessionSetup(options, environment: environment, warns: false)
            guard setup.configuration.ledger == ledgerPath else {
                return [
                    "spec.ledger is now '\(setup.configuration.ledger)', expected "
                        + "'\(ledgerPath)': restart 'usagectl run' to use another ledger"
                ]
            }
            guard setup.configuration.writes != nil else {
                return ["spec.writes is missing, expected 'observe' or 'converge'"]
            }
            // What the run began with was held against the clock; an edit has to be too.
            if setup.configuration.writes == .converge {
                try LedgerUse.converge.check(clock: clock, endpoint: setup.connect.endpoint)
            }
            take(setup)
            return []
        } catch {
            return CommandFailure(error).sentences
        }
    }

    /// What was remembered of another account, or under another rhythm of proofs, is forgotten.
    private func take(_ setup: SessionSetup) {
        let isSameAccount =
            setup.binding == current.binding
            && setup.configuration.loop.fullProofEvery == current.configuration.loop.fullProofEvery
        if !isSameAccount {
            memory = ObservationMemory(fullProofEvery: setup.configuration.loop.fullProofEvery)
        }
        current = setup
    }

    /// One cycle; a key that is refused is read again, since it may just have been exchanged.
    private func cycle(_ problems: [String]) async throws -> DriftReport {
        do {
            return try await run(CycleRequest(command: "run"), problems)
        } catch {
            let used = current.connect.apiKey
            guard LoopFailure(error).kind == .key, problems.isEmpty, readAfresh().isEmpty,
                current.connect.apiKey != used
            else { throw error }
            return try await run(CycleRequest(command: "run"), problems)
        }
    }

    private func run(
        _ request: CycleRequest, _ problems: [String]
    ) async throws -> DriftReport {
        try await record.ledger.goOn(for: current.binding)
        var settings = try current.settings()
        settings.clockOffset = clock.offset
        let client = ConnectClient(
            configuration: current.connect, transport: transport, clock: clock,
            logger: options.logger("connect"))
        let cycle = Cycle(
            client: client, writer: problems.isEmpty && converges ? ConnectWriter(client) : nil,
            settings: settings, record: record, clock: clock, memory: memory,
            progress: { [heartbeat] _ in heartbeat() })
        var request = request
        request.problems = problems.map { "nothing is written: \($0)" }
        return try await cycle.run(request, at: clock.now)
    }
}
