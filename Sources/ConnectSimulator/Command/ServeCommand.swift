package import ArgumentParser
import Foundation
import UsageModel

/// `connect-simulator serve`: generates or loads a world and serves it.
package struct ServeCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serves a simulated platform on 127.0.0.1 until it is stopped.",
        discussion: """
            Prints one JSON line with "url" and "apiKey" once it serves. Below /_simulator/ it has \
            state, requests, reset, faults, clock, and accept, reject, close by file id.
            """)

    @Option(help: "The port; 0 takes a free one.")
    var port = 0
    @Option(help: "The same seed gives the same world, usage and faults.")
    var seed: UInt64 = 1
    @Option(help: "Active contracts; a terminated one without usage is added.")
    var contracts = 2
    @Option(help: "Pay-as-you-go products; from 3 on one of another kind is added.")
    var products = 4
    @Option(help: "Subscriptions for each contract and product.")
    var assets = 3
    @Option(help: "Closed months that the usage covers.")
    var months = 3
    @Option(help: "A JSON file with a world, as /_simulator/state shows it.")
    var world: String?
    @Option(help: "The value of the header Authorization; 'ApiKey ' is put before it if missing.")
    var apiKey = "SU-000-000-000:simulator"
    @Option(help: "From an upload to ready or invalid.")
    var processingTime = DurationOption(.seconds(2))
    @Option(help: "Added to every answer.")
    var latency: DurationOption?
    @Option(
        help:
            """
            Rates by kind, '503:0.05,drop:0.02'; also 503after, 429, lost, stuck, and latency and \
            lag in milliseconds.
            """
    )
    var faults = ""
    @Option(help: "A folder for the world's vendor usage, one CSV file a month.")
    var usageDir: String?
    @Option(help: "The simulator's clock at its start; it goes on from there.")
    var clock: String?
    @Option(help: "Accepts submitted files this long after their submit.")
    var autoAccept: DurationOption?
    @Option(help: "Within what a record_id must be unique: file, product or account.")
    var recordScope = PlatformOptions.DuplicateScope.account

    package init() {}

    package func validate() throws {
        for (name, number) in [
            ("contracts", contracts), ("products", products), ("assets", assets),
            ("months", months),
        ] where !(0...100_000).contains(number) {
            throw ValidationError("'--\(name)' must be from 0 to 100000, not \(number)")
        }
        if let clock, Timestamp(clock) == nil {
            throw ValidationError("'--clock' must be a time such as 2026-11-02T06:00:00Z")
        }
    }

    package func run() async throws {
        let started = SystemClock.now()
        let offset = clock.flatMap { Timestamp($0) }?.since(started) ?? .zero
        let generator = WorldGenerator(
            size: WorldSize(
                contracts: contracts, products: products, assets: assets, months: months),
            seed: seed, now: started.adding(offset))
        let world = try loadedWorld() ?? generator.world()
        if let usageDir { try write(generator.usage(), to: usageDir) }
        var menu = try FaultMenu(text: faults, seed: seed)
        if let latency { menu.latency = latency.duration }
        let options = PlatformOptions(
            apiKey: apiKey.hasPrefix("ApiKey ") ? apiKey : "ApiKey \(apiKey)",
            processingTime: processingTime.duration, duplicateScope: recordScope,
            autoAccept: autoAccept?.duration)
        let simulation = Simulation(
            platform: SimulatedPlatform(world: world, options: options), faults: menu,
            clockOffset: offset)
        let server = SimulatorServer(host: SimulationHost(simulation, clock: SystemClock.now))
        try await server.run(port: port) { address in
            let line: JSONValue = ["url": .string(address.url), "apiKey": .string(options.apiKey)]
            FileHandle.standardOutput.write(Data(line.jsonBytes + [0x0A]))
        }
    }

    private func loadedWorld() throws -> World? {
        guard let world else { return nil }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: world))
        return try World(json: try JSONValue(jsonBytes: Array(bytes)))
    }

    private func write(_ usage: [VendorUsage], to folder: String) throws {
        let folder = URL(fileURLWithPath: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for file in VendorUsage.files(usage) {
            try Data(file.text.utf8).write(to: folder.appendingPathComponent(file.name))
        }
    }
}

extension PlatformOptions.DuplicateScope: ExpressibleByArgument {}
