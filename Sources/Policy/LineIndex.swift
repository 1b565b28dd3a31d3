/// Finds the policies that take an id by one line of their matches, without trying every pattern.
///
/// An exact id is looked up; a glob is looked up by the letters before its first wildcard and only
/// then tried, once for all policies that have it.
struct LineIndex: Sendable {
    /// The places of policies by the text of a pattern.
    private var places: [String: [Int]] = [:]
    /// By what stands before the first wildcard, and that by its number of bytes.
    private var globs: [Int: [String: [MatchPattern]]] = [:]

    /// Files a policy under the patterns of a line.
    mutating func add(_ patterns: [MatchPattern], at place: Int) {
        for pattern in Set(patterns) {
            if !pattern.isExact, places[pattern.text] == nil {
                let prefix = pattern.literalPrefix
                globs[prefix.utf8.count, default: [:]][prefix, default: []].append(pattern)
            }
            places[pattern.text, default: []].append(place)
        }
    }

    /// The texts of the globs that take an id, in order.
    func globs(taking id: String) -> [String] {
        var found: [String] = []
        for (length, byPrefix) in globs where length <= id.utf8.count {
            let prefix = String(decoding: id.utf8.prefix(length), as: UTF8.self)
            for glob in byPrefix[prefix] ?? [] where glob.matches(id) { found.append(glob.text) }
        }
        return found.sorted()
    }

    /// The places of the policies that name an id itself, in order.
    func places(naming id: String) -> [Int] { places[id] ?? [] }

    /// The places of the policies that take an id in any way.
    func places(taking id: String) -> Set<Int> {
        var found = Set(places(naming: id))
        for glob in globs(taking: id) { found.formUnion(places[glob] ?? []) }
        return found
    }
}
