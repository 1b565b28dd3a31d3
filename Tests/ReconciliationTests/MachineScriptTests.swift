import Reconciliation
import TestSupport
import Testing
import UsageModel

@Suite("The machine of a cell")
struct MachineScriptTests {
    static let file: UsageFileID = "UF-1"
    static let pin = instant("2026-11-05T06:01:00Z")

    /// Our file as a list shows it, uploaded at the pin unless it is a draft.
    static func own(
        _ status: UsageFileStatus, uploaded: Timestamp = pin, validated: Int? = nil
    ) -> UsageFile {
        UsageFile.ours(file, status, created: "2026-11-05T06:00:00Z").with {
            if status != .draft { $0.events.uploaded = UsageFileEvent(at: uploaded) }
            $0.stats.validated = validated
        }
    }

    static func order(
        _ begin: CellOrder.Begin, surplus: [UsageFileID] = [], isStale: Bool = false,
        submits: Bool = true, disregarded: Set<UsageFileID> = []
    ) -> CellOrder {
        CellOrder(
            cell: ObservedWorld.cell, identity: ObservedWorld.identity, begin: begin,
            surplus: surplus, rows: 2,
            isStale: isStale, submits: submits, disregarded: disregarded)
    }

    /// Events and the effects that they bring about, from the machine's start on.
    struct Script: Sendable, CustomTestStringConvertible {
        var reason: String
        var order: CellOrder
        var events: [CellMachine.Event]
        var writes: [String]
        var result: Outcome.Result
        var testDescription: String { reason }

        init(
            _ reason: String, _ order: CellOrder, _ events: [CellMachine.Event], writes: [String],
            _ result: Outcome.Result
        ) {
            self.reason = reason
            self.order = order
            self.events = events
            self.writes = writes
            self.result = result
        }
    }

    /// The writes that the machine asked for, and its outcome.
    static func play(
        _ order: CellOrder, _ events: [CellMachine.Event]
    ) -> (writes: [String], outcome: Outcome?) {
        var machine = CellMachine(order)
        var effects = [machine.start()]
        for event in events where machine.outcome == nil { effects.append(machine.handle(event)) }
        let writes: [String] = effects.compactMap { effect in
            switch effect {
            case .create: "create"
            case .adopt(let file): "adopt \(file)"
            case .upload(let file): "upload \(file)"
            case .submit(let file): "submit \(file)"
            case .delete(let file): "delete \(file)"
            case .list, .finish: nil
            }
        }
        return (writes, machine.outcome)
    }

    static let ready = own(.ready)
    static let throughUpload: [CellMachine.Event] = [
        .created(file), .uploaded(.named(pin)), .listed([own(.processing)]), .listed([ready]),
    ]
    static let all = ["create", "upload UF-1", "submit UF-1"]

    static let creating: [Script] = [
        Script(
            "everything answered", order(.create),
            throughUpload + [.listed([ready]), .submitted, .listed([own(.pending)])],
            writes: all, .submitted),
        Script(
            "accepted within seconds", order(.create),
            throughUpload + [.listed([ready]), .submitted, .listed([own(.accepted)])],
            writes: all, .submitted),
        Script(
            "a lost create is found by search", order(.create),
            [.unknown("timeout"), .listed([own(.draft)]), .uploaded(.named(pin)), .listed([ready])]
                + [.listed([ready]), .submitted, .listed([own(.pending)])],
            writes: all, .submitted),
        Script(
            "a lost create is found at the second look", order(.create),
            [.unknown("timeout"), .listed([]), .listed([own(.draft)]), .refused("no")],
            writes: ["create", "upload UF-1"], .failed),
        Script(
            "a lost create that no list shows is made again, three times in all", order(.create),
            (0..<3).flatMap { _ in [.unknown("timeout"), .listed([]), .listed([])] },
            writes: ["create", "create", "create"], .unknown),
        Script(
            "a create that was not sent is searched for too", order(.create),
            [.notSent("429"), .listed([]), .listed([]), .created(file), .refused("no")],
            writes: ["create", "create", "upload UF-1"], .failed),
        Script(
            "a refused create ends", order(.create), [.refused("no listing")],
            writes: ["create"], .failed),
        Script(
            "two files appear after a lost create", order(.create),
            [.unknown("timeout"), .listed([own(.draft), .ours("UF-2", .draft)])],
            writes: ["create"], .unknown),
        Script(
            "the file that appears is no draft any more", order(.create),
            [.unknown("timeout"), .listed([ready])], writes: ["create"], .unknown),
        Script(
            "a deleted or foreign file is not taken for the lost one", order(.create),
            [
                .unknown("timeout"),
                .listed([
                    .ours("UF-8", .deleted),
                    .foreign("UF-9", .draft, in: ObservedWorld.cell("2026-09")),
                ]),
                .listed([own(.draft)]), .refused("no"),
            ], writes: ["create", "upload UF-1"], .failed),
        Script(
            "somebody else's file that came meanwhile ends the search", order(.create),
            [.unknown("timeout"), .listed([.foreign("UF-9", .pending)])], writes: ["create"],
            .unknown),
        Script(
            "an adoption without an answer is left to the next cycle", order(.adopt("UF-1")),
            [.unknown("timeout")], writes: ["adopt UF-1"], .unknown),
        Script(
            "an adopted draft is uploaded", order(.adopt("UF-1")), [.adopted, .refused("no")],
            writes: ["adopt UF-1", "upload UF-1"], .failed),
        Script(
            "a list that fails ends the search", order(.create),
            [.unknown("timeout"), .listFailed("503")], writes: ["create"], .unknown),
    ]

    static let uploading: [Script] = [
        Script(
            "an upload without an answer is made again, and only that is submitted",
            order(.upload(file)),
            [
                .unknown("timeout"),
                .listed([own(.processing, uploaded: instant("2026-11-05T06:00:30Z"))]),
                .listed([own(.ready, uploaded: instant("2026-11-05T06:00:30Z"))]),
                .uploaded(.named(pin)), .listed([ready]), .listed([ready]), .submitted,
                .listed([own(.pending)]),
            ], writes: ["upload UF-1", "upload UF-1", "submit UF-1"], .submitted),
        Script(
            "three uploads without an answer end", order(.upload(file)),
            (0..<3).flatMap { _ in [.unknown("timeout"), .listed([own(.draft)])] },
            writes: ["upload UF-1", "upload UF-1", "upload UF-1"], .unknown),
        Script(
            "uploads that were not sent are bounded too", order(.upload(file)),
            [.notSent("429"), .notSent("429"), .notSent("429")],
            writes: ["upload UF-1", "upload UF-1", "upload UF-1"], .unknown),
        Script(
            "a refused upload ends", order(.upload(file)), [.refused("no")],
            writes: ["upload UF-1"], .failed),
        Script(
            "somebody uploads over ours", order(.upload(file)),
            [
                .uploaded(.named(pin)),
                .listed([own(.ready, uploaded: instant("2026-11-05T06:02:00Z"))]),
            ], writes: ["upload UF-1"], .held),
        Script(
            "a list that lags behind our upload proves nothing", order(.upload(file)),
            [
                .uploaded(.named(pin)), .listed([own(.draft)]), .listed([]),
                .listed([own(.ready, uploaded: instant("2026-11-05T05:00:00Z"))]),
                .listed([own(.invalid, uploaded: instant("2026-11-05T05:00:00Z"))]),
                .listed([ready]), .listed([ready]), .submitted, .listed([own(.pending)]),
            ], writes: ["upload UF-1", "submit UF-1"], .submitted),
        Script(
            "the platform counts fewer records", order(.upload(file)),
            [.uploaded(.named(pin)), .listed([own(.ready, validated: 1)])],
            writes: ["upload UF-1"], .invalid),
        Script(
            "the platform refuses the rows", order(.upload(file)),
            [.uploaded(.named(pin)), .listed([own(.invalid)])], writes: ["upload UF-1"], .invalid),
        Script(
            "manual: ready is where it ends", order(.upload(file), submits: false),
            [.uploaded(.named(pin)), .listed([ready])], writes: ["upload UF-1"], .ready),
        Script(
            "a person submits it meanwhile", order(.upload(file), submits: false),
            [.uploaded(.named(pin)), .listed([own(.pending)])], writes: ["upload UF-1"], .submitted),
        Script(
            "a person deletes it meanwhile", order(.upload(file)),
            [.uploaded(.named(pin)), .listed([own(.deleted)])], writes: ["upload UF-1"], .held),
        Script(
            "an unknown status holds", order(.upload(file)),
            [.uploaded(.named(pin)), .listed([own(.unknown("odd"))])], writes: ["upload UF-1"],
            .held),
        Script(
            "a list that fails leaves the rest to the next cycle", order(.upload(file)),
            [.uploaded(.named(pin)), .listFailed("503")], writes: ["upload UF-1"], .processing),
        Script(
            "what is processed is not today's: uploaded when it can be",
            order(.poll(file, pin), isStale: true),
            [
                .listed([own(.processing)]), .listed([ready]), .refused("no"),
            ], writes: ["upload UF-1"], .failed),
        Script(
            "what is processed is today's", order(.poll(file, pin)),
            [.listed([ready]), .listed([ready]), .submitted, .listed([own(.pending)])],
            writes: ["submit UF-1"], .submitted),
    ]

    static let submitting: [Script] = [
        Script(
            "the gate is shut by another live file", order(.submit(file, pin)),
            [.listed([ready, .foreign("UF-9", .pending)])], writes: [], .held),
        Script(
            "the gate is shut by a second file of ours", order(.submit(file, pin)),
            [.listed([ready, .ours("UF-9", .draft)])], writes: [], .held),
        Script(
            "the gate is shut by a file without a period", order(.submit(file, pin)),
            [.listed([ready, UsageFile.foreign("UF-9", .draft).with { $0.period = nil }])],
            writes: [], .held),
        Script(
            "an ignored foreign draft does not shut it",
            order(.submit(file, pin), disregarded: ["UF-9"]),
            [.listed([ready, .foreign("UF-9", .draft)]), .submitted, .listed([own(.pending)])],
            writes: ["submit UF-1"], .submitted),
        Script(
            "an ignored foreign draft that was submitted meanwhile shuts it",
            order(.submit(file, pin), disregarded: ["UF-9"]),
            [.listed([ready, .foreign("UF-9", .pending)])], writes: [], .held),
        Script(
            "the gate is shut by an upload that is not ours", order(.submit(file, pin)),
            [.listed([own(.ready, uploaded: instant("2026-11-05T06:02:00Z"))])], writes: [], .held),
        Script(
            "the gate is shut by other counts", order(.submit(file, pin)),
            [.listed([own(.ready, validated: 3)])], writes: [], .held),
        Script(
            "the gate waits for a list that shows the file ready", order(.submit(file, pin)),
            [
                .listed([]), .listed([own(.processing)]), .listed([ready]), .listed([ready]),
                .submitted, .listed([own(.pending)]),
            ], writes: ["submit UF-1"], .submitted),
        Script(
            "the gate's list fails", order(.submit(file, pin)), [.listFailed("503")],
            writes: [], .processing),
        Script(
            "submit refused, but it is pending", order(.submit(file, pin)),
            [.listed([ready]), .refused("not ready"), .listed([own(.pending)])],
            writes: ["submit UF-1"], .submitted),
        Script(
            "submit refused, and still ready", order(.submit(file, pin)),
            [.listed([ready]), .refused("no"), .listed([ready])], writes: ["submit UF-1"], .failed),
        Script(
            "submit lost, but it arrived", order(.submit(file, pin)),
            [.listed([ready]), .unknown("timeout"), .listed([ready]), .listed([own(.pending)])],
            writes: ["submit UF-1"], .submitted),
        Script(
            "submit lost for good: again through the gate", order(.submit(file, pin)),
            [.listed([ready]), .unknown("timeout")] + (0..<4).map { _ in .listed([ready]) }
                + [.listed([ready]), .submitted, .listed([own(.pending)])],
            writes: ["submit UF-1", "submit UF-1"], .submitted),
        Script(
            "submit lost, then somebody uploads over it: not submitted again",
            order(.submit(file, pin)),
            [.listed([ready]), .unknown("timeout")]
                + (0..<5).map { _ in
                    .listed([own(.ready, uploaded: instant("2026-11-05T06:02:00Z"))])
                },
            writes: ["submit UF-1"], .held),
        Script(
            "submit answered, but no list shows it", order(.submit(file, pin)),
            [.listed([ready]), .submitted] + (0..<4).map { _ in .listed([ready]) },
            writes: ["submit UF-1"], .unknown),
        Script(
            "submit answered, and the list fails", order(.submit(file, pin)),
            [.listed([ready]), .submitted, .listFailed("503")], writes: ["submit UF-1"], .submitted),
        Script(
            "rejected within seconds", order(.submit(file, pin)),
            [.listed([ready]), .submitted, .listed([own(.rejected)])],
            writes: ["submit UF-1"], .held),
    ]

    static let deleting: [Script] = [
        Script(
            "only surplus", order(.nothing, surplus: ["UF-8", "UF-9"]), [.deleted, .deleted],
            writes: ["delete UF-8", "delete UF-9"], .deleted),
        Script(
            "surplus first, then the survivor", order(.upload(file), surplus: ["UF-9"]),
            [.deleted, .refused("no")], writes: ["delete UF-9", "upload UF-1"], .failed),
        Script(
            "a delete that is refused stops the cell", order(.upload(file), surplus: ["UF-9"]),
            [.refused("no")], writes: ["delete UF-9"], .failed),
        Script(
            "a delete without an answer stops the cell", order(.upload(file), surplus: ["UF-9"]),
            [.unknown("timeout")], writes: ["delete UF-9"], .unknown),
    ]

    @Test(arguments: creating + uploading + submitting + deleting)
    func `events lead to writes and an outcome`(script: Script) {
        let (writes, outcome) = Self.play(script.order, script.events)
        #expect(writes == script.writes)
        #expect(outcome?.result == script.result, "\(outcome?.error ?? "")")
    }

    /// Taken for ours, it would let somebody else's rows through the gate of the next cycle.
    @Test func `the time of an upload that is going to be replaced pins nothing`() {
        var order = Self.order(.poll(Self.file, nil))
        order.isStale = true
        var machine = CellMachine(order)
        _ = machine.start()
        let before = machine
        _ = machine.handle(.listed([Self.own(.processing)]))
        #expect(machine.pinned == nil && machine.lessons(since: before).isEmpty)
        #expect(machine.handle(.listed([Self.ready])) == .upload(Self.file))
    }

    @Test func `other rows in a file that was submitted before are reported by every later run`() {
        var order = Self.order(.upload(Self.file))
        order.submittedPin = Self.pin
        var overwritten = Self.own(.pending)
        overwritten.events.uploaded = UsageFileEvent(at: Self.pin.adding(.seconds(1)))
        let (_, outcome) = Self.play(order, [.unknown("timeout"), .listed([overwritten])])
        #expect(outcome?.result == .submitted)
        #expect(outcome?.error?.contains("uploaded again by somebody else") == true)
    }

    /// Nobody can keep a person from uploading between our last look and our submit.
    @Test func `rows that somebody else put into our file are reported at once`() {
        var overwritten = Self.own(.pending)
        overwritten.events.uploaded = UsageFileEvent(at: Self.pin.adding(.seconds(1)))
        for submit in [CellMachine.Event.submitted, .unknown("timeout"), .refused("pending")] {
            let (_, outcome) = Self.play(
                Self.order(.submit(Self.file, Self.pin)),
                [.listed([Self.ready]), submit, .listed([overwritten])])
            #expect(outcome?.result == .submitted)
            #expect(outcome?.error?.contains("uploaded again by somebody else") == true)
        }
        let (writes, byHand) = Self.play(
            Self.order(.submit(Self.file, Self.pin)), [.listed([overwritten])])
        #expect(writes.isEmpty && byHand?.error?.contains("uploaded again") == true)
    }

    @Test func `a second submitted file is reported at once`() {
        let (_, outcome) = Self.play(
            Self.order(.submit(Self.file, Self.pin)),
            [
                .listed([Self.ready]), .submitted,
                .listed([Self.own(.pending), .foreign("UF-9", .accepted)]),
            ])
        #expect(outcome?.result == .submitted)
        #expect(outcome?.error?.contains("'UF-9' is submitted in this cell too") == true)
    }

    @Test(arguments: [
        (0, Outcome.Result.unknown), (1, .unknown), (2, .processing), (3, .processing),
        (4, .processing), (5, .unknown), (6, .unknown), (7, .submitted),
    ])
    func `an interruption leaves what is on the platform to the next cycle`(
        after count: Int, result: Outcome.Result
    ) {
        let whole =
            Self.throughUpload
            + [.listed([Self.ready]), .submitted, .listed([Self.own(.pending)])]
        let (_, outcome) = Self.play(
            Self.order(.create), Array(whole.prefix(count)) + [.interrupted("stopped")])
        #expect(outcome?.result == result)
    }

    @Test func `an interruption in every other phase`() {
        let stop: [CellMachine.Event] = [.interrupted("stopped")]
        #expect(
            Self.play(Self.order(.create), [.unknown("lost")] + stop).outcome?.result == .unknown)
        #expect(
            Self.play(Self.order(.upload("UF-1")), [.unknown("lost")] + stop).outcome?.result
                == .unknown)
        #expect(
            Self.play(Self.order(.nothing, surplus: ["UF-9"]), stop).outcome
                == Outcome(result: .unknown, fileId: "UF-9", error: "stopped"))
        var machine = CellMachine(Self.order(.create))
        #expect(
            machine.handle(.interrupted("stopped"))
                == .finish(Outcome(result: .notStarted, error: "stopped")))
    }

    @Test func `a finished machine stays finished`() {
        var machine = CellMachine(Self.order(.create))
        _ = machine.start()
        let end = machine.handle(.refused("no"))
        #expect(machine.handle(.created("UF-7")) == end)
        #expect(machine.handle(.interrupted("stopped")) == end)
    }
}
