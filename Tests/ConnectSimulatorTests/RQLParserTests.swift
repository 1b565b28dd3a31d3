import ConnectSimulator
import Testing

/// Each text was also given to the platform's published grammar (PyPI `lib-rql`), which takes and
/// refuses the same.
struct RQLParserTests {
    @Test(arguments: [
        "eq(id,UF-1)", "id=UF-1", "id=eq=UF-1", "ne(a,b)&gt(c,1)", "a=1,b=2", "and(a=1,b=2)",
        "(a=1,b=2)", "(a=1|b=2)", "(a=1;b=2)", "or(a=1,b=2,c=3)", "not(a=1)", "not(in(a,(b,c)))",
        "not(not=1)", "in(a,(b))", "out(a,(b,\"c,d\"))", "like(a,*x*)", "ilike(a,x*)",
        "ordering(-created.at,id)", "ordering()", "ordering(+a)", "select(-stats,x)",
        "eq(a,null())",
        "eq(a,empty())", "a=null()", "search=term", "eq(a,\"a/b\")", "eq(a,'it \"is\"')",
        "eq(external_id,CRD-1:PRD-2:2026-05)", "eq(name,two words)", "eq(a,a+b@c*d)", "eq(a,-5)",
        "eq(a,2026-10-01T00:00:00+00:00)", "limit=10&offset=20&eq(a,b)", "((a=1))",
        "and(a=1,or(b=2,c=3))", "a=1&(b=2|c=3)", "eq(like,1)", "and=1", "eq(a,é)", "eq(a,in)",
        "t(a=1)", "a=1&ordering(b)", "eq(product__id,x)",
    ])
    func `the grammar takes it`(query: String) throws {
        #expect(try RQLParser.parse(query) != nil)
    }

    @Test(arguments: [
        "in(a,())", "limit(10,0)", "a=in=(b)", "a=like=b", "eq(a,a/b)", "eq(a,b,c)", "eq(a)",
        "eq(a,)", "a=", "and(a=1)", "or(a=1)", "not(and(a=1,b=2))", "not(a=1,b=2)", "(a=1|b=2;c=3)",
        "a=1|b=2", "a=1;b=2", "eq(a, b)", "eq( a,b)", "eq(1a,b)", "eq(_a,b)", "eq(a,b", "eq(a,b))",
        "eq(a,\"b)", "eq(a,b#c)", "eq(a,[b])", "eq(a,b=c)", "&", "a=1&", "a=1,,b=2", "eq(a,.5)",
        "in(a,b)", "foo(a,b)", "ordering(a b)", "like(a,())", "a",
    ])
    func `the grammar refuses it`(query: String) {
        #expect(throws: RQLError.self) { try RQLParser.parse(query) }
    }

    @Test func `the three forms of equality are one`() throws {
        let expected = RQLExpression.compare(.eq, property: "a.b", .text("c"))
        for query in ["eq(a.b,c)", "a.b=c", "a.b=eq=c"] {
            #expect(try RQLParser.parse(query) == expected)
        }
    }

    @Test func `an empty query asks for nothing`() throws {
        #expect(try RQLParser.parse("") == nil)
    }

    @Test func `a comma joins like an ampersand but binds less`() throws {
        let a = RQLExpression.compare(.eq, property: "a", .text("1"))
        let b = RQLExpression.compare(.eq, property: "b", .text("2"))
        let c = RQLExpression.compare(.eq, property: "c", .text("3"))
        #expect(try RQLParser.parse("a=1&b=2,c=3") == .and([.and([a, b]), c]))
        #expect(try RQLParser.parse("(a=1|b=2)&c=3") == .and([.or([a, b]), c]))
    }

    @Test func `a syntax error tells its place`() {
        #expect(throws: RQLError.syntax(offset: 6)) { try RQLParser.parse("eq(a,b/c)") }
    }
}
