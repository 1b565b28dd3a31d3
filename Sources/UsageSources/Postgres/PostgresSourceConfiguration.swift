import Foundation

/// How a vendor's database is asked.
package struct PostgresSourceConfiguration: CommonSourceConfiguration, Sendable {
    /// Where a text of the configuration stands.
    package enum Text: Hashable, Sendable {
        case inline(String)
        case kept(SecretPlace)

        package var secret: SecretPlace? {
            if case .kept(let place) = self { place } else { nil }
        }
    }

    /// Where the query stands.
    package enum Query: Hashable, Sendable {
        case inline(String)
        /// An absolute path.
        case file(String)

        func text() throws(SourceConfigurationError) -> String {
            switch self {
            case .inline(let text): return text
            case .file(let path):
                guard let text = try? String(contentsOf: URL(filePath: path), encoding: .utf8)
                else {
                    throw .source(
                        "the query's file '\(path)' cannot be read, expected a readable text file")
                }
                return text
            }
        }
    }

    package var name: String
    /// The connection in libpq's words: `host=db.example dbname=metering user=usage`, or an address
    /// that begins with `postgresql://`.
    package var dsn: Text
    package var password: SecretPlace?
    /// One statement with `:product`, `:month`, `:from` and `:to`.
    package var query: Query
    package var mapping: RowMapping
    package var expectedBy: Duration?
    package var emptyMeans = EmptyMeans.unknown
    /// For one query, from its sending to its last row.
    package var timeout = Duration.seconds(300)
    package var connectTimeout = Duration.seconds(15)
    package var concurrency = 2
    package var maxMegabytes = FetchLimit.defaultMegabytes
    /// Certificates with which the server's is verified; an absolute path.
    package var caFile: String?

    package init(
        name: String, dsn: Text, query: Query, mapping: RowMapping = RowMapping(),
        expectedBy: Duration? = nil
    ) {
        self.name = name
        self.dsn = dsn
        self.query = query
        self.mapping = mapping
        self.expectedBy = expectedBy
    }
}
