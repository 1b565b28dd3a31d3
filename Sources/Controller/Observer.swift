import ConnectAPI
import Reconciliation
import UsageModel

/// Reads from Connect what a cycle has to know, and collects every reason to doubt it.
struct Observer {
    let client: ConnectClient
    let settings: ControllerSettings
    let knowledge: LedgerKnowledge
    let now: Timestamp
    /// How far the evaluating clock was moved ahead of real time.
    let clockOffset: Duration
    /// The client's uptime when `now` was the time.
    let uptime: Duration
    /// Whether writes may follow, so that a platform that tells no time is a reason to doubt.
    let mayWrite: Bool
    /// Nil where each observation reads everything.
    var memory: ObservationMemory?

    /// The observation that everything else rests on.
    func observe() async throws(ConnectError) -> Observation {
        let contracts = try await client.contracts()
        let listings = try await client.listings()
        let products = try await client.products()
        let marketplaces = try await client.marketplaces()
        let coverage = await memory?.coverage(at: now) ?? .whole
        let files = try await usageFiles(covering: coverage)
        var observation = Observation(
            contracts: contracts.rows, listings: listings.rows, products: products.rows,
            marketplaces: marketplaces.rows, files: files.rows,
            problems: [
                contracts.problem, listings.problem, products.problem, marketplaces.problem,
                files.problem,
            ].compactMap(\.self))
        observation.problems += try await doubts(of: observation)
        guard observation.isProven else { return observation }
        let pairs = try await subscribedPairs(observation)
        observation.subscribedPairs = Set(pairs.rows)
        observation.problems += [pairs.problem].compactMap(\.self)
        if observation.isProven {
            await memory?.remember(observation.files, covering: coverage, at: now)
        }
        return observation
    }

    /// The usage files as they are now; those that the memory holds and that are final are not
    /// asked for again.
    private func usageFiles(
        covering coverage: ObservationMemory.Coverage
    ) async throws(ConnectError) -> Reading<UsageFile> {
        guard case .recent(let since, let open) = coverage, let memory else {
            return try await client.usageFiles()
        }
        var reading = try await client.usageFiles(UsageFileScope(createdSince: since))
        let older = try await client.usageFiles(UsageFileScope(ids: open))
        let problems =
            [reading.problem, older.problem].compactMap(\.self)
            + (try await absent(open, from: older.rows))
        reading.rows = await memory.complete(reading.rows + older.rows, covering: coverage)
        reading.problem = problems.isEmpty ? nil : problems.joined(separator: "; ")
        return reading
    }

    /// Why files that were there before are not in a list that asked for them by name; a file that
    /// is gone from the platform is no reason to doubt the list.
    private func absent(
        _ asked: [UsageFileID], from rows: [UsageFile]
    ) async throws(ConnectError) -> [String] {
        let missing = Set(asked).subtracting(rows.map(\.id)).sorted()
        guard missing.count <= MissingFiles.mostSingleLooks else {
            return ["\(missing.count) usage files that were there before are not in the list"]
        }
        var doubts: [String] = []
        for file in missing where try await client.usageFile(file) != nil {
            doubts.append("the list of usage files leaves out '\(file)', which exists")
        }
        return doubts
    }

    /// Adds the days of files without a period, where the plan cannot be made without them.
    func inferDays(of files: [UsageFileID], in observation: inout Observation)
        async throws(ConnectError)
    {
        let seen = Dictionary(observation.files.map { ($0.id, $0) }) { first, _ in first }
        for id in files {
            guard let file = seen[id], let days = try await days(of: file) else { continue }
            observation.recordDays[id] = days
        }
    }

    private func days(of file: UsageFile) async throws(ConnectError) -> DateSpan? {
        if let known = await memory?.days(of: file) { return known }
        let days: DateSpan?
        do { days = try await client.recordDays(of: file.id) } catch {
            // What answers do not prove places no file: it occupies what it may cover.
            guard case .undecodable = error else { throw error }
            return nil
        }
        await memory?.remember(days: days, of: file)
        return days
    }

    private func doubts(of observation: Observation) async throws(ConnectError) -> [String] {
        let proof = ObservationProof(observation, knowledge: knowledge)
        var doubts = proof.doubts
        if proof.needsRecordCount {
            doubts += [proof.doubt(ofRecords: try await client.recordCount())].compactMap(\.self)
        }
        doubts += try await missingFiles(proof)
        let clock = ClockProof(
            now: now, uptime: uptime, offset: clockOffset, isRequired: mayWrite)
        doubts += [clock.doubt(first: client.firstServerDate, last: client.lastServerDate)]
            .compactMap(\.self)
        return doubts
    }

    private func missingFiles(
        _ proof: ObservationProof
    ) async throws(ConnectError) -> [String] {
        let missing = MissingFiles(client, proof)
        let count = missing.files.count
        guard count <= MissingFiles.mostSingleLooks else {
            return ["\(count) usage files that the ledger knows are not in the list"]
        }
        return try await missing.doubts().map(\.message)
    }

    /// Pairs without a listing that have subscriptions; asked in the way that costs fewer requests.
    private func subscribedPairs(
        _ observation: Observation
    ) async throws(ConnectError) -> Reading<CellPair> {
        let unlisted = DesiredState.unlistedPairs(observation, environments: settings.environments)
        let byProduct = Dictionary(grouping: unlisted, by: \.product).sorted { $0.key < $1.key }
        var found: [CellPair] = []
        var problems: [String] = []
        for (product, pairs) in byProduct {
            let pages = try await client.subscriptionCount(ofProduct: product) / 1000 + 1
            if pairs.count <= pages {
                for pair in pairs
                where try await client.subscriptionExists(contract: pair.contract, product: product)
                {
                    found.append(pair)
                }
            } else {
                let reading = try await client.subscriptions(ofProducts: [product])
                problems += [reading.problem].compactMap(\.self)
                let live = Set(reading.rows.filter { $0.status != "draft" }.compactMap(\.contract))
                found += pairs.filter { live.contains($0.contract) }
            }
        }
        let problem = problems.isEmpty ? nil : problems.joined(separator: "; ")
        return Reading(rows: found, problem: problem)
    }
}
