import Policy
import UsageModel
import YAMLDocument

/// Documents and cells that the tests of this target share.
enum PolicyExamples {
    static let loader = DocumentLoader(
        apiVersion: PolicySchema.apiVersion, kinds: ["Controller", PolicySchema.kind])

    /// Reads files given as name and text.
    static func load(
        _ files: [(name: String, text: String)]
    ) -> (policies: PolicySet, diagnostics: [Diagnostic]) {
        let loaded = loader.load(files.map { SourceText(file: $0.name, text: $0.text) })
        let (policies, diagnostics) = PolicyLoader.load(loaded.documents)
        return (policies, loaded.diagnostics + diagnostics)
    }

    /// A document with a name and the lines of its `spec`, each indented by two spaces.
    static func document(_ name: String, _ spec: String) -> String {
        let lines = spec.split(separator: "\n").map { "  \($0)\n" }.joined()
        return """
            apiVersion: usagectl/v1
            kind: UsagePolicy
            metadata: {name: \(name)}
            spec:
            \(lines)
            """
    }

    /// The set of documents in one file each, `NAME.yaml`.
    static func set(_ specs: [(name: String, spec: String)]) -> PolicySet {
        load(specs.map { ("\($0.name).yaml", document($0.name, $0.spec)) }).policies
    }

    static func facts(
        _ cell: String = "CRD-12345-1/PRD-100-000-000/2026-05", provider: String? = "PA-000-001",
        marketplace: String? = "MP-10000", schema: ReportingSchema? = .quantity,
        kind: String? = "production"
    ) -> CellFacts {
        let preview = Cell(
            contract: "CRD-0", product: "PRD-0", month: BillingMonth(index: 24_312))
        return CellFacts(
            cell: Cell(cell) ?? preview, provider: provider.map { AccountID($0) },
            marketplace: marketplace.map { MarketplaceID($0) }, schema: schema, kind: kind)
    }

    static func time(_ text: String) -> Timestamp {
        Timestamp(text) ?? Timestamp(seconds: 0)
    }

    static let now = time("2026-11-02T06:00:00Z")

    /// A document that uses every line of a match and most fields.
    static let full = """
        apiVersion: usagectl/v1
        kind: UsagePolicy
        metadata:
          name: emea-by-hand
          owner: billing@vendor.example
        spec:
          match:
            contracts: [CRD-12345-*]
            products: [PRD-100-000-000]
            providers: [PA-000-001]
            marketplaces: [MP-10000]
            schemas: [QT]
            kinds: [production]
            months: [2026-03..2026-06]
          months: {since: 2026-01, until: 2026-12, timeZone: UTC, closeDelay: 3d, due: 8, autoWithin: 2}
          submit: manual
          limits:
            amountPerFile: {USD: 10000}
            ratioToMedian: 7.5
            unattributed: 2.5%
          file: {name: "Usage {month}", note: none}
          reason: their finance signs every file
          until: 2027-01-31
        """
}
