import Testing

@testable import UsageSources

struct QueryTemplateTests {
    @Test(arguments: [
        ("SELECT :month", "SELECT $1", ["month"]),
        (
            "a = :product AND b = :month AND c = :product", "a = $1 AND b = $2 AND c = $1",
            ["product", "month"]
        ),
        ("x::text = :month::text", "x::text = $1::text", ["month"]),
        (":from<=t AND t<:to;", "$1<=t AND t<$2;", ["from", "to"]),
        ("':month' || ':it''s :to' || :month", "':month' || ':it''s :to' || $1", ["month"]),
        (#"E'\':to' || :month"#, #"E'\':to' || $1"#, ["month"]),
        (#"the'\' || :month"#, #"the'\' || $1"#, ["month"]),
        (#""a:to""b" = :month"#, #""a:to""b" = $1"#, ["month"]),
        ("-- :to\n:month", "-- :to\n$1", ["month"]),
        ("/* :to /* :from */ :product */ :month", "/* :to /* :from */ :product */ $1", ["month"]),
        ("$$ :to $$ || :month", "$$ :to $$ || $1", ["month"]),
        ("$a$ :to $$ :from $a$ || :month", "$a$ :to $$ :from $a$ || $1", ["month"]),
        ("a$b$c = :month", "a$b$c = $1", ["month"]),
        (
            "x[1: n] || :month ; -- end\n /* of it */", "x[1: n] || $1 ; -- end\n /* of it */",
            ["month"]
        ),
        ("f(a := 1, :month)", "f(a := 1, $1)", ["month"]),
    ])
    func `only a statement's own colons begin parameters`(
        query: String, text: String, parameters: [String]
    ) throws {
        let template = try QueryTemplate(query)
        #expect(template.text == text)
        #expect(template.parameters == parameters)
    }

    @Test(arguments: [
        ("SELECT 1", "asks for no month"),
        ("SELECT :product", "asks for no month"),
        ("SELECT :moth", "has the parameter ':moth', expected :product, :month, :from, :to"),
        ("SELECT $1, :month", "parameters have names here"),
        ("SELECT 'a, :month", "has a quote that is not closed, at ''a, :month'"),
        ("SELECT \"a, :month", "has a quote that is not closed"),
        ("SELECT /* :month", "has a comment that is not closed"),
        ("SELECT $x$ :month", "has a dollar quote that is not closed"),
        ("SELECT :month; DELETE FROM usage", "has more than one statement, at 'DELETE FROM usage'"),
    ])
    func `what cannot be a query is refused with its place`(query: String, words: String) {
        let error = #expect(throws: SourceConfigurationError.self) { try QueryTemplate(query) }
        #expect(error?.description.contains(words) == true)
    }

    @Test(
        arguments: [
            ("host=db.example", "verify-full"), ("host=10.0.0.1", "verify-full"),
            ("host=localhost,db.example", "verify-full"),
            ("hostaddr=10.0.0.1 host=localhost", "verify-full"),
            ("host=db.example sslmode=require", "require"), ("host=localhost", nil),
            ("host=127.evil.example", "verify-full"), ("service=metering", "verify-full"),
            ("host=127.0.0.1", nil), ("host=/run/postgresql", nil), ("dbname=d", nil),
            ("postgresql://u@db.example/d", "verify-full"),
        ] as [(String, String?)])
    func `a connection that leaves the machine is encrypted and verified unless it says otherwise`(
        dsn: String, mode: String?
    ) throws {
        var parameters = try ConnectionParameters(dsn: dsn)
        parameters.complete(
            password: nil, caFile: nil, connectTimeout: .seconds(15), environment: [:])
        #expect(parameters.values["sslmode"] == mode)
        #expect((parameters.values["sslrootcert"] != nil) == (mode == "verify-full"))
    }

    @Test(arguments: [
        ["PGHOST": "db.example"], ["PGHOST": "localhost", "PGHOSTADDR": "10.0.0.1"],
        ["PGSERVICE": "metering"],
    ])
    func `a host of the environment counts`(environment: [String: String]) throws {
        var parameters = try ConnectionParameters(dsn: "dbname=d")
        parameters.complete(
            password: nil, caFile: "/ca.pem", connectTimeout: .seconds(15),
            environment: environment)
        #expect(parameters.values["sslmode"] == "verify-full")
        #expect(parameters.values["sslrootcert"] == "/ca.pem")
    }
}
