import ArgumentParser
import Reconciliation
import UsageModel

/// Readers of values that flags take, each with an error that says what was expected.
enum CommandLineValue {
    static func timestamp(_ text: String) throws -> TimestampArgument {
        guard let value = Timestamp(text) else {
            throw ValidationError(
                "'\(text)' is no time, expected RFC 3339 such as 2026-11-02T06:00:00Z")
        }
        return TimestampArgument(value: value)
    }

    static func months(_ text: String) throws -> MonthsArgument {
        let ends = text.components(between: "..")
        let months = ends.compactMap { BillingMonth($0) }
        guard months.count == ends.count, (1...2).contains(months.count),
            let first = months.first, let last = months.last, first <= last
        else {
            throw ValidationError(
                "'\(text)' is no month, expected one such as 2026-10, or a range such as "
                    + "2026-05..2026-10"
            )
        }
        return MonthsArgument(range: first...last)
    }

    static func cell(_ text: String) throws -> CellArgument {
        guard let cell = Cell(text) else {
            throw ValidationError(
                "'\(text)' is no cell, expected CONTRACT/PRODUCT/YYYY-MM such as "
                    + "CRD-00000-00000-00001/PRD-000-000-001/2026-10")
        }
        return CellArgument(cell: cell)
    }

    /// `error,unproven`: the verdicts that are to show in the exit code.
    static func verdicts(_ text: String) throws -> VerdictsArgument {
        let words: [String: Verdict] = [
            "drift": .drift, "held": .held, "unproven": .unproven, "error": .error,
        ]
        let verdicts = try text.split(separator: ",", omittingEmptySubsequences: false).map {
            word in
            guard let verdict = words[String(word)] else {
                throw ValidationError(
                    "'\(PrintableText.of(String(word)))' is no verdict, expected some of "
                        + "\(words.keys.sorted().joined(separator: ", ")), parted by commas")
            }
            return verdict
        }
        return VerdictsArgument(verdicts: Set(verdicts))
    }
}

struct VerdictsArgument: Sendable { var verdicts: Set<Verdict> }
struct TimestampArgument: Sendable { var value: Timestamp }
struct MonthsArgument: Sendable { var range: ClosedRange<BillingMonth> }
struct CellArgument: Sendable { var cell: Cell }

extension SelectionOptions {
    var selection: CellSelection {
        CellSelection(
            contracts: contract.map { Glob($0) }, products: product.map { Glob($0) },
            months: month.map(\.range))
    }

    /// Whether nothing is left out.
    var isWhole: Bool { contract.isEmpty && product.isEmpty && month.isEmpty }
}

extension String {
    /// The parts before, between and after a separator.
    fileprivate func components(between separator: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            parts.append(rest[..<range.lowerBound])
            rest = rest[range.upperBound...]
        }
        return parts + [rest]
    }
}
