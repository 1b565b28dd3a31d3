import Policy
import TestSupport
import Testing
import UsageModel
import YAMLDocument

extension SeededGenerator {
    fileprivate mutating func pick(_ words: [String]) -> String {
        words.randomElement(using: &self) ?? ""
    }
    fileprivate mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &self) < percent
    }
}

struct PolicyPropertyTests {
    private static let settings = [
        "months: {since: 2026-01}", "months: {since: 2026-03, due: 9}",
        "months: {timeZone: Asia/Tokyo}",
        "submit: manual", "submit: automatic", "report: false", "onInvalid: resend",
        "currency: EUR",
        "limits: {ratioToMedian: 9}", "limits: {ratioToMedian: 3}",
        "limits: {amountPerFile: {USD: 5}}",
        "foreignDrafts: adopt", "onNoUsage: hold",
    ]

    /// Files of random policies over few ids, so that many of them meet.
    private static func files(
        _ generator: inout SeededGenerator
    ) -> [(name: String, text: String)] {
        (0..<Int.random(in: 1...12, using: &generator)).map { number in
            var lines: [String] = []
            for (line, words) in [
                ("contracts", ["CRD-1", "CRD-2", "CRD-*", "CRD-?", "*-2"]),
                ("products", ["PRD-1", "PRD-2", "PRD-*", "*"]), ("kinds", ["test", "production"]),
                ("providers", ["PA-1", "PA-2", "PA-?"]), ("marketplaces", ["MP-1", "MP-*"]),
                ("schemas", ["QT", "PR"]), ("months", ["2026-05", "2026-04..2026-06"]),
            ] where generator.chance(35) {
                let items =
                    generator.chance(30)
                    ? [generator.pick(words), generator.pick(words)]
                    : [generator.pick(words)]
                lines.append("\(line): [\(items.map { "'\($0)'" }.joined(separator: ", "))]")
            }
            let until =
                generator.chance(30) ? "\nuntil: 2026-\(generator.pick(["10", "11", "12"]))-02" : ""
            let setting = generator.pick(settings)
            let spec = "match: {\(lines.joined(separator: ", "))}\n\(setting)\nreason: x\(until)"
            return ("f\(number).yaml", PolicyExamples.document("p\(number)", spec))
        }
    }

    private static let cells: [CellFacts] = ["CRD-1", "CRD-2", "CRD-3"].flatMap { contract in
        ["PRD-1", "PRD-2"].flatMap { product in
            ["2026-03", "2026-05"].map { facts(contract, product, $0) }
        }
    }

    private static func facts(_ contract: String, _ product: String, _ month: String) -> CellFacts {
        PolicyExamples.facts(
            "\(contract)/\(product)/\(month)",
            provider: contract == "CRD-3" ? nil : "PA-\(contract.suffix(1))",
            marketplace: product == "PRD-1" ? "MP-1" : nil,
            schema: product == "PRD-1" ? .quantity : .price,
            kind: contract == "CRD-1" ? "production" : "test")
    }

    /// All that an effective policy says, as one text.
    private static func text(_ policy: EffectivePolicy) -> String {
        let fields = PolicyField.allCases.map { field in
            "\(field)=\(policy.value(of: field))@\(policy.originText(of: field))"
        }
        return "\(fields) \(policy.matched) \(policy.conflicts) \(policy.expiredProtections) "
            + "\(policy.notMatched) \(policy.suspendReason ?? "")"
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `the order of files never changes the result`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<25 {
            let files = Self.files(&generator)
            let (policies, diagnostics) = PolicyExamples.load(files)
            let (shuffled, again) = PolicyExamples.load(files.shuffled(using: &generator))
            #expect(diagnostics == again)
            #expect(diagnostics.areHarmless)
            for facts in Self.cells {
                #expect(
                    Self.text(policies.explanation(for: facts, at: PolicyExamples.now))
                        == Self.text(shuffled.explanation(for: facts, at: PolicyExamples.now)))
            }
        }
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `the index and the cache find what a look at every policy finds`(seed: UInt64) {
        var generator = SeededGenerator(seed: 100 + seed)
        for _ in 0..<25 {
            let (policies, _) = PolicyExamples.load(Self.files(&generator))
            for facts in Self.cells.shuffled(using: &generator) {
                let expected = policies.documents.filter { $0.match.rank(for: facts) != nil }
                let policy = policies.effective(for: facts, at: Timestamp(seconds: 0))
                #expect(policy.matched.sorted() == expected.map(\.name).sorted())
                #expect(expected.allSatisfy { $0.match.mismatch(facts) == nil })
                // A cold set answers as the warm one does.
                let cold = PolicySet(policies.documents).effective(
                    for: facts, at: Timestamp(seconds: 0))
                #expect(Self.text(policy) == Self.text(cold))
            }
        }
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `every value has the origin of a matched policy that sets it`(seed: UInt64) {
        var generator = SeededGenerator(seed: 200 + seed)
        for _ in 0..<25 {
            let (policies, _) = PolicyExamples.load(Self.files(&generator))
            let byName = Dictionary(uniqueKeysWithValues: policies.documents.map { ($0.name, $0) })
            for facts in Self.cells {
                let policy = policies.effective(for: facts, at: PolicyExamples.now)
                for (field, origin) in policy.origins {
                    let document = byName[origin.policy]
                    let rank = document?.match.rank(for: facts)
                    #expect(document?.settings[field]?.value == policy.value(of: field))
                    #expect(policy.matched.contains(origin.policy))
                    // Nobody of a higher rank sets the field and still holds.
                    let better = policies.documents.filter { other in
                        guard other.settings[field] != nil, other.until == nil,
                            let otherRank = other.match.rank(for: facts), let rank
                        else { return false }
                        return rank < otherRank
                    }
                    #expect(better.isEmpty)
                }
            }
        }
    }

    @Test func `many policies and cells are resolved by what concerns them`() {
        let documents = (0..<2000).map { number -> PolicyDocument in
            var match = PolicyMatch()
            match.contracts = [MatchPattern("CRD-\(number)")]
            let name = "p\(number)"
            let origin = PolicyOrigin(policy: name, file: "f", line: number + 1, column: 1)
            return PolicyDocument(
                name: name, origin: origin, match: match,
                settings: [.due: PolicySetting(.number(number % 28 + 1), origin: origin)])
        }
        let policies = PolicySet(documents)
        for number in 0..<20_000 {
            let facts = PolicyExamples.facts("CRD-\(number % 4000)/PRD-1/2026-05")
            let policy = policies.effective(for: facts, at: PolicyExamples.now)
            let contract = number % 4000
            #expect(policy.months.due == (contract < 2000 ? contract % 28 + 1 : 8))
        }
    }

    @Test func `many tasks may ask one set at once`() async {
        var generator = SeededGenerator(seed: 400)
        let (policies, _) = PolicyExamples.load(Self.files(&generator))
        let times = [PolicyExamples.now, Timestamp(seconds: 0)]
        let expected = times.map { time in
            Self.cells.map { Self.text(PolicySet(policies.documents).effective(for: $0, at: time)) }
        }
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<32 {
                group.addTask {
                    let texts = Self.cells.map {
                        Self.text(policies.effective(for: $0, at: times[number % 2]))
                    }
                    return texts == expected[number % 2]
                }
            }
            for await isEqual in group { #expect(isEqual) }
        }
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `mutated documents are read to an end`(seed: UInt64) {
        var generator = SeededGenerator(seed: 300 + seed)
        let pieces = [
            "none", "{", "}", "[", "]", ": ", "\n", "  ", "*a", "&a ", "<<: *a\n", "'", "9e999",
        ]
        for _ in 0..<150 {
            var bytes = Array(PolicyExamples.full.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                if generator.chance(40) {
                    bytes.insert(contentsOf: Array(generator.pick(pieces).utf8), at: place)
                } else if generator.chance(50) {
                    bytes.remove(at: place)
                } else {
                    bytes[place] = UInt8.random(in: 32...126, using: &generator)
                }
            }
            let loaded = PolicyExamples.loader.load([SourceText(file: "f", bytes: bytes)])
            let (policies, diagnostics) = PolicyLoader.load(loaded.documents)
            // A document is either a policy or has an error that says why it is not.
            let isExplained = !(loaded.diagnostics + diagnostics).areHarmless
            #expect(policies.documents.count == 1 || isExplained || loaded.documents.isEmpty)
        }
    }
}
