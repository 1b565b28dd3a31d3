import TestSupport
import Testing
import UsageModel
import UsageSources
import Workbook

/// What the formats look like, and that all of them give the same records.
struct RecordFormatsTests {
    private let bench: SourceBench

    init() throws {
        bench = try SourceBench()
    }

    private let whole = UsageRecord(
        product: "P1", subscription: "AS-1", itemMPN: "M", quantity: ExactDecimal("0.1") ?? .zero,
        start: Timestamp("2026-10-01 00:00:00") ?? Timestamp(seconds: 0),
        end: Timestamp("2026-10-31 23:59:59") ?? Timestamp(seconds: 0),
        amount: ExactDecimal("12345678901234567.89"), tier: 2, recordID: "r1", note: "a, \"b\"\nc",
        category: "c1", categoryName: "Storage", categoryDescription: "of all kinds",
        itemName: "Größe", itemUnit: "GB", itemPrecision: "decimal(2)", currency: "EUR",
        custom: [CustomField(name: "a", value: "007"), CustomField(name: "z", value: "=1")],
        origin: RecordOrigin(file: "", line: 0))

    private static let columns =
        "v.z,product_id,subscription_id,item_mpn,quantity,start_time_utc,end_time_utc,amount,tier,"
        + "record_id,record_note,category_id,category_name,category_description,item_name,"
        + "item_unit,item_precision,currency,ignored,v.a"

    private static let csv = """
        \(columns)
        =1,P1,AS-1,M,0.10,2026-10-01 00:00:00,2026-10-31 23:59:59,12345678901234567.89,2,\
        r1,"a, ""b""
        c",c1,Storage,of all kinds,Größe,GB,decimal(2),EUR,x,007

        """

    private static let json = """
        {"v.z": "=1", "product_id": "P1", "subscription_id": "AS-1", "item_mpn": "M", \
        "quantity": 0.10, "start_time_utc": "2026-10-01T00:00:00Z", \
        "end_time_utc": "2026-10-31", "amount": 12345678901234567.89, "tier": 2, \
        "record_id": "r1", "record_note": "a, \\"b\\"\\nc", "category_id": "c1", \
        "category_name": "Storage", "category_description": "of all kinds", \
        "item_name": "Gr\\u00f6\\u00dfe", "item_unit": "GB", "item_precision": "decimal(2)", \
        "currency": "EUR", "ignored": {"deep": [1, true, null]}, "v.a": "007"}
        """

    @Test(arguments: [
        ("usage.csv", csv, 2),
        (
            "usage.CSV",
            "\u{feff}" + csv.replacing("\n", with: "\r\n").replacing("\"\"\r\n", with: "\"\"\n"), 2
        ),
        ("usage.jsonl", "\n" + json + "\n\n", 2),
        ("usage.json", "[\(json)]", 1),
        ("usage.json", "\u{feff} [\n\(json)\n]\n", 1),
    ])
    func `every format gives the same record`(name: String, content: String, line: Int) async throws
    {
        let path = try bench.folder.write(name, content)
        let reading = try await bench.read(name)
        var expected = whole
        expected.origin = RecordOrigin(file: path, line: line)
        #expect(reading.problems == [])
        #expect(reading.allRecords == [expected])
    }

    @Test(arguments: [(";", ";"), ("\t", "tab")])
    func `a separator that only fits the header is found`(separator: String, name: String)
        async throws
    {
        let text = SourceBench.file([SourceBench.line()]).replacing(",", with: separator)
        try bench.folder.write("a.csv", text)
        #expect(try await bench.read("a.csv").allRecords.count == 1)
    }

    @Test
    func `a header that fits two separators is refused`() async throws {
        try bench.folder.write("a.csv", "product_id,x;quantity\n")
        #expect(
            try await bench.reason(in: bench.read("a.csv"))
                == "a.csv:1: the header can be read with ',' and ';' between the columns; "
                + "use one of them throughout")
    }

    @Test
    func `the vendor template takes its product from the path`() async throws {
        let path = try bench.folder.write(
            "P1.json",
            """
            {"made": "today", "subscriptions": [
              {"id": "AS-1", "mpn": "M", "quantity": "3.50", "start_date": "2026-10-01",
               "end_date": "2026-10-31"}]}
            """)
        let reading = try await bench.read("{product}.json")
        let expected = UsageRecord(
            product: "P1", subscription: "AS-1", itemMPN: "M",
            quantity: ExactDecimal("3.5") ?? .zero, start: whole.start, end: whole.end,
            origin: RecordOrigin(file: path, line: 1))
        #expect(reading.allRecords == [expected])
        try bench.folder.write("all.json", "{\"subscriptions\": []}")
        #expect(
            try await bench.reason(in: bench.read("all.json"))
                == "all.json: its rows name no product; put '{product}' into the source's path, or "
                + "write an array of records with 'product_id'")
    }

    @Test(arguments: [
        ("a.json", "[1]", "a.json:1: a number stands where an object with a record was expected"),
        (
            "a.json", "[{}",
            "a.json:1: no column 'product_id'; 'fields' of the source can map another "
                + "name onto it (and 1 more)"
        ),
        (
            "a.json", "{\"a\": 1}",
            "a.json: it is an object without 'subscriptions'; write an array of records"
        ),
        ("a.json", "[] x", "a.json:1: 'x' stands where the end of the file was expected"),
        ("a.json", "[\n01]", "a.json:2: a number begins with 0"),
        ("a.json", "[1.]", "a.json:1: ']' stands where a digit was expected"),
        (
            "a.json", "[\"\\ud800\"]",
            "a.json:1: '\"' stands where the second half of a surrogate pair "
                + "was expected"
        ),
        ("a.json", "[\"a", "a.json:1: the file ends where the end of a text was expected"),
        ("a.json", "[{\"a\": 1, \"a\": 2}]", "a.json:1: 'a' stands twice in one object"),
        (
            "a.json", "3",
            "a.json:1: '3' stands where an array of records or an object with "
                + "'subscriptions' was expected"
        ),
        (
            "a.jsonl", "{} {}",
            "a.jsonl:1: no column 'product_id'; 'fields' of the source can map another "
                + "name onto it (and 1 more)"
        ),
        ("a.json", String(repeating: "[", count: 40), "a.json:1: values are nested deeper than 32"),
    ])
    func `what is wrong with JSON is said with the place`(
        name: String, content: String, message: String
    ) async throws {
        try bench.folder.write(name, content)
        #expect(try await bench.reason(in: bench.read(name)) == message)
    }

    @Test(arguments: [
        (
            "product_id,subscription,item_mpn,quantity,start_time_utc,end_time_utc",
            "a.csv:1: no column 'subscription_id'; 'subscription' is the nearest, which the "
                + "source's 'fields' can map"
        ),
        (SourceBench.header + ",quantity", "a.csv:1: column 'quantity' stands twice in the header"),
        (SourceBench.header + ",v.a,v.a", "a.csv:1: column 'v.a' stands twice in the header"),
        (
            "a\"b",
            "a.csv:1: a quote stands inside an unquoted field; quote the whole field and double "
                + "the quotes in it"
        ),
        ("\"a\"b", "a.csv:1: text follows the closing quote of a field"),
        ("\"a", "a.csv:1: a quoted field is not closed"),
    ])
    func `what is wrong with a header is said`(header: String, message: String) async throws {
        try bench.folder.write("a.csv", header)
        #expect(try await bench.reason(in: bench.read("a.csv")) == message)
    }

    @Test(arguments: [
        ("P1,S,M,,2026-10-01,2026-10-02", "'quantity' is empty"),
        (
            "P1,S,M,1e,2026-10-01,2026-10-02",
            "'quantity' is '1e', expected a decimal number with a point and no grouping, such as "
                + "1234.5, of up to 38 digits"
        ),
        (
            "P1,S,M,1,01/10/2026,2026-10-02",
            "'start_time_utc' is '01/10/2026', expected a time in UTC such as 2026-10-31 23:59:59"
        ),
        ("P1,S,M,1,2026-10-02,2026-10-01", "'end_time_utc' lies before 'start_time_utc'"),
        (",S,M,1,2026-10-01,2026-10-02", "'product_id' is empty"),
        (
            "P1,a\u{1}b,M,1,2026-10-01,2026-10-02",
            "'subscription_id' contains a control character (1)"
        ),
        ("P1,S,M,1,2026-10-01,2026-10-02,extra", "7 fields, expected 6 as in the header"),
    ])
    func `what is wrong with a row is said`(row: String, message: String) async throws {
        try bench.folder.write("a.csv", SourceBench.file([row]))
        #expect(try await bench.reason(in: bench.read("a.csv")) == "a.csv:2: \(message)")
    }

    @Test
    func `text in another encoding is refused`() async throws {
        let bytes =
            Array(SourceBench.file(["P1,S,"]).utf8.dropLast()) + [0xFC]
            + Array(",1,2026-10-01,2026-10-02\n".utf8)
        try bench.folder.write("a.csv", bytes)
        #expect(
            try await bench.reason(in: bench.read("a.csv"))
                == "a.csv:2: 'item_mpn' is not UTF-8; save the file in that encoding")
        try bench.folder.write("b.csv", [0xFF, 0xFE, 0x70, 0x00])
        #expect(
            try await bench.reason(in: bench.read("b.csv"))
                == "b.csv: it is UTF-16; save it as UTF-8")
    }

    @Test
    func `a vendor's own names are mapped and named in messages`() async throws {
        let header = "sku_owner,sub,item_mpn,used,start_time_utc,end_time_utc,quantity,site"
        try bench.folder.write(
            "a.csv",
            SourceBench.file(
                [
                    "P1,S,M,5,2026-10-01,2026-10-02,none,B",
                    "P1,S,M,x,2026-10-01,2026-10-02,none,B",
                ], header: header))
        let reading = try await bench.read(
            "a.csv",
            fields: [
                "product_id": "sku_owner", "subscription_id": "sub", "quantity": "used",
                "v.place": "site",
            ])
        let record = try #require(reading.allRecords.first)
        #expect(record.quantity.description == "5")
        #expect(record.custom == [CustomField(name: "place", value: "B")])
        #expect(
            try #require(bench.reason(in: reading)).hasPrefix("a.csv:3: 'used' is 'x', expected"))
    }

    @Test
    func `a row, line or element that is too long is refused`() async throws {
        let long = String(repeating: "x", count: 1 << 20)
        try bench.folder.write("a.csv", SourceBench.file([SourceBench.line(), "P1,\(long)"]))
        try bench.folder.write("b.csv", SourceBench.file(["P1,\"\(long)\n"]))
        try bench.folder.write("c.jsonl", "\n{\"a\": \"\(long)\"}")
        for (name, message) in [
            ("a.csv", "a.csv:3: a row is longer than 1048576 bytes"),
            ("b.csv", "b.csv:2: a row is longer than 1048576 bytes"),
            ("c.jsonl", "c.jsonl:2: an element is longer than 1048576 bytes"),
        ] {
            #expect(try await bench.reason(in: bench.read(name)) == message)
        }
    }
}
