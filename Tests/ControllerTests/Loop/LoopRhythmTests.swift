import ConnectAPI
import Controller
import TestSupport
import Testing
import UsageModel

/// When the next cycle begins: the table of how a turn ended.
struct LoopRhythmTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let reason: String
        var turn = LoopTurn(trigger: .interval, begun: Timestamp(seconds: 0))
        var failures = 0
        var random = 0.5
        let next: NextCycle

        var testDescription: String { reason }
    }

    static let times = LoopTimes(interval: .seconds(900), jitter: 0.1)

    static let cases: [Case] = [
        Case(reason: "a good turn", turn: good(), next: after(900, .interval)),
        Case(
            reason: "the jitter's lower end", turn: good(), random: 0, next: after(810, .interval)),
        Case(
            reason: "the jitter's upper half", turn: good(), random: 0.75,
            next: after(945, .interval)),
        Case(
            reason: "a file of ours in processing", turn: good(.processing),
            next: after(60, .processing)),
        Case(
            reason: "a lost answer that no list has explained", turn: good(.unknown),
            next: after(60, .processing)),
        Case(reason: "all submitted", turn: good(.submitted), next: after(900, .interval)),
        Case(
            reason: "a file in processing where nothing is written",
            turn: good(.processing, writes: false), next: after(900, .interval)),
        Case(
            reason: "an interval shorter than the look at processing",
            turn: good(.processing, times: LoopTimes(interval: .seconds(20), jitter: 0)),
            next: after(20, .interval)),
        Case(reason: "a first failure", turn: failed(), failures: 1, next: after(22.5, .retry)),
        Case(
            reason: "a first failure, without jitter's help", turn: failed(), failures: 1,
            random: 0, next: after(15, .retry)),
        Case(reason: "a second failure", turn: failed(), failures: 2, next: after(45, .retry)),
        Case(
            reason: "the tenth failure waits for two intervals at most", turn: failed(),
            failures: 10, next: after(1350, .retry)),
        Case(
            reason: "a thousandth failure does not overflow", turn: failed(), failures: 1000,
            next: after(1350, .retry)),
        Case(
            reason: "the platform's own word", turn: failed(retryAfter: .seconds(300)),
            failures: 1, next: after(300, .retry)),
        Case(
            reason: "a word that would put the loop to sleep for decades",
            turn: failed(retryAfter: .seconds(4_294_967_295)), failures: 1,
            next: after(3600, .retry)),
        Case(
            reason: "a word that is over sooner than the backoff",
            turn: failed(retryAfter: .seconds(1)), failures: 2, next: after(45, .retry)),
    ]

    @Test(arguments: cases)
    func `the next cycle begins as the last one asks for`(_ test: Case) {
        let next = LoopRhythm(test.turn.times).next(
            after: test.turn, failures: test.failures, random: test.random)
        #expect(next == test.next)
    }

    @Test func `a 503 with a word on when to come back is taken at its word`() {
        let refusal = Refusal(
            status: 503, request: RequestLine(method: "GET", path: "/contracts"),
            retryAfter: .seconds(240))
        let failure = LoopFailure(ConnectError.refused(refusal))
        #expect(failure.kind == .connect)
        #expect(failure.retryAfter == .seconds(240))
    }

    @Test func `a 401 is told from other failures`() {
        let line = RequestLine(method: "GET", path: "/contracts")
        #expect(
            LoopFailure(ConnectError.refused(Refusal(status: 401, request: line))).kind == .key)
        #expect(
            LoopFailure(ConnectError.refused(Refusal(status: 403, request: line))).kind
                == .connect)
        #expect(LoopFailure(CancellationError()).kind == .stopped)
    }

    private static func after(_ seconds: Double, _ trigger: LoopTrigger) -> NextCycle {
        NextCycle(after: .seconds(seconds), trigger: trigger)
    }

    private static func good(
        _ result: Outcome.Result? = nil, writes: Bool = true, times: LoopTimes = times
    ) -> LoopTurn {
        let cell = SimulatedAccount().cell(0, 0, october)
        var report = DriftReport(
            id: "1", command: "run", asOf: Timestamp(seconds: 0), endpoint: "", identity: "",
            observation: ReportObservation(complete: true))
        report.cells = [
            CellReport(
                cell: cell, state: .processing,
                decision: Decision(verb: .converge, reason: .processing, message: ""),
                outcome: result.map { Outcome(result: $0) })
        ]
        return LoopTurn(
            trigger: .interval, begun: Timestamp(seconds: 0), report: report, times: times,
            writes: writes)
    }

    private static func failed(retryAfter: Duration? = nil) -> LoopTurn {
        LoopTurn(
            trigger: .interval, begun: Timestamp(seconds: 0),
            failure: LoopFailure(kind: .connect, message: "503", retryAfter: retryAfter),
            times: times, writes: true)
    }
}
