import Foundation
import UsageModel

/// Reads the answers of one reading, and makes the source's own answer of them.
struct FetchedReader {
    private let query: UsageQuery
    /// What every row must say for an answer to be whole.
    private let attested: RowCondition?
    private let reading: RecordReading
    private let intake: RecordIntake
    private var statements: [FetchUnit: UsageStatement] = [:]
    private var problems: [SourceProblem] = []
    private var files: [SourceFile] = []
    /// What pieces were called: rows that come twice are told by the names of their files.
    private var names: Set<String> = []
    /// Why no further question needs to be asked.
    private(set) var failureOfAll: FetchFailure?

    init(rules: MappingRules, query: UsageQuery) {
        self.query = query
        attested = rules.mapping.attested
        reading = RecordReading(rules)
        intake = RecordIntake(rules, for: query)
    }

    /// Takes the answer to a question; its files are removed.
    mutating func take(_ answer: FetchAnswer, of unit: FetchUnit) {
        switch answer {
        case .unknown(let failure):
            if failure.concernsAll { failureOfAll = failure }
            fail(unit, because: failure)
        case .records(let pieces, let ifNone):
            let before = intake.counts
            var verdicts: [String] = []
            // Whether there were records of the unit, and records at all.
            var (isMentioned, hasRecords) = (false, false)
            var attestingRows = 0
            for (index, piece) in pieces.enumerated() {
                var piece = piece
                if !names.insert(piece.origin).inserted {
                    piece.origin += " (\(unit), part \(index + 1))"
                }
                if let verdict = read(piece, of: unit, isContinued: index > 0) {
                    verdicts.append(verdict)
                }
                isMentioned =
                    isMentioned
                    || intake.scopesOfFile.contains {
                        $0.isPart(of: unit.month, unit.product)
                    }
                hasRecords = hasRecords || !intake.scopesOfFile.isEmpty
                attestingRows += intake.attestingRows
            }
            if verdicts.isEmpty, let first = pieces.first {
                verdicts += [intake.verdictOfAnswer(named: first.origin)].compactMap(\.self)
            }
            // Rows that were set aside were there, if nothing else was: beside records of another
            // month or product they say nothing of this one.
            let isExcused = !hasRecords && intake.counts.hasRowsSetAside(since: before)
            if let verdict = verdicts.first {
                statements[unit] = .unknown(verdict)
            } else if !isMentioned, !isExcused,
                let failure = ifNone?.failure(
                    besides: intake.counts.rows == before.rows ? nil : unit.month)
            {
                fail(unit, because: failure)
            } else if let attested, let ifNone, attestingRows == 0 {
                fail(unit, because: ifNone.failure(attesting: attested))
            } else {
                statements[unit] = .known
            }
        }
    }

    private mutating func fail(_ unit: FetchUnit, because failure: FetchFailure) {
        statements[unit] = .unknown(failure.reason)
        let problem = SourceProblem(message: failure.reason)
        if problems.last != problem { problems.append(problem) }
    }

    /// Reads a piece; returns why it is not whole, nil if it is.
    private mutating func read(
        _ piece: SpooledPiece, of unit: FetchUnit, isContinued: Bool
    ) -> String? {
        // What is left behind goes with the folder.
        defer { try? FileManager.default.removeItem(atPath: piece.path) }
        intake.beginFile(
            month: unit.month, units: [ReadingUnit(month: unit.month, product: unit.product)],
            isContinued: isContinued)
        var file = RecordFile(
            path: piece.path, name: piece.origin, format: piece.format, product: unit.product)
        file.countsRows = piece.countsRows
        do {
            if let file = try reading.read(file, into: intake) { files.append(file) }
        } catch {
            intake.take(
                SourceProblem(file: piece.origin, message: "the reading was stopped (\(error))"))
        }
        return intake.verdictOfFile(named: piece.origin, isPart: true)
    }

    func finish() -> UsageReading {
        var all: [UsageScope: UsageStatement] = [:]
        for scope in query.scopes {
            let own = statements[FetchUnit(month: scope.month, product: scope.product)]
            all[scope] =
                own ?? statements[FetchUnit(month: scope.month)]
                ?? .unknown("the reading was stopped")
        }
        return intake.finish(statements: all, files: files, problems: problems)
    }
}
