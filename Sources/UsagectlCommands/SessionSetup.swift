import ConnectAPI
import Controller
import Foundation
import Ledger
import Logging
import Policy
import Reconciliation
import UsageModel
import UsageSources
import YAMLDocument

/// Flags, environment and configuration file put together: flag, environment, file, default.
struct SessionSetup {
    let configuration: ControllerConfiguration
    let policies: PolicySet
    let connect: ConnectConfiguration
    /// The file that the key was read from; nil where it came from the environment.
    let keyFile: String?
    private let keyID: String
    private let log: Logger

    static let defaultEndpoint = "https://api.connect.cloudblue.com/public/v1"

    /// - Parameter warns: whether warnings about the configuration are printed.
    init(
        _ options: ConnectionOptions, environment: [String: String], warns: Bool = true
    ) throws {
        let loaded = try Self.load(options, environment: environment, warns: warns)
        configuration = loaded.configuration
        policies = loaded.policies
        let endpoint =
            options.endpoint ?? environment["CONNECT_ENDPOINT"].nonEmpty ?? configuration.endpoint
            ?? Self.defaultEndpoint
        let key = try Self.key(options, environment: environment, configuration: configuration)
        connect = try ConnectConfiguration(
            endpoint: endpoint, apiKey: key.text, apiKeyOrigin: key.origin,
            requestsPerSecond: configuration.requestsPerSecond,
            concurrency: configuration.concurrency, timeout: configuration.timeout,
            version: Version.number)
        keyFile = key.file
        keyID = Self.keyID(of: key.text)
        log = options.logger("sources")
    }

    /// The configuration and its policies; every mistake in either is one failure.
    static func load(
        _ options: ConnectionOptions, environment: [String: String], warns: Bool = true
    ) throws -> (configuration: ControllerConfiguration, policies: PolicySet) {
        let path = configurationPath(options, environment: environment)
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure.usage(
                "there is no configuration at '\(path)', expected a file with a Controller "
                    + "document; "
                    + "name it with --config or USAGECTL_CONFIG")
        }
        let loaded = ConfigurationLoader.load(path: path)
        guard loaded.isValid, let configuration = loaded.controller else {
            throw CommandFailure.configuration(loaded.diagnostics)
        }
        if warns { for warning in loaded.diagnostics { Terminal.complain("\(warning)") } }
        return (configuration, loaded.policies)
    }

    static func configurationPath(
        _ options: ConnectionOptions, environment: [String: String]
    ) -> String {
        options.config ?? environment["USAGECTL_CONFIG"].nonEmpty ?? "usagectl.yaml"
    }

    func settings() throws -> ControllerSettings {
        let memory = SourceMemory(folder: configuration.ledger + ".sources")
        let secrets = configuration.sources.reduce(into: Set<String>()) {
            $0.formUnion($1.secretVariables)
        }
        let sources = try configuration.sources.map { source in
            try source.source(memory, hiding: secrets) { [log] complaint in
                log.warning(
                    "a source's program complains",
                    metadata: ["source": "\(source.name)", "stderr": "\(complaint)"])
            }
        }
        let expected = configuration.sources.compactMap { source in
            source.expectedBy.map { (source.name, $0) }
        }
        var settings = ControllerSettings(
            identity: configuration.identity, endpoint: connect.endpoint.text, policies: policies,
            sources: sources, expectedBy: Dictionary(expected) { first, _ in first },
            environments: configuration.environments,
            processing: ProcessingTimes(
                stuckAfter: configuration.stuckAfter, takeover: configuration.takeover),
            pollInterval: configuration.pollInterval, wait: configuration.wait,
            concurrency: configuration.concurrency)
        settings.limits = configuration.limits
        settings.attributions = SubscriptionAttributions(configuration.attributions)
        settings.archive = configuration.archive.map { Archive(folder: $0) }
        return settings
    }

    /// The account and the identity of which the ledger has to speak.
    var binding: LedgerBinding {
        LedgerBinding(
            endpoint: connect.endpoint.text, keyID: keyID, identity: configuration.identity)
    }

    func openLedger(_ use: LedgerUse, at now: Timestamp) throws -> LedgerRecord {
        do throws(LedgerError) {
            return try LedgerRecord.open(
                path: configuration.ledger, binding: binding, use: use, at: now)
        } catch {
            if case .otherBinding = error { throw CommandFailure.unproven("\(error)") }
            throw CommandFailure.failed("\(error)")
        }
    }

    private static func key(
        _ options: ConnectionOptions, environment: [String: String],
        configuration: ControllerConfiguration
    ) throws -> ConfiguredKey {
        if let file = options.apiKeyFile { return try read(file, named: "--api-key-file") }
        if let key = environment["CONNECT_API_KEY"].nonEmpty {
            return ConfiguredKey(text: key, origin: "CONNECT_API_KEY", file: nil)
        }
        if let file = environment["CONNECT_API_KEY_FILE"].nonEmpty {
            return try read(file, named: "CONNECT_API_KEY_FILE")
        }
        if let file = configuration.apiKeyFile {
            return try read(file, named: "spec.connect.apiKeyFile")
        }
        throw CommandFailure.usage(
            "no API key is configured, expected spec.connect.apiKeyFile, CONNECT_API_KEY_FILE or "
                + "CONNECT_API_KEY")
    }

    /// - Parameter place: what names the file, for messages.
    static func read(_ file: String, named place: String) throws -> ConfiguredKey {
        do {
            let text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
            return ConfiguredKey(text: text, origin: "'\(file)' (\(place))", file: file)
        } catch {
            throw CommandFailure.usage(
                "the API key file '\(file)' (\(place)) cannot be read, expected a readable text "
                    + "file"
            )
        }
    }

    /// The part of a key that names it and is no secret.
    private static func keyID(of key: String) -> String {
        let text = key.trimmingCharacters(in: .whitespacesAndNewlines)
        let bare = text.hasPrefix("ApiKey ") ? String(text.dropFirst("ApiKey ".count)) : text
        return bare.split(separator: ":").first.map(String.init) ?? ""
    }
}

/// An API key, and where it stood.
struct ConfiguredKey {
    let text: String
    /// For messages; never the key itself.
    let origin: String
    let file: String?
}

extension String? {
    /// What an environment variable says; an empty one says nothing.
    var nonEmpty: String? { self?.isEmpty == false ? self : nil }
}
