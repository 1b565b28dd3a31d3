import ConnectAPI
package import Reconciliation
package import UsageModel

/// Makes one list serve a whole wave of cells: requests grow with waves and pages, not with files.
package struct WaveLister: Sendable {
    let client: ConnectClient

    /// More contracts than this are not named one by one; the list of all files is shorter then.
    private static let mostContracts = 100

    /// What to look at next: a list at the gate is acted upon for a short time only, so that no
    /// more contracts are asked for at once than can be named.
    package static func next(
        of wishes: [Cell: CellMachine.Look]
    ) -> [Cell: CellMachine.Look] {
        let atGate = Set(wishes.filter { $0.value.isOfWholePairs }.keys.map(\.contract))
        guard atGate.count > mostContracts else { return wishes }
        let first = Set(atGate.sorted().prefix(mostContracts))
        return wishes.filter { $0.value.isOfWholePairs && first.contains($0.key.contract) }
    }

    /// Lists for every machine that wants one, each by what it needs: those that look for files of
    /// their own from the earliest create on, those at the gate everything of their pairs.
    func lists(
        for wishes: [Cell: CellMachine.Look], createdSince: Timestamp?
    ) async -> [Cell: CellMachine.Event] {
        let recent = wishes.filter { !$0.value.isOfWholePairs }.map(\.key)
        let whole = wishes.filter { $0.value.isOfWholePairs }.map(\.key)
        var events: [Cell: CellMachine.Event] = [:]
        // A whole list of the pairs serves the others too when their pairs are in it.
        if !whole.isEmpty {
            events.merge(await list(whole, createdSince: nil)) { first, _ in first }
        }
        if !recent.isEmpty {
            events.merge(await list(recent, createdSince: createdSince)) { first, _ in first }
        }
        return events
    }

    private func list(
        _ cells: [Cell], createdSince: Timestamp?
    ) async -> [Cell: CellMachine.Event] {
        let contracts = Set(cells.map(\.contract)).sorted()
        let products = Set(cells.map(\.product)).sorted()
        let scope = UsageFileScope(
            contracts: contracts.count <= Self.mostContracts ? contracts : nil,
            products: products.count <= Self.mostContracts ? products : nil,
            createdSince: createdSince)
        do throws(ConnectError) {
            let reading = try await client.usageFiles(scope)
            if let problem = reading.problem {
                return Dictionary(uniqueKeysWithValues: cells.map { ($0, .listFailed(problem)) })
            }
            let byPair = Dictionary(grouping: reading.rows) { file in
                file.contract.flatMap { contract in
                    file.product.map { CellPair(contract: contract, product: $0) }
                }
            }
            return Dictionary(
                uniqueKeysWithValues: cells.map { ($0, .listed(byPair[$0.pair] ?? [])) })
        } catch {
            let why = "\(error)"
            return Dictionary(uniqueKeysWithValues: cells.map { ($0, .listFailed(why)) })
        }
    }
}
