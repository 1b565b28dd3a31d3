import ArgumentParser
import ConnectAPI
import Controller
import Foundation
import Policy
import StatusServer
import UsageModel
import YAMLDocument

/// Looks at everything that a cycle relies on, from the configuration to the ledger.
struct Doctor {
    let options: ConnectionOptions
    let environment: [String: String]
    let clockOptions: ClockOptions

    /// The checks in the order in which things rest on each other.
    func examine() async -> [DoctorCheck] {
        let loaded: LoadedConfiguration
        switch configuration() {
        case .success(let sound): loaded = sound
        case .failure(let refusal): return [refusal.check, unlooked]
        }
        guard let controller = loaded.controller else { return [unlooked] }
        var checks = [configured(controller), policies(loaded), status(controller)]
        do {
            let setup = try SessionSetup(options, environment: environment, warns: false)
            checks.append(key(setup))
            checks += await DoctorOfConnect(
                setup: setup, clock: OffsetClock.starting(at: clockOptions.asOf?.value),
                options: options
            ).examine()
        } catch ConnectError.configuration(let reason) {
            checks.append(endpointProblem(reason))
        } catch {
            checks.append(keyProblem(error))
            checks.append(.skipped("connect", because: "there is no key to ask with"))
        }
        return checks
    }

    /// A configuration that cannot be read, as the check that says so.
    private struct Refusal: Error { let check: DoctorCheck }

    private var unlooked: DoctorCheck {
        .skipped("everything else", because: "it rests on the configuration")
    }

    private func configuration() -> Result<LoadedConfiguration, Refusal> {
        let place = PolicyConfiguration(options, environment: environment)
        if let absence = place.absence {
            return .failure(
                Refusal(
                    check: .problem(
                        "configuration", "\(absence)",
                        remedy: "'usagectl init' writes one; --config names another",
                        code: .usage)))
        }
        let loaded = ConfigurationLoader.load(path: place.path)
        guard loaded.isValid else {
            return .failure(
                Refusal(
                    check: .problem(
                        "configuration", PolicyAnswer.text(of: loaded.diagnostics),
                        remedy: "mend the places named; 'usagectl policy check' looks again",
                        code: .usage)))
        }
        return .success(loaded)
    }

    private func configured(_ controller: ControllerConfiguration) -> DoctorCheck {
        let path = PolicyConfiguration(options, environment: environment).path
        let sources = CellWords.counted(controller.sources.count, "source", "sources")
        guard let writes = controller.writes else {
            return .warning(
                "configuration", "'\(path)' is valid, but says nothing of writes",
                remedy: "set spec.writes to 'observe' or 'converge': 'usagectl run' requires it")
        }
        return .ok(
            "configuration",
            "'\(path)' is valid: identity '\(controller.identity)', writes \(writes.rawValue), "
                + sources)
    }

    private func policies(_ loaded: LoadedConfiguration) -> DoctorCheck {
        let count = CellWords.counted(loaded.policies.documents.count, "policy", "policies")
        guard loaded.diagnostics.isEmpty else {
            return .warning(
                "policies", PolicyAnswer.text(of: loaded.diagnostics),
                remedy: "look at the places named; nothing is refused for it")
        }
        return .ok("policies", "\(count), all valid")
    }

    private func status(_ controller: ControllerConfiguration) -> DoctorCheck {
        guard let address = StatusAddress(controller.statusListen) else {
            return .problem(
                "status", "spec.status.listen is '\(controller.statusListen)'",
                remedy: "write an address and a port such as 127.0.0.1:8080", code: .usage)
        }
        do throws(StatusConfigurationError) {
            let checked = try StatusConfiguration.check(
                listen: address, tokenFile: controller.statusTokenFile)
            let reader = checked.token == nil ? "everybody on this machine" : "who has the token"
            return .ok("status", "'\(address)' is for \(reader)")
        } catch {
            return .problem(
                "status", "\(error)", remedy: "mend it before 'usagectl run'", code: .usage)
        }
    }

    private func keyProblem(_ error: any Error) -> DoctorCheck {
        .problem(
            "key", CommandFailure(error).sentences.joined(separator: "\n"),
            remedy: "create an API token in Connect under Integrations, API tokens, and put it "
                + "into the file that spec.connect.apiKeyFile names",
            code: .usage)
    }

    /// An address that cannot be asked, or a text that cannot be a key.
    private func endpointProblem(_ reason: String) -> DoctorCheck {
        .problem(
            "connect", reason,
            remedy: "mend what is named: --endpoint, CONNECT_ENDPOINT or spec.connect.endpoint for "
                + "the address",
            code: .usage)
    }

    /// A key that others on the machine can read is theirs too.
    private func key(_ setup: SessionSetup) -> DoctorCheck {
        let origin = setup.connect.apiKeyOrigin ?? "the configuration"
        if let file = setup.keyFile,
            let mode = try? FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
                as? NSNumber, mode.intValue & 0o004 != 0
        {
            return .warning(
                "key", "\(origin) can be read by everybody on this machine",
                remedy: "chmod o-r '\(file)'")
        }
        return .ok("key", "read from \(origin)")
    }
}
