import Controller
import Testing
import UsageModel

/// What a row of reports tells.
struct NotificationStateTests {
    private typealias Reports = NotificationReports

    /// The messages of each report in turn, in short: kinds, phase, reason and count.
    private func told(_ reports: [DriftReport]) -> [[String]] {
        var state = NotificationState()
        return reports.map { report in
            state.notifications(of: report).map { notification in
                let kinds = notification.kinds.map(\.rawValue).joined(separator: "+")
                return "\(kinds) \(notification.phase.rawValue) \(notification.reason ?? "-") "
                    + "\(notification.count)"
            }
        }
    }

    @Test func `1680 cells whose source is late are one message, once`() throws {
        let months = (0..<20).map { BillingMonth(index: Reports.october.index - $0) }
        let cells = months.flatMap { month in
            (0..<84).map { Reports.held($0, month: month, isOverdue: true) }
        }
        var state = NotificationState()
        let first = state.notifications(of: Reports.report("R1", cells))
        #expect(first.count == 1)
        let message = try #require(first.first)
        #expect(message.kinds == [.overdue, .held])
        #expect(message.count == 1680)
        #expect(message.reason == "usage.unknown")
        #expect(message.message == "1680 cells overdue and held: it is held")
        #expect(message.examples.count == DriftNotification.mostExamples)
        #expect(message.months == ReportMonths(from: months[19], to: Reports.october))
        #expect(message.next == "usagectl report show R1")
        for number in 2..<10 {
            #expect(state.notifications(of: Reports.report("R\(number)", cells)).isEmpty)
        }
    }

    @Test func `a cell alarms once, becomes worse once, and is told to be well again`() {
        #expect(
            told([
                Reports.report("R1", [Reports.missing(1), Reports.inSync(2)]),
                Reports.report("R2", [Reports.missing(1, isOverdue: true), Reports.inSync(2)]),
                Reports.report("R3", [Reports.missing(1, isOverdue: true), Reports.inSync(2)]),
                Reports.report("R4", [Reports.held(1, isOverdue: true), Reports.inSync(2)]),
                Reports.report("R5", [Reports.inSync(1), Reports.inSync(2)]),
                Reports.report("R6", [Reports.inSync(1), Reports.inSync(2)]),
            ]) == [
                [], ["overdue begun missing.noFile 1"], [], ["held begun usage.unknown 1"],
                ["overdue+held ended usage.unknown 1", "gone begun - 2"], [],
            ])
    }

    @Test func `a hold for another reason is told, an overdue cell's new reason is not`() {
        #expect(
            told([
                Reports.report("R1", [Reports.held(1, .monthOld)]),
                Reports.report("R2", [Reports.held(1, .ratioLimit)]),
                Reports.report("R3", [Reports.held(1, .ratioLimit), Reports.held(2, .ratioLimit)]),
            ]) == [
                ["held begun month.old 1"], ["held begun limit.ratioToMedian 1"],
                ["held begun limit.ratioToMedian 1"],
            ])
        let overdue = { (reason: ReasonCode) -> CellReport in
            var cell = Reports.missing(1, isOverdue: true)
            cell.decision.reason = reason
            return cell
        }
        #expect(
            told([
                Reports.report("R1", [overdue(.noFile)]),
                Reports.report("R2", [overdue(.draftResume)]),
            ]) == [["overdue begun missing.noFile 1"], []])
    }

    @Test func `a refused file outranks the hold that comes with it`() {
        let rejected = Reports.held(1, .rejected, state: .rejected)
        #expect(
            told([
                Reports.report("R1", [Reports.inSync(1)]), Reports.report("R2", [rejected]),
            ]) == [[], ["rejected+held begun rejected.byProvider 1"]])
    }

    @Test func `what a person acknowledged neither begins nor ends`() {
        let known = Reports.held(1, isAcknowledged: true)
        #expect(
            told([
                Reports.report("R1", [known]), Reports.report("R2", [Reports.held(1)]),
                Reports.report("R3", [known]), Reports.report("R4", [Reports.inSync(1)]),
            ]) == [[], ["held begun usage.unknown 1"], ["gone begun - 1"], []])
    }

    @Test func `cells that vanish end with their contract`() {
        #expect(
            told([
                Reports.report("R1", [Reports.held(1), Reports.held(2), Reports.missing(3)]),
                Reports.report("R2", [Reports.missing(3)]),
            ]) == [["held begun usage.unknown 2"], ["held ended cell.gone 2"]])
    }

    @Test func `a reading that is not proven is told once and says nothing of cells`() {
        #expect(
            told([
                Reports.report("R1", [Reports.held(1)]),
                Reports.report("R2", [], problems: ["the totals moved"]),
                Reports.report("R3", [], problems: ["the totals moved"]),
                Reports.report("R4", [Reports.held(1)]),
            ]) == [
                ["held begun usage.unknown 1"], ["unproven begun - 0"], [],
                ["unproven ended - 0"],
            ])
    }

    @Test func `a failing cycle is told once, with or without a report`() {
        #expect(
            told([
                Reports.report("R1", [Reports.inSync(1)]),
                Reports.report("R2", [Reports.inSync(1)], errors: ["HTTP 500"]),
                Reports.report("R3", [Reports.inSync(1)], errors: ["HTTP 502"]),
                Reports.report("R4", [Reports.inSync(1)]),
            ]) == [[], ["failed begun - 0"], [], ["failed ended - 0", "gone begun - 1"]])
        var state = NotificationState()
        let first = state.notifications(ofFailure: "no connection", at: Reports.time)
        #expect(first.map(\.message) == ["no connection"])
        #expect(state.notifications(ofFailure: "no connection", at: Reports.time).isEmpty)
        #expect(state.notifications(of: Reports.report("R1", [])).map(\.phase) == [.ended])
    }

    @Test func `usage of nobody is told once for each product and month`() {
        let lost = { (month: BillingMonth) in
            UnattributedUsage(
                product: "PRD-1", month: month, records: 3, reason: .subscriptionUnknown,
                examples: ["AS-1"])
        }
        var known = lost(Reports.october)
        known.acknowledged = true
        let next = lost(Reports.october.next)
        #expect(
            told([
                Reports.report("R1", [], unattributed: [lost(Reports.october)]),
                Reports.report("R2", [], unattributed: [lost(Reports.october), next]),
                Reports.report("R3", [], unattributed: [known, next]),
            ]) == [
                ["unattributed begun subscription.unknown 1"],
                ["unattributed begun subscription.unknown 1"], [],
            ])
    }

    @Test func `a restart repeats nothing, also after a reading that was not proven`() {
        let past = [
            Reports.report("R1", [Reports.held(1), Reports.missing(2, isOverdue: true)]),
            Reports.report("R2", [], problems: ["the totals moved"]),
        ]
        var state = NotificationState(remembering: past)
        let again = Reports.report("R3", [Reports.held(1), Reports.missing(2, isOverdue: true)])
        #expect(state.notifications(of: again).map(\.kinds) == [[.unproven]])
        #expect(state.notifications(of: again).isEmpty)
    }

    @Test func `the command clears all cells of a message where one does`() throws {
        var state = NotificationState()
        let report = Reports.report(
            "R1",
            [
                Reports.held(1, .monthOld), Reports.held(2, .monthOld),
                Reports.held(3, .twoSubmitted),
            ])
        let next = state.notifications(of: report).map(\.next)
        #expect(
            next == [
                "usagectl explain \(Reports.cell(3))", "usagectl approve --reason month.old",
            ])
    }

    @Test func `the id of a message is the same for the same change and no other`() {
        var state = NotificationState()
        var twin = NotificationState()
        let report = Reports.report(
            "R1",
            [Reports.held(1, .monthOld), Reports.held(2), Reports.missing(3, isOverdue: true)])
        let ids = state.notifications(of: report).map(\.id)
        #expect(ids == twin.notifications(of: report).map(\.id))
        #expect(Set(ids).count == 3)
    }
}
