import ConnectSimulator
import Foundation
import TestSupport
import Testing
import UsageModel

/// The client asks for nothing that the platform's published specification does not have: paths,
/// methods, filters and orderings; skipped where the specification is not at hand.
struct DocumentedRequestTests {
    private static let document: String? = {
        try? String(
            contentsOf: PackageFolder.root.appendingPathComponent(
                "../shared/connect/openapi-usage.yml"),
            encoding: .utf8)
    }()

    /// By path of the specification: its methods and the names of its parameters.
    private static func operations(in document: String) -> [String: Set<String>] {
        var operations: [String: Set<String>] = [:]
        var path: String?
        for line in document.split(separator: "\n") {
            let indent = line.prefix { $0 == " " }.count
            let text = line.drop { $0 == " " || $0 == "-" }
            if indent == 0 { path = nil }
            if indent == 2, text.hasPrefix("/"), text.hasSuffix(":") {
                path = String(text.dropLast())
            }
            guard let path else { continue }
            if indent == 4, text.hasSuffix(":") {
                operations[path, default: []].insert(String(text))
            }
            if text.hasPrefix("name: ") {
                let name = text.dropFirst("name: ".count).filter { $0 != "'" && $0 != "\"" }
                operations[path, default: []].insert(name)
            }
        }
        return operations
    }

    /// A request's path with ids in the specification's braces.
    private static func template(_ path: String, in known: [String]) -> String? {
        let parts = path.split(separator: "/")
        return known.first { candidate in
            let names = candidate.split(separator: "/")
            return names.count == parts.count
                && zip(names, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
    }

    /// The fields that a query filters or orders by.
    private static func fields(of query: String) -> [String] {
        let decoded = query.removingPercentEncoding ?? query
        return decoded.matches(of: /(eq|ne|ge|gt|le|lt|in|out|like)\(([A-Za-z_.]+),/).map {
            String($0.output.2)
        }
            + decoded.matches(of: /ordering\(([^)]*)\)/).flatMap { match in
                match.output.1.split(separator: ",").map { String($0.drop { $0 == "-" }) }
            }
    }

    @Test(.enabled(if: document != nil, "the specification is not at hand"))
    func `every request of a reconcile is documented`() async throws {
        let operations = Self.operations(in: try #require(Self.document))
        let known = operations.keys.sorted()
        var account = SimulatedAccount(contracts: 2, products: 2)
        account.unlisted = [1]
        let policy = "months: {since: 2026-10}\nonNoUsage: send"
        var seen: Set<String> = []
        try await ReconcilerHarness.with(account, policy: policy) { harness in
            _ = try await harness.diff()
            try await harness.reconcile()
            for request in harness.transport.requests {
                let path = try #require(Self.template(request.path, in: known), "\(request.path)")
                let names = operations[path] ?? []
                #expect(names.contains("\(request.method.lowercased()):"), "\(request)")
                for field in Self.fields(of: request.query) {
                    #expect(names.contains(field), "\(path) has no '\(field)'")
                }
                seen.insert("\(request.method) \(path)")
            }
        }
        #expect(
            seen.isSuperset(of: [
                "GET /contracts", "GET /listings", "GET /products", "GET /marketplaces",
                "GET /usage/files", "POST /usage/files", "POST /usage/files/{id}/upload",
                "POST /usage/files/{id}/submit", "GET /assets", "GET /usage/records",
            ]))
    }
}
