import Controller
import Foundation
import Policy
import YAMLDocument

/// Finds the configuration whose policies a command speaks of.
struct PolicyConfiguration {
    let path: String

    /// The path is shown as a person would write it: relative to where the command runs.
    init(_ options: ConnectionOptions, environment: [String: String]) {
        let whole = SessionSetup.configurationPath(options, environment: environment)
        let folder = FileManager.default.currentDirectoryPath + "/"
        path = whole.hasPrefix(folder) ? String(whole.dropFirst(folder.count)) : whole
    }

    /// What is said where no configuration stands at the path; nil where one does.
    var absence: Diagnostic? {
        guard !FileManager.default.fileExists(atPath: path) else { return nil }
        return Diagnostic(
            .error,
            "there is no configuration, expected a file with a Controller document; name it with "
                + "--config or USAGECTL_CONFIG", file: path)
    }

    /// The configuration, or everything that is wrong with it.
    func load() throws -> LoadedConfiguration {
        if let absence { throw CommandFailure.configuration([absence]) }
        let loaded = ConfigurationLoader.load(path: path)
        guard loaded.isValid else { throw CommandFailure.configuration(loaded.diagnostics) }
        return loaded
    }

    func check() -> CheckedFiles {
        guard let absence else { return ConfigurationLoader.check(configuration: path) }
        return CheckedFiles(files: 0, policies: PolicySet([]), diagnostics: [absence])
    }

    /// Whether Connect can be asked.
    static func hasKey(
        _ options: ConnectionOptions, _ loaded: LoadedConfiguration, environment: [String: String]
    ) -> Bool {
        let variables = ["CONNECT_API_KEY", "CONNECT_API_KEY_FILE"]
        return options.apiKeyFile != nil || loaded.controller?.apiKeyFile != nil
            || variables.contains { environment[$0]?.isEmpty == false }
    }
}
