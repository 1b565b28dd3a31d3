import ConnectAPI
import Logging
import UsageModel

extension HTTPAnswer {
    /// A JSON answer, with a `Content-Range` if one is given.
    static func json(
        _ text: String, status: Int = 200, range: String? = nil, headers: HeaderList = HeaderList()
    ) -> HTTPAnswer {
        var headers = headers
        headers.append("Content-Type", "application/json")
        if let range { headers.append("Content-Range", range) }
        return HTTPAnswer(status: status, headers: headers, body: Array(text.utf8))
    }

    /// A page of rows from `offset`.
    static func page(_ rows: [String], at offset: Int = 0, of total: Int) -> HTTPAnswer {
        let last = max(offset, offset + rows.count - 1)
        return .json(
            "[\(rows.joined(separator: ","))]", range: "items \(offset)-\(last)/\(total)")
    }
}

/// A client on a scripted transport and a manual clock.
func client(
    _ transport: any HTTPTransport, clock: any ConnectClock = ManualClock(),
    requestsPerSecond: Double = 1000, concurrency: Int = 4, retry: RetryPolicy = RetryPolicy(),
    random: Double = 0
) throws -> ConnectClient {
    ConnectClient(
        configuration: try ConnectConfiguration(
            endpoint: testEndpoint, apiKey: "SU-1:secret", requestsPerSecond: requestsPerSecond,
            concurrency: concurrency, retry: retry, version: "1.0"),
        transport: transport, clock: clock, random: { random }, logger: Logger(label: "test"))
}

/// A row of `/usage/files`, made in second `number` of a day.
func fileRow(_ number: Int, contract: String = "CRD-1", product: String = "PRD-1") -> String {
    let second = number < 10 ? "0\(number)" : "\(number)"
    return """
        {"id": "UF-\(second)", "status": "draft", "contract": {"id": "\(contract)"}, \
        "product": {"id": "\(product)"}, \
        "events": {"created": {"at": "2026-10-01T00:00:\(second).000001+00:00"}}}
        """
}

/// A row of `/listings`, made in second `number` of a day.
func listingRow(_ number: Int, id: String? = nil) -> String {
    """
    {"id": "\(id ?? "LST-\(number)")", "status": "listed", \
    "created": "2026-10-01T00:00:0\(number)+00:00"}
    """
}

/// What writes through a client of its own.
func writer(for transport: any HTTPTransport) throws -> ConnectWriter {
    ConnectWriter(try client(transport))
}
