import ConnectAPI
import Testing
import UsageModel

@Suite("The query grammar")
struct RQLTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var expression: RQL
        var text: String
        var testDescription: String { text }
    }

    @Test(arguments: [
        Case(expression: .eq("id", "UF-2026-10-0000-0000"), text: "eq(id,UF-2026-10-0000-0000)"),
        Case(expression: .ne("status", "draft"), text: "ne(status,draft)"),
        Case(
            expression: .eq("external_id", "usagectl:prod:CRD-1:PRD-2:2026-05"),
            text: "eq(external_id,usagectl:prod:CRD-1:PRD-2:2026-05)"),
        Case(expression: .eq("f", "a/b"), text: "eq(f,\"a/b\")"),
        Case(expression: .eq("f", "a b+c"), text: "eq(f,\"a b+c\")"),
        Case(expression: .eq("f", "say \"hi\""), text: "eq(f,'say \"hi\"')"),
        Case(expression: .eq("f", "it's"), text: "eq(f,\"it's\")"),
        Case(expression: .eq("f", ""), text: "eq(f,\"\")"),
        Case(expression: .eq("f", "in"), text: "eq(f,\"in\")"),
        Case(expression: .eq("f", "-x"), text: "eq(f,\"-x\")"),
        Case(expression: .eq("f", "null()"), text: "eq(f,\"null()\")"),
        Case(expression: .eq("f", "ü"), text: "eq(f,\"ü\")"),
        Case(expression: .in("id", ["a", "b,c"]), text: "in(id,(a,\"b,c\"))"),
        Case(
            expression: .ge("created.at", Timestamp(seconds: 0)),
            text: "ge(created.at,1970-01-01T00:00:00Z)"),
        Case(expression: .and([.eq("a", "b"), .lt("c", "1")]), text: "and(eq(a,b),lt(c,1))"),
        Case(expression: .or([.eq("a", "b")]), text: "eq(a,b)"),
        Case(expression: .not(.le("a", "2")), text: "not(le(a,2))"),
        Case(expression: .ordering(["-created.at", "id"]), text: "ordering(-created.at,id)"),
    ])
    func `expressions are written as the grammar reads them`(example: Case) throws {
        #expect(try example.expression.text() == example.text)
    }

    @Test(arguments: [
        (RQL.in("id", []), "the list of values for 'id' is empty"),
        (.and([]), "'and' has no terms"),
        (
            .eq("f", "both ' and \""),
            "'both ' and \"' contains both kinds of quotes, which the query grammar cannot carry"
        ),
        (.eq("f", "a\nb"), "a value contains a control character, which a query cannot carry"),
    ])
    func `what the grammar cannot say is refused`(expression: RQL, text: String) {
        #expect(throws: ConnectError.query(text)) { try expression.text() }
    }

    @Test(arguments: [
        ("AS-0001-0001-0001", true), ("a b,c(d)&e=%2'", true), ("a \"quoted\" name", true),
        ("größe 大", true), ("both ' and \"", false), ("a\tb", false), ("a\u{7F}b", false),
        (String(repeating: "x", count: 3_400), true),
        (String(repeating: "x", count: 3_500), false),
        (String(repeating: "大", count: 400), false),
    ])
    func `a value is known to fit into a query or not`(value: String, fits: Bool) {
        #expect(RQL.canCarry(value) == fits)
    }

    @Test func `long values are fewer to a query`() {
        let short = (0..<250).map { "AS-0000-0000-0000-\(1000 + $0)" }
        #expect(Batches.of(short).map(\.count) == [100, 100, 50])
        let long = (0..<10).map { "\($0)" + String(repeating: "é", count: 200) }
        let batches = Batches.of(long)
        #expect(batches.joined().sorted() == long.sorted())
        #expect(batches.allSatisfy { $0.map(Batches.length).reduce(0, +) <= Batches.mostBytes })
        #expect(batches.count == 5)
    }

    @Test func `a query is encoded for a server that decodes with unquote`() throws {
        let query = try QueryString([.eq("f", "a b+c&d=é%\"'".replacing("\"", with: ""))], limit: 5)
        #expect(query.text == "eq(f,%22a%20b%2Bc%26d%3D%C3%A9%25%27%22)&limit=5")
    }
}
