import CLibPQ
import Foundation
import Programs

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Owns a connection to a PostgreSQL server. It blocks its thread, but never longer than until the
/// stop signal.
@safe final class PostgresConnection {
    private let connection: OpaquePointer
    private let stop: StopSignal
    private let place: String
    /// What no message may show.
    private let secrets: [String]

    /// Connects.
    ///
    /// - Parameter limit: how long that may take.
    init(
        _ parameters: ConnectionParameters, stop: StopSignal, limit: Duration
    ) throws(FetchFailure) {
        self.stop = stop
        secrets = parameters.secrets
        place = parameters.place
        let sorted = parameters.values.sorted { $0.key < $1.key }
        // Sound: libpq copies the texts; the connection is ended in deinit.
        let started = unsafe CStringArray.withConstants(sorted.map(\.key)) { keys in
            unsafe CStringArray.withConstants(sorted.map(\.value)) { values in
                unsafe PQconnectStartParams(keys, values, 0)
            }
        }
        guard let started = unsafe started else {
            throw FetchFailure("no memory for a connection", concernsAll: true)
        }
        unsafe connection = started
        try connect(within: limit)
    }

    deinit {
        unsafe PQfinish(connection)
    }

    private func connect(within limit: Duration) throws(FetchFailure) {
        let deadline = ContinuousClock.now + limit
        var wish = PGRES_POLLING_WRITING
        while true {
            guard unsafe PQstatus(connection) != CONNECTION_BAD else { throw noConnection() }
            let events = wish == PGRES_POLLING_READING ? POLLIN : POLLOUT
            guard try wait(for: Int16(events), until: deadline) else {
                throw FetchFailure(
                    "no connection to \(place) within \(limit)", concernsAll: true)
            }
            wish = unsafe PQconnectPoll(connection)
            if wish == PGRES_POLLING_OK { return }
            if wish == PGRES_POLLING_FAILED { throw noConnection() }
        }
    }

    private func noConnection() -> FetchFailure {
        FetchFailure("no connection to \(place): \(message)", concernsAll: true)
    }

    /// Waits until the socket can be read or written; false when the deadline is over.
    private func wait(
        for events: Int16, until deadline: ContinuousClock.Instant? = nil
    ) throws(FetchFailure) -> Bool {
        while true {
            var entries = [
                pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: unsafe PQsocket(connection), events: events, revents: 0),
            ]
            let left = deadline.map { Self.milliseconds($0 - .now) } ?? -1
            // Sound: the count is the array's own.
            let count = unsafe poll(&entries, 2, left)
            if entries[0].revents != 0 { throw Self.stopped }
            if count > 0 { return true }
            if count == 0 { return false }
            guard errno == EINTR else {
                throw FetchFailure("the connection to \(place) cannot be waited for")
            }
        }
    }

    private static func milliseconds(_ duration: Duration) -> Int32 {
        let parts = duration.components
        return Int32(
            clamping: max(0, parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000))
    }

    /// What the stop signal leads to.
    static let stopped = FetchFailure("the reading was stopped", concernsAll: true)

    /// What libpq says last, in one line.
    private var message: String {
        guard let text = unsafe PQerrorMessage(connection) else { return "no reason given" }
        // Sound: the text is copied before any other call can change it.
        return unsafe ForeignText.shown(String(cString: text), hiding: secrets)
    }

    /// Carries out statements that answer with no rows.
    func execute(_ statements: String) throws(FetchFailure) {
        guard unsafe PQsendQuery(connection, statements) == 1 else { throw broken() }
        while let result = try nextResult() { try check(result, allowsRows: false) }
    }

    /// Sends a query with its parameters; `next` gives its rows.
    func send(_ query: String, _ parameters: [String]) throws(FetchFailure) {
        // Sound: the arrays are lent for the time of the call, which copies them.
        let sent = unsafe CStringArray.withConstants(parameters) { values in
            unsafe PQsendQueryParams(
                connection, query, Int32(parameters.count), nil, values, nil, nil, 0)
        }
        guard sent == 1 else { throw broken() }
        // Without it the whole result would be in memory.
        guard unsafe PQsetSingleRowMode(connection) == 1 else { throw broken() }
    }

    /// The next row of the query; nil behind the last.
    func next() throws(FetchFailure) -> PostgresRow? {
        while let result = try nextResult() {
            if result.status == PGRES_SINGLE_TUPLE { return result }
            try check(result, allowsRows: true)
        }
        return nil
    }

    /// Asks the server to give the running query up, and waits a short time for that.
    ///
    /// libpq's call blocks for as long as a server that hangs lets it, so it has a thread of its
    /// own, which owns the request.
    func cancel() {
        guard let request = unsafe PQgetCancel(connection), let done = try? StopSignal() else {
            return
        }
        let address = Int(bitPattern: request)
        let thread = Thread {
            // Sound: the request is independent of the connection, and this thread's alone.
            let request = unsafe OpaquePointer(bitPattern: address)
            var message = [CChar](repeating: 0, count: 256)
            _ = unsafe PQcancel(request, &message, Int32(message.count))
            unsafe PQfreeCancel(request)
            done.stop()
        }
        thread.name = "cancel"
        thread.start()
        var entry = pollfd(fd: done.descriptor, events: Int16(POLLIN), revents: 0)
        // Sound: one entry, which outlives the call.
        _ = unsafe poll(&entry, 1, Self.cancelMilliseconds)
    }

    private static let cancelMilliseconds: Int32 = 2000

    private func nextResult() throws(FetchFailure) -> PostgresRow? {
        while unsafe PQisBusy(connection) == 1 {
            _ = try wait(for: Int16(POLLIN))
            guard unsafe PQconsumeInput(connection) == 1 else { throw broken() }
        }
        return unsafe PQgetResult(connection).map { unsafe PostgresRow($0) }
    }

    private func check(_ result: PostgresRow, allowsRows: Bool) throws(FetchFailure) {
        switch result.status {
        case PGRES_TUPLES_OK where allowsRows: return
        case PGRES_COMMAND_OK where !allowsRows: return
        case PGRES_COMMAND_OK:
            throw FetchFailure(
                "the statement gives no rows, expected a SELECT", concernsAll: true)
        case PGRES_COPY_OUT, PGRES_COPY_IN, PGRES_COPY_BOTH:
            throw FetchFailure("COPY cannot be used, expected a SELECT", concernsAll: true)
        default:
            guard unsafe PQstatus(connection) == CONNECTION_OK else { throw broken() }
            throw result.failure(hiding: secrets)
        }
    }

    private func broken() -> FetchFailure {
        FetchFailure("the connection to \(place) broke: \(message)")
    }
}
