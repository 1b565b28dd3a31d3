import UsageSources
import YAMLDocument

extension SourceDefinition {
    static let postgres = choosing(
        [
            OneOfKeys(["dsn", "dsnFile", "dsnEnv"]), OneOfKeys(["query", "queryFile"]),
            OneOfKeys(["passwordFile", "passwordEnv"], isRequired: false),
        ],
        "Usage that a PostgreSQL database is asked for.",
        fields(type: "postgres", connection + query))

    private static let connection =
        [
            FieldDefinition(
                "dsn", .text,
                "The connection in libpq's words, such as 'host=db.example dbname=metering "
                    + "user=usage', without its password.")
        ]
        + secretFields("dsn", "the connection, with its password if need be")
        + secretFields("password", "the password") + [
            FieldDefinition(
                "connectTimeout", .duration(from: .seconds(1), to: .seconds(600)),
                default: "15s", "For the connection."),
            FieldDefinition(
                "caFile", .text,
                "Certificates (PEM) with which the server's is verified instead of the system's."),
        ]

    private static let query = [
        FieldDefinition(
            "query", .text,
            "One SELECT; :product, :month (2026-10), :from and :to (the first instants of the "
                + "month and of the next) are sent as parameters."),
        FieldDefinition("queryFile", .text, "A file that holds the query."),
        completeByRows, emptyMeans,
        timeout("300s", "For one query, to its last row."),
        concurrency(2), megabytes,
    ]
}

extension PostgresSourceConfiguration {
    /// Takes a source that was read by its definition.
    init?(_ value: TypedValue, name: String, _ mapping: RowMapping, _ path: (String) -> String) {
        let dsn: Text
        if let text = value["dsn"]?.text {
            dsn = .inline(text)
        } else if let place = SecretPlace("dsn", of: value, path) {
            dsn = .kept(place)
        } else {
            return nil
        }
        let file = value["queryFile"]?.text.map(path)
        self.init(
            name: name, dsn: dsn,
            query: file.map(Query.file) ?? .inline(value["query"]?.text ?? ""), mapping: mapping,
            expectedBy: value["expectedBy"]?.duration)
        password = SecretPlace("password", of: value, path)
        emptyMeans = value["emptyMeans"]?.text.flatMap(EmptyMeans.init) ?? emptyMeans
        timeout = value["timeout"]?.duration ?? timeout
        connectTimeout = value["connectTimeout"]?.duration ?? connectTimeout
        concurrency = value["concurrency"]?.int ?? concurrency
        maxMegabytes = value["maxMegabytes"]?.int ?? maxMegabytes
        caFile = value["caFile"]?.text.map(path)
    }
}
