import Foundation
import UsageModel

/// The two files of a first configuration.
struct InitFiles {
    /// The configuration's path as it was named.
    let configuration: String

    private var folder: URL { URL(filePath: configuration).deletingLastPathComponent() }
    private var policies: URL { folder.appendingPathComponent("policies") }
    private var policy: URL { policies.appendingPathComponent("defaults.yaml") }

    /// Somebody's configuration is never replaced.
    func refuseToOverwrite() throws {
        for path in [configuration, policy.path]
        where FileManager.default.fileExists(atPath: path) {
            throw CommandFailure.usage(
                "'\(path)' is there already and is not overwritten; name another place with "
                    + "--config, or edit it")
        }
    }

    func write(_ answers: InitAnswers) throws {
        do {
            try FileManager.default.createDirectory(
                at: policies, withIntermediateDirectories: true)
            // Without overwriting also what appeared since the first look.
            try Data(Self.policyText(answers).utf8).write(to: policy, options: .withoutOverwriting)
            try Data(configurationText(answers).utf8).write(
                to: URL(filePath: configuration), options: .withoutOverwriting)
        } catch {
            throw CommandFailure.failed(
                "'\(folder.path)' cannot be written to: \(error.localizedDescription)")
        }
    }

    func closing(namesKeyFile: Bool) -> String {
        let key = namesKeyFile ? "" : "The key is taken from CONNECT_API_KEY.\n"
        return """
            wrote \(shown(URL(filePath: configuration)))
            wrote \(shown(policy))
            \(key)
            next: usagectl doctor    whether everything is in place
                  usagectl diff      what is owed and missing; nothing is written

            """
    }

    /// A path as its reader would write it: from here where it lies below.
    private func shown(_ file: URL) -> String {
        let here = URL(filePath: FileManager.default.currentDirectoryPath).standardizedFileURL.path
        let path = file.standardizedFileURL.path
        return path.hasPrefix(here + "/") ? String(path.dropFirst(here.count + 1)) : path
    }

    /// A path as the configuration has to name it: what was given is meant from here, what stands
    /// there is meant from its folder.
    private func named(_ path: String) -> String {
        let here = URL(filePath: FileManager.default.currentDirectoryPath).standardizedFileURL.path
        guard !path.hasPrefix("/"), folder.standardizedFileURL.path != here else { return path }
        return "\(here)/\(path)"
    }

    private func configurationText(_ answers: InitAnswers) -> String {
        let key =
            answers.keyFile.map { "apiKeyFile: \(YAMLScalar.written(named($0)))" }
            ?? "# apiKeyFile: secrets/connect-api-key   # CONNECT_API_KEY holds it so far"
        return """
            # What this installation of usagectl reads, and how far it may go.
            # 'usagectl policy check' checks it; docs/configuration.md explains every field.
            apiVersion: usagectl/v1
            kind: Controller
            metadata:
              # Part of the marker on this installation's usage files. Keep it: files of another name
              # are foreign to it, and are never written to.
              name: \(YAMLScalar.written(answers.identity.name))
            spec:
              # observe: looks and reports. converge: creates, uploads and submits what is missing.
              writes: observe
              connect:
                endpoint: \(YAMLScalar.written(answers.endpoint))
                # A file with the API token and nothing else, readable by this user alone.
                \(key)
              # What holds for which contract, product and month.
              policies: [policies/]
              sources:
                # Files with the columns product_id, subscription_id, item_mpn, quantity,
                # start_time_utc and end_time_utc; one file or more for each month.
                - name: metering
                  type: files
                  path: \(YAMLScalar.written(named(answers.usage)))
              # What was intended and done: it keeps a month from being billed twice. Back it up.
              ledger: sqlite:usagectl.db

            """
    }

    private static func policyText(_ answers: InitAnswers) -> String {
        """
        # What holds everywhere unless a more specific policy says otherwise. An empty match takes
        # every cell: every distribution contract, pay-as-you-go product and closed month.
        # 'usagectl policy explain CELL' shows each value with its origin.
        apiVersion: usagectl/v1
        kind: UsagePolicy
        metadata:
          name: defaults
        spec:
          months:
            # The first month that is owed: the first that nobody has reported by hand.
            since: \(answers.since)
          limits:
            # The first file of a contract and product waits for 'usagectl approve'.
            firstFile: approve

        """
    }
}
