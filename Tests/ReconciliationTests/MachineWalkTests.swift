import Reconciliation
import TestSupport
import Testing
import UsageModel

@Suite("The machine of a cell under random events")
struct MachineWalkTests {
    private static let times = (0..<3).map { instant("2026-11-05T06:00:0\($0)Z") }
    private static let statuses: [UsageFileStatus] =
        UsageFileStatus.known + [.ready, .ready, .ready, .processing, .unknown("odd")]

    private static func anyFile(
        _ id: UsageFileID, _ random: inout SeededGenerator
    ) -> UsageFile {
        let status = statuses.randomElement(using: &random) ?? .ready
        var file = random.oneIn(4) ? UsageFile.foreign(id, status) : UsageFile.ours(id, status)
        if let at = times.randomElement(using: &random) {
            file.events.uploaded = random.oneIn(8) ? nil : UsageFileEvent(at: at)
        }
        file.stats.validated = random.oneIn(6) ? 1 : nil
        if random.oneIn(8) { file.period = nil }
        return file
    }

    private static func anyTime(_ random: inout SeededGenerator) -> UploadTime {
        let time = times.randomElement(using: &random) ?? .distantPast
        return switch Int.random(in: 0..<3, using: &random) {
        case 0: .named(time)
        case 1: .notAfter(time)
        default: .unsaid
        }
    }

    private static func anyEvent(_ random: inout SeededGenerator) -> CellMachine.Event {
        switch Int.random(in: 0..<24, using: &random) {
        case 0: .created("UF-1")
        case 1, 2: .uploaded(anyTime(&random))
        case 3: .submitted
        case 4: .deleted
        case 5: .refused("no")
        case 6: .notSent("429")
        case 7: .unknown("timeout")
        case 9: .adopted
        case 8: random.oneIn(4) ? .listFailed("503") : .uploaded(.named(times[0]))
        default:
            .listed(
                (random.oneIn(8) ? [] : [anyFile("UF-1", &random)])
                    + (random.oneIn(6) ? [anyFile("UF-2", &random)] : []))
        }
    }

    /// What answers an effect as it should half of the time, anything else otherwise.
    private static func anyEvent(
        after effect: CellMachine.Effect, _ random: inout SeededGenerator
    ) -> CellMachine.Event {
        guard random.oneIn(2) else { return anyEvent(&random) }
        switch effect {
        case .create: return .created("UF-1")
        case .adopt: return .adopted
        case .upload: return .uploaded(random.oneIn(3) ? .notAfter(times[0]) : .named(times[0]))
        case .submit: return .submitted
        case .delete: return .deleted
        case .list, .finish:
            let status: UsageFileStatus = random.oneIn(3) ? .processing : .ready
            return .listed([
                UsageFile.ours("UF-1", status).with { $0.events.uploaded?.at = times[0] }
            ])
        }
    }

    private static func anyOrder(_ random: inout SeededGenerator) -> CellOrder {
        let begins: [CellOrder.Begin] = [
            .create, .adopt("UF-1"), .upload("UF-1"), .poll("UF-1", nil), .poll("UF-1", times[0]),
            .submit("UF-1", times[0]), .nothing,
        ]
        return CellOrder(
            cell: ObservedWorld.cell, identity: ObservedWorld.identity,
            begin: begins.randomElement(using: &random) ?? .create,
            surplus: random.oneIn(4) ? ["UF-2"] : [], rows: 2, isStale: random.oneIn(3),
            submits: !random.oneIn(5), disregarded: random.oneIn(5) ? ["UF-2"] : [])
    }

    /// A submit is right only behind a list in which our file is ready and alone.
    private static func isRight(
        _ file: UsageFileID, after event: CellMachine.Event?, pin: Timestamp?, _ order: CellOrder
    ) -> Bool {
        guard order.submits || order.begin == .submit("UF-1", times[0]),
            case .listed(let files)? = event, let pin
        else { return false }
        let gate = SubmitGate(
            cell: order.cell, file: file, pin: pin, rows: order.rows, identity: order.identity,
            disregarded: order.disregarded)
        let submittedBeside = files.contains {
            $0.id != file && $0.status.isSubmitted && $0.period != nil
        }
        return gate.verdict(on: files) == .open && !submittedBeside
    }

    @Test(arguments: 0..<8)
    func `no events make it submit without an open gate, or try for ever`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var submits = 0
        for walk in 0..<2_000 {
            let order = Self.anyOrder(&random)
            var machine = CellMachine(order)
            var counts: [String: Int] = [:]
            var effect = machine.start()
            var last: CellMachine.Event?
            for _ in 0..<60 where machine.outcome == nil {
                switch effect {
                case .create: counts["create", default: 0] += 1
                case .upload: counts["upload", default: 0] += 1
                case .submit(let file):
                    counts["submit", default: 0] += 1
                    #expect(
                        Self.isRight(file, after: last, pin: machine.pinned?.at, order),
                        "walk \(walk) of seed \(seed)")
                case .adopt, .delete, .list, .finish: break
                }
                let event = Self.anyEvent(after: effect, &random)
                last = event
                effect = machine.handle(event)
            }
            submits += counts["submit"] ?? 0
            #expect(counts.values.allSatisfy { $0 <= 3 }, "walk \(walk) of seed \(seed): \(counts)")
        }
        // A walk that never came to a submit would prove nothing.
        #expect(submits > 200)
    }

    @Test(arguments: 0..<4)
    func `an upload without an answer is never what is submitted`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(100 + seed))
        for _ in 0..<2_000 {
            var machine = CellMachine(
                CellOrder(
                    cell: ObservedWorld.cell, identity: ObservedWorld.identity,
                    begin: .upload("UF-1"), rows: 2))
            var isAnswered = false
            var effect = machine.start()
            for _ in 0..<60 where machine.outcome == nil {
                if case .submit = effect { #expect(isAnswered) }
                let event = Self.anyEvent(after: effect, &random)
                if case .upload = effect {
                    isAnswered = if case .uploaded = event { true } else { false }
                }
                effect = machine.handle(event)
            }
        }
    }
}
