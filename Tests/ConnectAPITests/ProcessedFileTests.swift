import ConnectAPI
import Testing
import UsageModel

/// A usage file by itself, and the storage that its links lead to.
struct ProcessedFileTests {
    @Test func `a file by itself brings counts and a link`() async throws {
        let transport = ScriptedTransport([
            .success(
                .json(
                    """
                    {"id":"UF-1","status":"invalid","error_detail":"row 2: no",
                     "records":{"valid":3,"invalid":"1"},
                     "processed_file_uri":"https://store.example/p/UF-1.xlsx?sig=s"}
                    """))
        ])
        let file = try #require(try await client(transport).processedFile("UF-1"))
        #expect(file.validRecords == 3)
        #expect(file.invalidRecords == 1)
        #expect(file.file.errorDetail == "row 2: no")
        #expect(file.processedLink == "https://store.example/p/UF-1.xlsx?sig=s")
        #expect(transport.targets == ["/usage/files/UF-1"])
    }

    @Test(arguments: [
        "https://store.example/p/UF-1.xlsx?sig=s", "http://127.0.0.1:8080/p?se=1",
        "http://[::1]:8080/p", "http://localhost/p",
    ])
    func `a link is followed once and without the key`(_ link: String) async throws {
        let transport = ScriptedTransport([.success(HTTPAnswer(status: 200, body: [1, 2]))])
        #expect(try await client(transport).fetch(link: link) == [1, 2])
        let call = try #require(transport.calls.first)
        #expect(call.url == link)
        #expect(call.headers["Authorization"] == nil)
    }

    @Test(arguments: [
        "", "ftp://store.example/x", "http://store.example/x", "https:///x",
        "https://store.example",
        "http://127.0.0.1.evil.example/x", "http://127.0.0.1:x@evil.example/x",
        "https://user@store.example/x", "http://127.0.0.1?@evil.example/x", "/relative",
        "https://store.example/a b",
    ])
    func `a link that is no https address is not followed`(_ link: String) async throws {
        let transport = ScriptedTransport([.success(HTTPAnswer(status: 200))])
        await #expect(throws: ConnectError.self) {
            _ = try await client(transport).fetch(link: link)
        }
        #expect(transport.calls.isEmpty)
    }

    @Test func `a link that has expired is not tried again, and its error is no secret`()
        async throws
    {
        let transport = ScriptedTransport([.success(HTTPAnswer(status: 403))])
        let error = await #expect(throws: ConnectError.self) {
            _ = try await client(transport).fetch(link: "https://store.example/p?sig=secret")
        }
        #expect(transport.calls.count == 1)
        #expect("\(error.map { "\($0)" } ?? "")".contains("store.example"))
        #expect(!"\(error.map { "\($0)" } ?? "")".contains("secret"))
    }
}
