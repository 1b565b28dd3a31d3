import TestSupport
import Testing
import UsageModel

@testable import UsageSources

/// An API that is taken to answer with one page must not have more.
struct HTTPSinglePageTests {
    @Test func `a page that names the next one is not the whole`() async throws {
        for (link, isKnown) in [
            ("</usage?p=2>; rel=\"next\"", false), ("</usage>; rel=\"self\"", true),
        ] {
            try await VendorServer.with({ _ in
                .answer(FetchedBench.array(1...2), headers: ["Link: \(link)"])
            }) { server, base in
                let reading = try await HTTPBench.read("\(base)/usage?m={month}")
                #expect(
                    reading.reason()
                        == (isKnown
                            ? nil
                            : "\(base)/usage?m=2026-10 names a next page in its Link header, and "
                                + "the source has no 'pagination', so more records may follow; "
                                + "'pagination: {by: header}' reads them all"))
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test(arguments: [
        ("limit=2", false), ("per_page=2", false), ("page_size=2", false), ("pageSize=2", false),
        ("limit=3", true), ("limit=1", true), ("version=2", true),
    ])
    func `a page as full as the url asks is not the whole`(
        parameter: String, isKnown: Bool
    ) async throws {
        let bodies = [
            (FetchedBench.array(1...2), "application/json"),
            (FetchedBench.record(1) + "\n" + FetchedBench.record(2), "application/x-ndjson"),
            (
                SourceBench.file([SourceBench.line(), SourceBench.line(subscription: "B")]),
                "text/csv"
            ),
        ]
        for (body, type) in bodies {
            try await VendorServer.with({ _ in .answer(body, type: type) }) { _, base in
                let reading = try await HTTPBench.read("\(base)/?m={month}&\(parameter)")
                #expect(
                    reading.reason()
                        == (isKnown
                            ? nil
                            : "\(base)/?m=2026-10&\(parameter) has 2 records, as many as the url "
                                + "asks for, and the source has no 'pagination', so more may "
                                + "follow; say how the pages go on, or ask for more at once"))
            }
        }
    }

    @Test func `an empty page is not full`() async throws {
        try await VendorServer.with({ _ in .answer("[]") }) { _, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}&limit=0") {
                $0.emptyMeans = .zero
            }
            #expect(reading.isKnown)
        }
    }
}
