// swift-tools-version: 6.2
import PackageDescription

// The targets and who may import whom follow docs/design.md: nothing imports upwards, and the pure
// core (UsageModel, Policy, Reconciliation) has no HTTP, SQL or XLSX to import.
//
// USAGECTL_COMMIT says which commit is built; a build from an archive works without it.
let commit = (Context.environment["USAGECTL_COMMIT"] ?? "").filter {
    $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0))
}

let package = Package(
    name: "usagectl",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "usagectl", targets: ["usagectl"]),
        .executable(name: "connect-simulator", targets: ["connect-simulator"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.20.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.32.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // C libraries of the system: module maps and nothing else.
        .systemLibrary(
            name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(
            name: "CXLSXWriter", pkgConfig: "xlsxwriter",
            providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(
            name: "CMinizip", pkgConfig: "minizip", providers: [.apt(["libminizip-dev"])]),
        .systemLibrary(
            name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CSpawn"),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

        // What the build knows of itself.
        .target(
            name: "CBuildInfo",
            cSettings: [.define("USAGECTL_COMMIT", to: "\"\(commit.prefix(64))\"")]),

        // The pure core.
        .target(name: "UsageModel"),
        .target(name: "YAMLDocument", dependencies: ["CLibYAML"]),
        .target(
            name: "Policy",
            dependencies: [
                "UsageModel", "YAMLDocument", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "Reconciliation",
            dependencies: [
                "UsageModel", "Policy", .product(name: "Crypto", package: "swift-crypto"),
            ]),

        // The edges.
        .target(
            name: "ConnectAPI",
            dependencies: [
                "UsageModel",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "_NIOFileSystem", package: "swift-nio"),
            ]),
        .target(
            name: "Workbook",
            dependencies: [
                "UsageModel", "CXLSXWriter", "CMinizip", "CExpat",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        // Work that blocks, on threads of its own: programs first of all.
        .target(name: "Programs", dependencies: ["CSpawn"]),
        .target(
            name: "UsageSources",
            dependencies: [
                "UsageModel", "YAMLDocument", "Workbook", "Programs", "CLibPQ", "CZlib",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .target(
            name: "Ledger",
            dependencies: [
                "UsageModel", "CZlib",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "Controller",
            dependencies: [
                "UsageModel", "YAMLDocument", "Policy", "Reconciliation", "ConnectAPI",
                "UsageSources", "Workbook", "Ledger", "Programs",
                .product(name: "AsyncAlgorithms", package: "swift-async-algorithms"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .target(
            name: "StatusServer",
            dependencies: [
                "UsageModel", "Ledger",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(
            name: "ConnectSimulator",
            dependencies: [
                "UsageModel", "Workbook",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        // The production core in simulated worlds: every crash point, and years of random faults.
        .target(
            name: "Verification",
            dependencies: [
                "UsageModel", "YAMLDocument", "Policy", "Reconciliation", "ConnectAPI",
                "Workbook", "Ledger", "Controller", "ConnectSimulator",
            ]),
        .target(
            name: "UsagectlCommands",
            dependencies: [
                "CBuildInfo", "UsageModel", "YAMLDocument", "Policy", "Reconciliation",
                "ConnectAPI",
                "UsageSources", "Workbook", "Ledger", "Controller", "ConnectSimulator",
                "StatusServer", "Verification",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),

        // Entry points.
        .executableTarget(name: "usagectl", dependencies: ["UsagectlCommands"]),
        .executableTarget(name: "connect-simulator", dependencies: ["ConnectSimulator"]),

        // Tests mirror Sources.
        .target(
            name: "TestSupport",
            dependencies: [
                "UsageModel", "Policy", "Reconciliation", "ConnectAPI", "ConnectSimulator",
                "Ledger", "Programs",
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .testTarget(name: "UsageModelTests", dependencies: ["UsageModel", "TestSupport"]),
        .testTarget(name: "YAMLDocumentTests", dependencies: ["YAMLDocument", "TestSupport"]),
        .testTarget(
            name: "PolicyTests",
            dependencies: ["Policy", "UsageModel", "YAMLDocument", "TestSupport"]),
        .testTarget(
            name: "ReconciliationTests",
            dependencies: ["Reconciliation", "Policy", "UsageModel", "TestSupport"]),
        .testTarget(
            name: "ConnectAPITests",
            dependencies: [
                "ConnectAPI", "ConnectSimulator", "UsageModel", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .testTarget(
            name: "WorkbookTests",
            dependencies: ["Workbook", "ConnectSimulator", "UsageModel", "TestSupport"]),
        .testTarget(name: "ProgramsTests", dependencies: ["Programs", "TestSupport"]),
        .testTarget(
            name: "UsageSourcesTests",
            dependencies: [
                "UsageSources", "ConnectSimulator", "Workbook", "UsageModel", "Programs", "CZlib",
                "TestSupport",
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
            ]),
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "Ledger", "UsageModel", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "StatusServerTests",
            dependencies: [
                "StatusServer", "ConnectAPI", "ConnectSimulator", "Controller", "Ledger",
                "Reconciliation", "UsageModel", "TestSupport",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            exclude: ["browser"]),
        .testTarget(
            name: "VerificationTests",
            dependencies: [
                "Verification", "ConnectSimulator", "Controller", "Reconciliation", "UsageModel",
                "Ledger", "Policy",
                "TestSupport",
            ]),
        .testTarget(
            name: "ConnectSimulatorTests",
            dependencies: ["ConnectSimulator", "Workbook", "UsageModel", "TestSupport"]),
        .testTarget(
            name: "ControllerTests",
            dependencies: [
                "Controller", "ConnectAPI", "ConnectSimulator", "Ledger", "Policy",
                "Reconciliation", "UsageModel", "UsageSources", "UsagectlCommands", "Workbook",
                "YAMLDocument", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "UsagectlCommandsTests",
            dependencies: [
                "usagectl", "UsagectlCommands", "ConnectSimulator", "Controller", "Policy",
                "Ledger", "Reconciliation", "StatusServer", "Workbook", "UsageModel",
                "YAMLDocument", "Programs",
                "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            exclude: [
                "Golden", "GoldenHelp", "Manifests/kubectl-stand-in", "Manifests/objects.py",
            ]),
    ]
)

// Benchmarks are built on request only: `make bench`.
if Context.environment["USAGECTL_BENCHMARKS"] != nil {
    package.targets.append(
        .executableTarget(
            name: "usagectl-benchmarks", dependencies: ["Policy", "UsageModel", "YAMLDocument"],
            path: "Benchmarks/Policies"))
    package.targets.append(
        .executableTarget(
            name: "ledger-benchmark", dependencies: ["Ledger", "UsageModel"],
            path: "Benchmarks/Ledger"))
    package.targets.append(
        .executableTarget(
            name: "source-benchmark",
            dependencies: [
                "Controller", "Policy", "Reconciliation", "UsageModel", "UsageSources",
                "Workbook",
            ],
            path: "Benchmarks/Sources"))
    package.targets.append(
        .executableTarget(
            name: "parsing-benchmark", dependencies: ["UsageSources", "UsageModel", "Workbook"],
            path: "Benchmarks/Parsing"))
    package.targets.append(
        .executableTarget(
            name: "start-benchmark", dependencies: ["Programs"], path: "Benchmarks/Starts"))
}

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + settings
}
