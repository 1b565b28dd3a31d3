import Crypto
import UsageModel
import Workbook
import YAMLDocument

/// Holds the files of each month against what makes them whole.
struct CompletenessCheck {
    private let rules: CompletenessRules
    private let memory: SourceMemory
    private let source: String
    private let now: Timestamp
    private var remembered: [String: SourceMemory.Entry]?
    private var seen: [String: SourceMemory.Entry] = [:]
    /// The answers of folders, which many products share.
    private var found: [PathPattern: [String]] = [:]
    private var memoryProblem: String?

    init(_ rules: CompletenessRules, _ memory: SourceMemory, source: String) {
        self.rules = rules
        self.memory = memory
        self.source = source
        now = memory.now()
        guard rules.unchangedFor != nil else { return }
        do throws(SourceMemory.Fault) {
            remembered = try memory.load(source)
        } catch {
            memoryProblem = error.description
        }
    }

    /// Why the files of a product and month are not whole, nil if they are.
    mutating func problem(
        of scope: UsageScope, _ unit: ReadingUnit, paths: [String]
    ) -> String? {
        if let marker = rules.marker, let pattern = pattern(marker, scope),
            files(of: pattern).isEmpty
        {
            return "the marker '\(pattern)' is not there yet"
        }
        if let count = rules.count, paths.count != count {
            return paths.count < count
                ? "\(paths.count) of \(count) expected files are there"
                : "\(paths.count) files are there, expected \(count)"
        }
        for template in rules.files {
            guard let pattern = pattern(template, scope) else { continue }
            let files = files(of: pattern)
            if files.isEmpty { return "the expected file '\(pattern)' is not there yet" }
            if let other = files.first(where: { !paths.contains($0) }) {
                return "the expected file '\(other)' is not among those of 'path'"
            }
        }
        guard let time = rules.unchangedFor else { return nil }
        return change(of: unit, paths: paths, within: time)
    }

    /// Keeps what was seen for the next reading; returns why it cannot.
    mutating func finish() -> String? {
        if let memoryProblem { return memoryProblem }
        guard rules.unchangedFor != nil else { return nil }
        do throws(SourceMemory.Fault) {
            try memory.save((remembered ?? [:]).merging(seen) { $1 }, of: source)
            return nil
        } catch {
            return error.description
        }
    }

    private mutating func change(
        of unit: ReadingUnit, paths: [String], within time: Duration
    ) -> String? {
        let key = "\(unit.month?.description ?? "*")/\(unit.product?.text ?? "*")"
        let entry: SourceMemory.Entry
        if let known = seen[key] {
            entry = known
        } else {
            let fingerprint = Self.fingerprint(of: paths)
            let before = remembered?[key]
            // A clock that was set back must not make files look older than they are.
            let isSame =
                before?.fingerprint == fingerprint && before.map { $0.since <= now } == true
            entry = SourceMemory.Entry(
                fingerprint: fingerprint, since: isSame ? before?.since ?? now : now)
            seen[key] = entry
        }
        guard now.since(entry.since) < time || entry.since == now else { return nil }
        return "its files are the same since \(entry.since) only, expected for "
            + "\(DurationText.text(of: time))"
    }

    private static func fingerprint(of paths: [String]) -> String {
        var hash = SHA256()
        for path in paths {
            let stamp = FileStamp(path: path)
            let text =
                "\(path)\u{0}\(stamp?.size ?? -1) \(stamp?.modified ?? -1) \(stamp?.inode ?? 0)\n"
            hash.update(data: Array(text.utf8))
        }
        return hash.finalize().hexadecimal
    }

    private func pattern(_ template: PathTemplate, _ scope: UsageScope) -> PathPattern? {
        template.pattern(month: scope.month, product: scope.product)
    }

    /// The files of a pattern; none where a folder cannot be listed, so that the month waits.
    private mutating func files(of pattern: PathPattern) -> [String] {
        if let known = found[pattern] { return known }
        let files = (try? pattern.files()) ?? []
        found[pattern] = files
        return files
    }
}
