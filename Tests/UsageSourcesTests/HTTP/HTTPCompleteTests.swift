import TestSupport
import Testing
import UsageModel

@testable import UsageSources

/// When an API's answer is a whole month: by its rows, or by a member beside them.
struct HTTPCompleteTests {
    private func read(
        _ base: String, _ change: (inout HTTPSourceConfiguration) -> Void = { _ in }
    ) async throws -> UsageReading {
        try await HTTPBench.read("\(base)/?m={month}") {
            $0.recordsAt = "items"
            $0.pagination = .link(field: "next", total: nil)
            change(&$0)
        }
    }

    /// Pages of records with a state each, and what follows them in the answer.
    private static func page(_ states: [String], _ more: String = "") -> VendorAnswer {
        let items = states.enumerated().map { index, state in
            FetchedBench.record(index + 1).dropLast() + ",\"state\":\"\(state)\"}"
        }
        return .answer("{\"items\":[\(items.joined(separator: ","))]\(more)}")
    }

    private static func attesting(_ configuration: inout HTTPSourceConfiguration) {
        configuration.mapping.attested = RowCondition("state", .isOneOf(["final"]))
    }

    @Test func `every row attests, on whatever page`() async throws {
        for (second, reason) in [
            (["final"], nil as String?),
            // A last page without a row is no word against the others.
            ([], nil),
            (
                ["open"],
                "/?p=2:1: 'state' is 'open', expected 'final', so the usage is not complete yet"
            ),
        ] {
            try await VendorServer.with({ request in
                request["p"] == nil
                    ? Self.page(["final", "final"], ",\"next\":\"/?p=2\"") : Self.page(second)
            }) { _, base in
                let reading = try await read(base, Self.attesting)
                #expect(reading.reason() == reason.map { "\(base)\($0)" })
            }
        }
    }

    @Test func `without a row nothing attests, whatever empty answers mean`() async throws {
        try await VendorServer.with({ _ in Self.page([]) }) { _, base in
            let reading = try await read(base) {
                Self.attesting(&$0)
                $0.emptyMeans = .zero
            }
            #expect(
                reading.reason()
                    == "\(base)/?m=2026-10 answered without a record: there is no row whose "
                    + "'state' could attest that it is complete")
            #expect(try await read(base) { $0.emptyMeans = .zero }.isKnown)
        }
    }

    @Test(arguments: [
        (#","final":true"#, nil as String?),
        (#","final":"true""#, nil),
        (#","final":false"#, "says 'false' at 'final'"),
        (#","final":null"#, "says nothing at 'final'"),
        ("", "says nothing at 'final'"),
    ])
    func `a member of the answer attests, and with it no record is zero`(
        more: String, found: String?
    ) async throws {
        for states in [["open"], []] {
            try await VendorServer.with({ _ in Self.page(states, more) }) { _, base in
                let reading = try await read(base) {
                    $0.complete = .init(field: "final", value: "true")
                }
                #expect(
                    reading.reason()
                        == found.map {
                            "\(base)/?m=2026-10 \($0), expected 'true', so the usage is not "
                                + "complete yet"
                        })
            }
        }
    }

    @Test func `of pages the last one has to attest, and none may deny it`() async throws {
        for (first, last, isKnown) in [
            ("", #","final":true"#, true), (#","final":true"#, "", false),
            (#","final":false"#, #","final":true"#, false),
        ] {
            try await VendorServer.with({ request in
                request["p"] == nil
                    ? Self.page(["a"], ",\"next\":\"/?p=2\"" + first) : Self.page(["b"], last)
            }) { _, base in
                let reading = try await read(base) {
                    $0.complete = .init(field: "final", value: "true")
                }
                #expect(reading.isKnown == isKnown, "\(first) \(last)")
            }
        }
    }

    @Test func `records of another month are not made a zero by being whole`() async throws {
        let items = FetchedBench.array(1...1).replacing("2026-10", with: "2026-11")
        try await VendorServer.with({ _ in .answer("{\"items\":\(items),\"final\":true}") }) {
            _, base in
            let reading = try await read(base) {
                $0.complete = .init(field: "final", value: "true")
            }
            #expect(reading.reason()?.contains("without a record of 2026-10") == true)
        }
    }
}
