/// Does something for each item, so many at one time, and returns what came of them as it came.
///
/// Once the task is cancelled nothing new begins; what is under way ends and counts.
func sideBySide<Item: Sendable, Value: Sendable>(
    _ items: [Item], atMost width: Int, _ body: @escaping @Sendable (Item) async -> Value
) async -> [Value] {
    await withTaskGroup(of: Value.self) { group in
        var waiting = items.makeIterator()
        func addNext() {
            guard !Task.isCancelled, let item = waiting.next() else { return }
            group.addTask { await body(item) }
        }
        for _ in 0..<max(1, width) { addNext() }
        var values: [Value] = []
        for await value in group {
            values.append(value)
            addNext()
        }
        return values
    }
}
