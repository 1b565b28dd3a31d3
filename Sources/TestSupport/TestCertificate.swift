import Foundation
import NIOSSL

/// A server's certificate of a test's own, signed by an authority of a test's own, both made by
/// the system's openssl.
package struct TestCertificate: Sendable {
    private let folder: String
    private let name: String

    /// The authority's certificate, in PEM.
    package var authority: String { "\(folder)/ca.pem" }

    package struct Missing: Error, CustomStringConvertible {
        package let description: String
    }

    /// Makes an authority and has it sign a certificate.
    ///
    /// - Parameters:
    ///   - folder: for this certificate alone.
    ///   - names: for whom it is, as openssl writes them: `DNS:localhost,IP:127.0.0.1`.
    ///   - days: for how many days from now it is valid; it expired where that is negative.
    package static func make(
        in folder: String, names: String = "DNS:localhost,IP:127.0.0.1", days: Int = 2
    ) async throws -> TestCertificate {
        guard let openssl = Program.find(["openssl"]) else {
            throw Missing(description: "openssl is not installed; scripts/setup --tests does that")
        }
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        try await run(
            openssl,
            ["req", "-x509"] + key + [
                "-days", "30", "-subj", "/CN=Authority of a test", "-addext",
                "basicConstraints=critical,CA:TRUE", "-keyout", "\(folder)/ca.key", "-out",
                "\(folder)/ca.pem",
            ])
        try await run(
            openssl,
            ["req"] + key + [
                "-subj", "/CN=Server of a test", "-addext", "subjectAltName=\(names)", "-keyout",
                "\(folder)/server.key", "-out", "\(folder)/server.csr",
            ])
        try await run(
            openssl,
            [
                "x509", "-req", "-in", "\(folder)/server.csr", "-CA", "\(folder)/ca.pem", "-CAkey",
                "\(folder)/ca.key", "-set_serial", "2", "-days", "\(days)", "-copy_extensions",
                "copy", "-out", "\(folder)/server.pem",
            ])
        return TestCertificate(folder: folder, name: "server")
    }

    /// What a server speaks TLS with.
    func context() throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMFile("\(folder)/\(name).pem")
        let key = try NIOSSLPrivateKey(file: "\(folder)/\(name).key", format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
    }

    private static func run(_ openssl: String, _ arguments: [String]) async throws {
        let end = try await Program.run(openssl, arguments)
        guard end.code == 0 else {
            throw Missing(description: "openssl \(arguments[0]) failed: \(end.text)")
        }
    }
}
