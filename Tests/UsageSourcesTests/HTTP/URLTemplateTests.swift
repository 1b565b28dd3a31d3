import Testing
import UsageModel

@testable import UsageSources

struct URLTemplateTests {
    @Test(
        arguments: [
            ("https://h.example/{month}", nil),
            ("http://127.0.0.1:8080/{month}", nil), ("http://[::1]/{month}", nil),
            ("http://h.example/{month}", "is not encrypted"),
            ("http://127.0.0.1.evil.example/{month}", "is not encrypted"),
            ("http://127.0.0.1:x/{month}", "is no address"),
            ("https://user@h.example/{month}", "is no address"),
            ("ftp://h.example/{month}", "is no address"),
            ("https://{product}.example/{month}", "has a placeholder in its host"),
            ("https://{product}.example?m={month}", "has a placeholder in its host"),
            ("https://{product}.example", "has a placeholder in its host"),
            ("https://h.example?m={month}&x=a/b", nil),
            ("https://h.example/usage", "asks for no month"),
            ("https://h.example/{moth}", "has '{moth}'; only {product}, {month}"),
            ("https://h.example/{month", "has '{month'"),
            ("https://h.example/{cursor}/{month}", "has {cursor} in its path"),
            ("https://h.example/{month}?c={cursor}", "needs 'pagination: {by: cursor}'"),
            ("https://h.example/{month}?p={page}", "needs 'pagination: {by: page}'"),
        ] as [(String, String?)])
    func `an address must be safe and ask for a month`(url: String, problem: String?) {
        let configuration = HTTPSourceConfiguration(name: "m", urlTemplate: url)
        if let problem {
            let error = #expect(throws: SourceConfigurationError.self) {
                try FetchedSource.http(configuration)
            }
            #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
        } else {
            #expect(throws: Never.self) { try FetchedSource.http(configuration) }
        }
    }

    @Test func `secrets in an address are not shown`() {
        let address = WebAddress("https://h/x?month=2026-10&X-Amz-Signature=abc&api_key=k&page=2")
        #expect(
            address?.description
                == "https://h/x?month=2026-10&X-Amz-Signature=***&api_key=***&page=2")
    }

    @Test(arguments: [
        ("<https://h/2>; rel=\"next\"", ["https://h/2"]),
        ("<a>; rel=prev, <b>; rel=next", ["b"]),
        ("<a,b;c>; title=\"x, <y>; rel=next\"; REL=\"first next\"", ["a,b;c"]),
        ("<a>; rel=\"nextone\"", []), ("garbage", []), ("<a", []), ("<a>", []),
    ])
    func `the header Link is read as its standard says`(value: String, next: [String]) {
        #expect(LinkHeader.next(in: [value]) == next)
    }
}
