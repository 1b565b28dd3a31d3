import Reconciliation
import UsageModel
import YAMLDocument

/// Two plans of one observation, cell by cell.
struct PolicyComparison {
    /// A cell whose state, verb or reason differs; nil where the cell is in one plan only.
    struct Change {
        var cell: Cell
        var now: PlannedCell?
        var then: PlannedCell?
    }

    let now: Timestamp
    let then: Timestamp
    /// The number of cells in either plan.
    let compared: Int
    /// By contract, product, month.
    let changes: [Change]

    init(
        now: Timestamp, then: Timestamp, plans: (now: Plan, then: Plan),
        selection: CellSelection = CellSelection()
    ) {
        self.now = now
        self.then = then
        let first = Self.cells(of: plans.now, selection)
        let second = Self.cells(of: plans.then, selection)
        let cells = Set(first.keys).union(second.keys).sorted()
        compared = cells.count
        changes = cells.compactMap { cell in
            let change = Change(cell: cell, now: first[cell], then: second[cell])
            return change.isReal ? change : nil
        }
    }

    private static func cells(of plan: Plan, _ selection: CellSelection) -> [Cell: PlannedCell] {
        plan.cells.reduce(into: [:]) { cells, planned in
            if selection.contains(planned.cell) { cells[planned.cell] = planned }
        }
    }

    var json: JSONValue {
        [
            "schemaVersion": 1, "kind": "PolicyWhatIf", "asOf": .string(now.description),
            "at": .string(then.description), "compared": .int(compared),
            "cells": .array(changes.map(\.json)),
        ]
    }

    var text: String {
        let head =
            "\(changes.count) of \(compared) cells would be decided differently at \(then) than at "
            + "\(now)\n"
        guard !changes.isEmpty else { return head }
        let rows = changes.map { change in
            [change.cell.description] + Self.columns(change.now) + ["->"]
                + Self.columns(change.then)
        }
        let names = ["STATE", "DECISION", "REASON"]
        let lines = TextColumns.of([["CELL"] + names + [""] + names] + rows)
        return head + "\n" + lines.joined(separator: "\n") + "\n"
    }

    private static func columns(_ planned: PlannedCell?) -> [String] {
        guard let planned else { return ["not owed", "-", "-"] }
        let decision = planned.decision
        return [planned.state.rawValue, decision.verb.rawValue, decision.reason.rawValue]
    }
}

extension PolicyComparison.Change {
    /// Whether there is any difference that a person would act on.
    fileprivate var isReal: Bool {
        now?.state != then?.state || now?.decision.verb != then?.decision.verb
            || now?.decision.reason != then?.decision.reason
    }

    fileprivate var json: JSONValue {
        [
            "contract": .string(cell.contract.text), "product": .string(cell.product.text),
            "month": .string(cell.month.description), "now": now?.whatIf ?? .null,
            "then": then?.whatIf ?? .null,
        ]
    }
}

extension PlannedCell {
    fileprivate var whatIf: JSONValue {
        [
            "state": .string(state.rawValue),
            "decision": [
                "verb": .string(decision.verb.rawValue),
                "reason": .string(decision.reason.rawValue), "message": .string(decision.message),
                "next": decision.next.map(JSONValue.string) ?? .null,
            ],
        ]
    }
}
