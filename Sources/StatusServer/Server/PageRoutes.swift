import UsageModel

/// The pages for people.
struct PageRoutes: Sendable {
    let record: any StatusRecord
    let latest: LatestReport
    let comparison: LatestComparison
    let loop: LoopStatus
    let version: String

    func answer(_ call: StatusCall, isSignedIn: Bool, at now: Timestamp) async throws
        -> StatusAnswer
    {
        let path = call.segments
        let report = try await latest.value()
        let page = Page(
            report: report, isSignedIn: isSignedIn, version: version,
            banners: Banner.banners(of: loop.health, report: report, at: now))
        switch (path.first, path.count) {
        case (nil, 0): return .html(try await front(call, page, at: now))
        case ("cells", 4):
            return .html(try await cell(Array(path.dropFirst()), page, at: now))
        case ("cycles", 1):
            let cycles = CyclesPage(
                headers: try await record.reports(limit: CyclesPage.shown), health: loop.health,
                banners: page.banners)
            return .html(page.framed("Cycles", .cycles, cycles.html))
        case ("cycles", 2): return .html(try await cycle(path[1], page))
        case ("policies", 1):
            let policies = PoliciesPage(
                policies: try await record.policies(), banners: page.banners)
            return .html(page.framed("Policies", .policies, policies.html))
        default: throw PageError.notFound("there is nothing at this address")
        }
    }

    /// What pages have in common.
    private struct Page {
        let report: DriftReport?
        let isSignedIn: Bool
        let version: String
        let banners: [Banner]

        func framed(_ title: String, _ place: PageFrame.Place?, _ content: HTML) -> HTML {
            PageFrame(
                title: "\(title) · usagectl", identity: report?.identity,
                navigation: PageFrame.Navigation(current: place, isSignedIn: isSignedIn),
                footer: "usagectl \(version)"
            ).page(content)
        }
    }

    private func front(_ call: StatusCall, _ page: Page, at now: Timestamp) async throws -> HTML {
        guard let report = page.report else {
            let plain = PlainPage(
                title: "No cycle yet", sentence: "The first cycle has not been recorded.",
                banners: page.banners)
            return page.framed("No cycle yet", .grid, plain.html)
        }
        let front = FrontPage(
            report: report, filter: try GridFilter(call.query), banners: page.banners,
            comparison: try await comparison.value(), now: now)
        return page.framed("Grid", .grid, front.html)
    }

    private func cell(_ parts: [String], _ page: Page, at now: Timestamp) async throws -> HTML {
        guard let report = page.report else {
            throw PageError.notFound("no cycle was recorded yet")
        }
        let found = try CellLookup.cell(parts, in: report)
        let content = CellPage(
            cell: found, report: report,
            history: try await record.history(of: found.cell, files: found.files.map(\.id)),
            policies: try await record.policies(), banners: page.banners, now: now)
        return page.framed("\(found.cell)", nil, content.html)
    }

    private func cycle(_ id: String, _ page: Page) async throws -> HTML {
        guard let report = try await record.report(id: id) else {
            throw PageError.notFound("there is no report '\(id)'")
        }
        return page.framed("Report \(id)", nil, ReportPage(report).content)
    }
}
