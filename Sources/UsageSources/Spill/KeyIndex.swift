/// Numbers keys from 0 in the order in which they first come; equal keys mostly come in a row.
struct KeyIndex<Key: Hashable & Sendable>: Sendable {
    private(set) var places: [Key: Int] = [:]
    private var last: (key: Key, place: Int)?

    /// The place of a key; that of a new one is as many as there were before.
    mutating func place(of key: Key) -> Int {
        if let last, last.key == key { return last.place }
        let place = places[key] ?? places.count
        places[key] = place
        last = (key, place)
        return place
    }
}
