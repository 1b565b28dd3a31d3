/// A walk through a JSON object to the array of records somewhere inside it, past everything else.
struct JSONDocumentWalk {
    private let place: String
    private let wanted: Set<String>
    /// The places of objects that have to be entered.
    private let onTheWay: Set<String>
    /// Whether the records were there.
    private(set) var isFound = false
    /// The wanted values that were met, by place.
    private(set) var members: [String: String] = [:]
    /// The wanted places that were met and hold nothing.
    private(set) var nulls: Set<String> = []
    /// Of wanted places another one whose last name is the same and that holds a value.
    private(set) var elsewhere: [String: String] = [:]

    /// - Parameters:
    ///   - place: names joined by points, `data.items` for instance.
    ///   - wanted: places of single values.
    init(recordsAt place: String, wanted: Set<String>) {
        self.place = place
        self.wanted = wanted
        var onTheWay: Set<String> = []
        for goal in wanted.union([place]) {
            var rest = goal[...]
            while let point = rest.lastIndex(of: ".") {
                rest = rest[..<point]
                onTheWay.insert(String(rest))
            }
        }
        self.onTheWay = onTheWay
    }

    /// Reads the object at the reader; `readRecords` is called where the records stand.
    mutating func read(
        _ reader: inout JSONReader, _ readRecords: (inout JSONReader) throws -> Void
    ) throws {
        try readObject(&reader, in: "", readRecords)
    }

    private mutating func readObject(
        _ reader: inout JSONReader, in parent: String,
        _ readRecords: (inout JSONReader) throws -> Void
    ) throws {
        guard try reader.take("{") else { throw reader.unexpected("an object") }
        if try reader.take("}") { return }
        repeat {
            let name = try reader.name()
            let here = parent.isEmpty ? name : "\(parent).\(name)"
            if here == place {
                guard !isFound else { throw FileFault("'\(place)' stands twice") }
                isFound = true
                try readRecords(&reader)
            } else if onTheWay.contains(here), !wanted.contains(here),
                try reader.peekToken() == UInt8(ascii: "{")
            {
                try readObject(&reader, in: here, readRecords)
            } else {
                try note(try reader.element(), at: here)
            }
        } while try reader.take(",")
        guard try reader.take("}") else { throw reader.unexpected("',' or '}'") }
    }

    /// A wanted value in another form than expected must not pass for an absent one, which may mean
    /// that there is no next page.
    private mutating func note(_ value: JSONValue, at here: String) throws(FileFault) {
        guard wanted.contains(here) else {
            noteElsewhere(value, at: here)
            let goals = wanted.filter { $0.hasPrefix(here + ".") }
            guard let goal = goals.min() else { return }
            guard value == .null else {
                throw FileFault("'\(here)' is \(value.kind), expected an object with '\(goal)'")
            }
            nulls.formUnion(goals)
            return
        }
        switch value {
        case .string(let text), .number(let text): members[here] = text
        case .bool(let value): members[here] = value ? "true" : "false"
        case .null: nulls.insert(here)
        case .array, .object:
            throw FileFault("'\(here)' is \(value.kind), expected a single value")
        }
    }

    /// Notes values at any depth that are called as a wanted one is, which may stand at the wrong
    /// place in the configuration.
    private mutating func noteElsewhere(_ value: JSONValue, at here: String) {
        if case .object(let members) = value {
            for member in members { noteElsewhere(member.value, at: "\(here).\(member.name)") }
        }
        guard value.isText, !wanted.contains(here) else { return }
        for goal in wanted where Self.lastName(of: goal) == Self.lastName(of: here) {
            elsewhere[goal] = elsewhere[goal] ?? here
        }
    }

    private static func lastName(of place: String) -> Substring {
        place.split(separator: ".").last ?? ""
    }
}
