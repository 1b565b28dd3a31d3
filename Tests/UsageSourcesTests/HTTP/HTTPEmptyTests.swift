import TestSupport
import Testing
import UsageModel

@testable import UsageSources

/// What an API's answer without a record means.
struct HTTPEmptyTests {
    private static let message = "Service unavailable"

    @Test(arguments: [
        message, SourceBench.line(), SourceBench.header.replacing("quantity", with: "qty") + "\n",
    ])
    func `a line that is no header is never zero`(body: String) async throws {
        for last in [body, body + "\n\n"] {
            try await VendorServer.with({ _ in .answer(last, type: "text/csv") }) { _, base in
                let reading = try await HTTPBench.read("\(base)/?m={month}") {
                    $0.emptyMeans = .zero
                }
                let reason = try #require(reading.reason())
                #expect(reason.hasPrefix("\(base)/?m=2026-10:1: no column '"))
            }
        }
    }

    @Test(arguments: ["", "\n \n", SourceBench.header, SourceBench.header + "\n\n"])
    func `nothing, or a header alone, is what emptyMeans says`(body: String) async throws {
        for means in EmptyMeans.allCases {
            try await VendorServer.with({ _ in .answer(body, type: "text/csv") }) { _, base in
                let reading = try await HTTPBench.read("\(base)/?m={month}") {
                    $0.emptyMeans = means
                }
                #expect(
                    reading.reason()
                        == (means == .zero
                            ? nil
                            : "\(base)/?m=2026-10 answered without a record, which is no proof "
                                + "that there was no usage; 'emptyMeans: zero' of the source takes "
                                + "it for one"))
            }
        }
    }

    @Test(arguments: ["text/csv", "application/x-ndjson"])
    func `a blank page behind others is their end`(type: String) async throws {
        let isTable = type == "text/csv"
        try await VendorServer.with({ request in
            let page = Int(request["page"] ?? "") ?? 0
            guard page < 3 else { return .answer("\n", type: type) }
            return .answer(
                isTable
                    ? SourceBench.file([SourceBench.line(subscription: "AS-\(page)")])
                    : FetchedBench.record(page) + "\n", type: type)
        }) { _, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}&page={page}") {
                $0.pagination = .page(first: 1, size: nil, total: nil)
            }
            #expect(reading.reason() == nil)
            #expect(reading.subscriptions == ["AS-1", "AS-2"])
        }
    }

    @Test func `a page without a header behind others is not their end`() async throws {
        try await VendorServer.with({ request in
            let page = Int(request["page"] ?? "") ?? 0
            return .answer(
                page < 3 ? SourceBench.file([SourceBench.line(quantity: "\(page)")]) : Self.message,
                type: "text/csv")
        }) { _, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}&page={page}") {
                $0.pagination = .page(first: 1, size: nil, total: nil)
            }
            #expect(reading.reason()?.contains("page=3:1: no column '") == true)
        }
    }

    @Test(arguments: [
        ("2026-10", "2026-11"), ("\"P1\"", "\"P2\""),
    ])
    func `the word for zero is about an answer without records`(old: String, new: String)
        async throws
    {
        let items = FetchedBench.array(1...2).replacing(old, with: new)
        try await VendorServer.with({ _ in .answer("{\"items\":\(items),\"final\":true}") }) {
            _, base in
            let reading = try await HTTPBench.read("\(base)/?p={product}&m={month}") {
                $0.recordsAt = "items"
                $0.zero = .init(field: "final", value: "true")
            }
            #expect(reading.reason()?.contains("without a record of 2026-10") == true)
        }
    }

    @Test func `the word for zero on one page is not for the records of another`() async throws {
        let items = FetchedBench.array(1...1).replacing("2026-10", with: "2026-11")
        try await VendorServer.with({ request in
            request["p"] == nil
                ? .answer("{\"items\":[],\"final\":true,\"next\":\"/?p=2\"}")
                : .answer("{\"items\":\(items)}")
        }) { _, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}") {
                $0.recordsAt = "items"
                $0.pagination = .link(field: "next", total: nil)
                $0.zero = .init(field: "final", value: "true")
            }
            #expect(reading.reason()?.contains("without a record of 2026-10") == true)
        }
    }
}
