import CLibPQ
import Foundation
import UsageModel

/// The parameters of a connection, in libpq's names.
struct ConnectionParameters {
    /// In order of name.
    private(set) var values: [String: String]

    /// Takes a connection string apart.
    ///
    /// - Throws: what is wrong with it, without its text, which may hold a password.
    init(dsn: String) throws(FetchFailure) {
        var message: UnsafeMutablePointer<CChar>?
        // Sound: the array and the message are libpq's until they are freed here, after everything
        // was copied out of them.
        guard let options = unsafe PQconninfoParse(dsn, &message) else {
            unsafe PQfreemem(message)
            throw FetchFailure(
                "the dsn is no connection string of PostgreSQL, expected one such as "
                    + "'host=db.example dbname=metering user=usage'", concernsAll: true)
        }
        defer { unsafe PQconninfoFree(options) }
        values = [:]
        var option = unsafe options
        while let keyword = unsafe option.pointee.keyword {
            if let value = unsafe option.pointee.val {
                unsafe values[String(cString: keyword)] = String(cString: value)
            }
            unsafe option += 1
        }
    }

    /// Adds what a connection needs, where the string leaves it open.
    mutating func complete(
        password: String?, caFile: String?, connectTimeout: Duration,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        if let password { values["password"] = password }
        if let caFile { values["sslrootcert"] = caFile }
        values["client_encoding"] = "UTF8"
        values["connect_timeout"] = "\(max(connectTimeout.components.seconds, 2))"
        if values["application_name"] == nil { values["application_name"] = "usagectl" }
        guard values["sslmode"] == nil, !staysOnMachine(environment) else { return }
        // libpq's own default would take an unencrypted connection, or an impostor's.
        values["sslmode"] = "verify-full"
        if values["sslrootcert"] == nil { values["sslrootcert"] = Self.systemCertificates }
    }

    /// Whether every host is a socket or a loopback address.
    private func staysOnMachine(_ environment: [String: String]) -> Bool {
        // A service's file may name any host.
        guard values["service"] == nil, environment["PGSERVICE"] == nil else { return false }
        let text =
            values["hostaddr"] ?? environment["PGHOSTADDR"] ?? values["host"]
            ?? environment["PGHOST"] ?? ""
        let hosts = text.split(separator: ",", omittingEmptySubsequences: false)
        return hosts.allSatisfy { host in
            host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@")
                || Loopback.contains(host: host)
        }
    }

    /// The certificates that the system trusts; libpq by itself looks into the home folder only.
    private static var systemCertificates: String? {
        if PQlibVersion() >= 160_000 { return "system" }
        let places = [
            "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/cert.pem",
        ]
        return places.first { FileManager.default.fileExists(atPath: $0) }
    }

    /// What no message may show.
    var secrets: [String] { [values["password"], values["sslpassword"]].compactMap(\.self) }

    /// Where it leads, for messages: host and database.
    var place: String {
        let host = values["host"] ?? values["hostaddr"] ?? "the local socket"
        let database = values["dbname"].map { "/\($0)" } ?? ""
        return host + database
    }
}
