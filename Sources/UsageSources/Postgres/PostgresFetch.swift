import Programs

/// One question to a database, on a thread that blocks.
struct PostgresFetch: Sendable {
    let configuration: PostgresSourceConfiguration
    let query: QueryTemplate
    let unit: FetchUnit
    /// What records name as their file.
    let origin: String
    let stop: StopSignal

    func run(into folder: SpoolFolder) -> FetchAnswer {
        do throws(FetchFailure) {
            let parameters = try parameters()
            do throws(FetchFailure) {
                return try ask(parameters, into: folder)
            } catch {
                let shown = ForeignText.shown(error.reason, hiding: parameters.secrets)
                return .unknown(
                    FetchFailure("\(origin): \(shown)", concernsAll: error.concernsAll))
            }
        } catch {
            return .unknown(FetchFailure("\(origin): \(error.reason)", concernsAll: true))
        }
    }

    private func parameters() throws(FetchFailure) -> ConnectionParameters {
        let dsn: String
        switch configuration.dsn {
        case .inline(let text): dsn = text
        case .kept(let place): dsn = try place.read()
        }
        var parameters = try ConnectionParameters(dsn: dsn)
        parameters.complete(
            password: try configuration.password?.read(), caFile: configuration.caFile,
            connectTimeout: configuration.connectTimeout)
        return parameters
    }

    private func ask(
        _ parameters: ConnectionParameters, into folder: SpoolFolder
    ) throws(FetchFailure) -> FetchAnswer {
        let connection = try PostgresConnection(
            parameters, stop: stop, limit: configuration.connectTimeout)
        do throws(FetchFailure) {
            try connection.execute(session)
            let path = folder.newFile(ending: "csv")
            let rows = try spool(connection, to: path)
            try connection.execute("COMMIT")
            let piece = SpooledPiece(path: path, origin: origin, format: .csv, countsRows: true)
            return .records(
                rows > 0 ? [piece] : [],
                ifNone: EmptyAnswer(
                    what: "\(origin) has no row", means: configuration.emptyMeans))
        } catch {
            if stop.isStopped { connection.cancel() }
            throw error
        }
    }

    /// Begins a transaction that can change nothing, in UTC.
    private var session: String {
        let milliseconds = max(1, configuration.timeout / .milliseconds(1))
        return """
            BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
            SET LOCAL TIME ZONE 'UTC';
            SET LOCAL datestyle TO 'ISO, YMD';
            SET LOCAL statement_timeout TO \(Int64(milliseconds));
            """
    }

    /// Writes all rows into a file; returns how many there were.
    private func spool(
        _ connection: PostgresConnection, to path: String
    ) throws(FetchFailure) -> Int {
        try connection.send(query.text, query.values(for: unit))
        let limit = configuration.maxMegabytes << 20
        guard let first = try connection.next() else { return 0 }
        var spooler = RowSpooler(
            try SpoolWriter(path: path, limit: limit), columns: first.columns)
        try spooler.writeHeader()
        try spooler.write(first)
        while let row = try connection.next() { try spooler.write(row) }
        try spooler.finish()
        return spooler.rows
    }
}
