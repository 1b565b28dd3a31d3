import UsageModel

/// Which files answer which part of a query, and what became of each part.
struct FilePlan {
    private let template: PathTemplate
    /// Why months are not complete, whatever their files say.
    private var incomplete: [UsageScope: String] = [:]
    private var patterns: [ReadingUnit: PathPattern] = [:]
    private var pathsOfUnit: [ReadingUnit: [String]] = [:]
    private var unitsOfPath: [String: Set<ReadingUnit>] = [:]
    private var failures: [ReadingUnit: String] = [:]
    private var mentioned: [ReadingUnit: Set<UsageScope>] = [:]
    /// What went wrong with the looking up of files.
    private(set) var problems: [SourceProblem] = []

    /// Looks the files of every part up.
    init(query: UsageQuery, template: PathTemplate) {
        self.template = template
        for scope in query.scopes {
            let unit = Self.unit(of: scope, template: template)
            guard pathsOfUnit[unit] == nil, failures[unit] == nil else { continue }
            guard let pattern = template.pattern(month: scope.month, product: scope.product) else {
                let message =
                    "the product id \(RowFault.quoted(scope.product.text)) cannot stand in a path"
                report(message, of: unit)
                continue
            }
            patterns[unit] = pattern
            find(unit, pattern)
        }
    }

    /// All files in order of name.
    var paths: [String] { unitsOfPath.keys.sorted() }

    /// The parts that a file belongs to.
    func units(of path: String) -> Set<ReadingUnit> { unitsOfPath[path] ?? [] }

    /// Makes parts unknown; the first reason stays.
    mutating func fail(_ units: Set<ReadingUnit>, because reason: String) {
        for unit in units where failures[unit] == nil { failures[unit] = reason }
    }

    /// Remembers of which products and months a file had records.
    mutating func note(_ scopes: Set<UsageScope>, of units: Set<ReadingUnit>) {
        for unit in units { mentioned[unit, default: []].formUnion(scopes) }
    }

    /// Looks again whether the files are still the same: one that came meanwhile was not read.
    mutating func checkAgain() {
        for (unit, pattern) in patterns.sorted(by: { $0.key < $1.key }) where failures[unit] == nil
        {
            guard (try? pattern.files()) != pathsOfUnit[unit] else { continue }
            report(
                "files came or went while '\(pattern)' was read; the next cycle reads them again",
                of: unit)
        }
    }

    /// What can be said of every product and month of the query.
    func statements(for query: UsageQuery) -> [UsageScope: UsageStatement] {
        var statements: [UsageScope: UsageStatement] = [:]
        for scope in query.scopes { statements[scope] = statement(for: scope) }
        return statements
    }

    private func statement(for scope: UsageScope) -> UsageStatement {
        let unit = Self.unit(of: scope, template: template)
        if let reason = failures[unit] { return .unknown(reason) }
        let pattern = patterns[unit].map(String.init(describing:)) ?? ""
        guard let paths = pathsOfUnit[unit], !paths.isEmpty else {
            return .unknown("no file matches '\(pattern)'")
        }
        if let reason = incomplete[scope] { return .unknown(reason) }
        let mentioned = mentioned[unit] ?? []
        // A file that is named after its month attests it, but not by the records of another one:
        // that is a file under a wrong name.
        let attests = template.hasMonth && mentioned.isEmpty
        let isMentioned = mentioned.contains {
            $0.isPart(of: scope.month, unit.product)
        }
        if !attests, !isMentioned {
            let files = paths.count == 1 ? "1 file" : "\(paths.count) files"
            return .unknown("no record of \(scope.month) in the \(files) of '\(pattern)'")
        }
        return .known
    }

    private mutating func find(_ unit: ReadingUnit, _ pattern: PathPattern) {
        do {
            let paths = try pattern.files()
            pathsOfUnit[unit] = paths
            for path in paths { unitsOfPath[path, default: []].insert(unit) }
        } catch {
            report("the folders of '\(pattern)' cannot be listed: \(error)", of: unit)
        }
    }

    private mutating func report(_ message: String, of unit: ReadingUnit) {
        fail([unit], because: message)
        problems.append(SourceProblem(message: message))
    }

    /// Looks, before the files are read, whether each month's are all there.
    mutating func check(_ completeness: CompletenessCheck, of query: UsageQuery) {
        var check = completeness
        for scope in query.scopes {
            let unit = Self.unit(of: scope, template: template)
            incomplete[scope] = check.problem(of: scope, unit, paths: pathsOfUnit[unit] ?? [])
        }
        if let problem = check.finish() {
            problems.append(SourceProblem(message: problem))
            for scope in query.scopes { incomplete[scope] = problem }
        }
    }

    private static func unit(of scope: UsageScope, template: PathTemplate) -> ReadingUnit {
        ReadingUnit(
            month: template.hasMonth ? scope.month : nil,
            product: template.hasProduct ? scope.product : nil)
    }
}
