package import Logging

/// Connect's REST API as this program uses it: typed questions and typed acts.
///
/// Lists come as a ``Reading``, which says whether it is proven complete. Every function throws
/// ``ConnectError`` alone; a cancelled task shows as a transport error.
package struct ConnectClient: Sendable {
    let channel: Channel

    var reader: ListReader { ListReader(channel: channel) }

    /// - Parameters:
    ///   - random: 0 up to, not including, 1; the jitter of retries.
    package init(
        configuration: ConnectConfiguration, transport: any HTTPTransport,
        clock: any ConnectClock = SystemConnectClock(),
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        logger: Logger = Logger(label: "connect")
    ) {
        channel = Channel(
            configuration: configuration, transport: transport, clock: clock, random: random,
            logger: logger)
    }

    /// HTTP requests sent so far, repetitions included.
    package var requestCount: Int { channel.requestCount }

    /// The platform's clock as the first answer showed it; nil before that.
    package var firstServerDate: ServerDate? { channel.firstServerDate }

    /// The platform's clock as the latest answer showed it; nil before the first.
    package var lastServerDate: ServerDate? { channel.lastServerDate }

    /// One object by its path, nil where the platform has none (404).
    func object<Wire: Decodable>(
        _ type: Wire.Type, at path: String
    ) async throws(ConnectError) -> Wire? {
        let line = RequestLine(method: "GET", path: path)
        let answer: HTTPAnswer
        do { answer = try await channel.get(path) } catch {
            guard case .refused(let refusal) = error, refusal.status == 404 else { throw error }
            // Only the API's own 404 says that there is no such object; a page says that there is
            // no such API.
            guard refusal.sentences != [RefusalBody.page] else {
                throw .notConnect(line, "the answer is an HTML page with status 404")
            }
            return nil
        }
        try AnswerShape.expect("{", "an object", in: answer, line)
        do { return try JSON.decode(type, from: answer.body) } catch {
            throw .undecodable(line, JSON.reason(of: error))
        }
    }

    /// An id as one segment of a path; ids are the platform's own, but may come from a person.
    static func segment(_ id: String) throws(ConnectError) -> String {
        guard !id.isEmpty, id != ".", id != ".." else { throw .query("'\(id)' is not an id") }
        return QueryString.encoded(id)
    }
}
