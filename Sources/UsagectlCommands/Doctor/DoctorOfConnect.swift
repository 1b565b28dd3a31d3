import ArgumentParser
import ConnectAPI
import Controller
import Ledger
import Policy
import Reconciliation
import StatusServer
import UsageModel
import UsageSources

/// Looks at what needs the key: Connect itself, the clock, the account, the sources, the ledger.
struct DoctorOfConnect {
    let setup: SessionSetup
    let clock: OffsetClock
    let options: ConnectionOptions

    func examine() async -> [DoctorCheck] {
        var connect = setup.connect
        // Who asks is sitting in front of it: an outage is told at once, not after all retries.
        connect.retry = RetryPolicy(attempts: 1)
        let ready = connect
        let ledger = await DoctorOfLedger(setup: setup, now: clock.now).examine()
        do {
            let seen = try await AsyncHTTPTransport.withTransport(
                connections: ready.concurrency
            ) { transport in
                let client = ConnectClient(
                    configuration: ready, transport: transport, clock: clock,
                    logger: options.logger("connect", from: .error))
                return await checks(client, ledgerIsSound: ledger.outcome != .problem)
            }
            return seen + [ledger]
        } catch {
            return [unreachable("\(error)"), ledger]
        }
    }

    private func checks(_ client: ConnectClient, ledgerIsSound: Bool) async -> [DoctorCheck] {
        do throws(ConnectError) {
            let contracts = try await client.contracts()
            let products = try await client.products()
            let active = contracts.rows.count { $0.status == "active" }
            let metered = products.rows.filter { $0.payAsYouGo != nil }.map(\.id)
            var checks = [
                DoctorCheck.ok(
                    "connect",
                    "'\(setup.connect.endpoint)' takes the key: "
                        + CellWords.counted(
                            active, "active distribution contract", "active distribution contracts")
                        + ", "
                        + CellWords.counted(
                            metered.count, "pay-as-you-go product", "pay-as-you-go products"))
            ]
            if let date = client.lastServerDate { checks.append(time(date)) }
            if ledgerIsSound { checks.append(await observation(client)) }
            return checks + (await sources(for: metered))
        } catch {
            return [refused(error)]
        }
    }

    private func refused(_ error: ConnectError) -> DoctorCheck {
        guard case .refused(let refusal) = error, [401, 403].contains(refusal.status) else {
            return unreachable("\(error)")
        }
        return .problem(
            "connect", "\(error)",
            remedy: "give the token the permissions to read contracts, products, listings, "
                + "marketplaces, assets and usage, and to manage usage files, or make a new one",
            code: .error)
    }

    private func unreachable(_ text: String) -> DoctorCheck {
        .problem(
            "connect", text,
            remedy: "look at spec.connect.endpoint, at the network and proxies of this machine, "
                + "and at CloudBlue's status page",
            code: .error)
    }

    private func time(_ date: ServerDate) -> DoctorCheck {
        let seconds = date.ahead.components.seconds.magnitude
        let text = "this machine's clock and Connect's differ by \(seconds) s"
        if let doubt = ObservationProof.doubt(clocksAhead: [date.ahead]) {
            return .problem(
                "clock", doubt, remedy: "set the clock, and have it kept by NTP", code: .unproven)
        }
        guard seconds > 30 else { return .ok("clock", text) }
        return .warning("clock", text, remedy: "have it kept by NTP: 300 s are too many")
    }

    /// A whole observation, with everything that the ledger knows to hold against it.
    private func observation(_ client: ConnectClient) async -> DoctorCheck {
        do {
            let ledger = try setup.openLedger(.read, at: clock.now)
            var settings = try setup.settings()
            settings.clockOffset = clock.offset
            // What usage there is is asked of each source by itself.
            settings.sources = []
            let cycle = Cycle(
                client: client, writer: nil, settings: settings, record: ledger, clock: clock)
            let view = try await cycle.look(at: clock.now, CycleRequest(command: "doctor"))
            return judged(view)
        } catch {
            return .problem(
                "account", CommandFailure(error).sentences.joined(separator: "\n"),
                remedy: "'usagectl diff' says more", code: .error)
        }
    }

    private func judged(_ view: CycleView) -> DoctorCheck {
        guard let plan = view.plan else {
            return .problem(
                "account", view.observation.problems.joined(separator: "\n"),
                remedy: "nothing is written until an observation is proven: see "
                    + "docs/operations.md, 'An observation is not proven'",
                code: .unproven)
        }
        let findings = plan.findings.filter { $0.code.hasPrefix("policy.") }
        guard findings.isEmpty else {
            return .warning(
                "account", findings.map(\.message).joined(separator: "\n"),
                remedy: "renew, mend or remove the policies named")
        }
        let owed = plan.cells.count { $0.obligation != nil }
        return .ok(
            "account",
            "an observation is proven complete: "
                + CellWords.counted(view.observation.files.count, "usage file", "usage files")
                + ", " + CellWords.counted(owed, "cell is owed", "cells are owed"))
    }

    /// What each source says of the month that closed last.
    private func sources(for products: [ProductID]) async -> [DoctorCheck] {
        guard let settings = try? setup.settings(), !settings.sources.isEmpty else {
            return [
                .problem(
                    "source", "there is none",
                    remedy: "describe where your usage is under spec.sources; docs/sources.md "
                        + "shows each kind", code: .usage)
            ]
        }
        let month = MonthClock(MonthRules()).lastClosed(at: clock.now)
        var checks: [DoctorCheck] = []
        for source in settings.sources {
            let reading = await source.read(UsageQuery(months: [month], products: products))
            checks.append(judged(reading.statements, of: source.name, month: month))
        }
        return checks
    }

    private func judged(
        _ statements: [UsageScope: UsageStatement], of name: String, month: BillingMonth
    ) -> DoctorCheck {
        guard !statements.isEmpty else {
            return .warning(
                "source", "the account has no pay-as-you-go product to ask it for",
                remedy: "define the product's capability in Connect", subject: name)
        }
        let doubts = statements.values.compactMap { statement -> String? in
            guard case .unknown(let reason) = statement else { return nil }
            return reason
        }
        guard let doubt = Set(doubts).min() else {
            return .ok("source", "vouches for \(month)", subject: name)
        }
        return .warning(
            "source",
            "cannot vouch for \(month) of \(doubts.count) of \(statements.count) "
                + "products: \(doubt)",
            remedy: "unknown usage is never taken for zero: put the month's usage where the "
                + "source looks, or mend what is named", subject: name)
    }
}
