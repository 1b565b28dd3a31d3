package import UsageModel

/// What a platform shows list after list; the last one is shown for ever.
package struct ScriptedLists: Sendable {
    private let lists: [[UsageFile]]
    /// How many lists were taken.
    package private(set) var taken = 0

    package init(_ lists: [[UsageFile]]) {
        self.lists = lists
    }

    package mutating func next() -> [UsageFile] {
        defer { taken += 1 }
        return lists.isEmpty ? [] : lists[min(taken, lists.count - 1)]
    }
}
