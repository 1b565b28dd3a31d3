import UsageModel

/// Which requests go wrong: rates with a seeded dice, and scripted faults that come first.
package struct FaultMenu: Hashable, Sendable {
    /// From 0 to 1 for each kind; their sum is the rate of any fault.
    package var rates: [FaultKind: Double] = [:]
    /// Added to every answer.
    package var latency: Duration = .zero
    /// How far lists of usage files lag behind.
    package var lag: Duration = .zero
    package var scripted: [ScriptedFault] = []
    private var random: SeededRandom

    package init(seed: UInt64 = 0) {
        random = SeededRandom(seed: seed)
    }

    /// Reads `503:0.05,drop:0.02,latency:50,lag:2000`.
    package init(text: String, seed: UInt64) throws(FaultError) {
        self.init(seed: seed)
        for entry in text.split(separator: ",") {
            let parts = entry.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, let number = Double(parts[1]) else {
                throw .badNumber(kind: parts[0], parts.count == 2 ? parts[1] : "")
            }
            try set(parts[0], number)
        }
    }

    /// Sets a rate, or the milliseconds of `latency` and `lag`.
    mutating func set(_ name: String, _ number: Double) throws(FaultError) {
        guard number.isFinite, number >= 0, number < 1e12 else {
            throw .badNumber(kind: name, "\(number)")
        }
        switch name {
        case "latency": latency = .milliseconds(Int64(number))
        case "lag": lag = .milliseconds(Int64(number))
        default:
            guard let kind = FaultKind(rawValue: name) else { throw .unknownKind(name) }
            guard number <= 1 else { throw .badNumber(kind: name, "\(number)") }
            rates[kind] = number
        }
    }

    /// The fault of a request, nil where it goes well.
    package mutating func next(for request: PlatformRequest) -> FaultKind? {
        for index in scripted.indices where scripted[index].matches(request) {
            guard scripted[index].skip == 0 else {
                scripted[index].skip -= 1
                continue
            }
            scripted[index].times -= 1
            return scripted[index].kind
        }
        guard !rates.isEmpty else { return nil }
        var rest = random.fraction()
        for (kind, rate) in rates.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            if rest < rate { return kind }
            rest -= rate
        }
        return nil
    }

    /// Nothing goes wrong any more; the dice stays where it is.
    mutating func clear() {
        rates = [:]
        latency = .zero
        lag = .zero
        scripted = []
    }
}

extension FaultMenu {
    /// Takes `{"rates": {"503": 0.05, "latency": 50}, "scripted": [...]}` over: rates replace the
    /// ones named, scripted faults are added; one scripted fault may also stand alone.
    mutating func apply(_ json: JSONValue) throws(FaultError) {
        var changed = self
        if json["kind"] != nil { changed.scripted.append(try ScriptedFault(json: json)) }
        if case .object(let rates)? = json["rates"] {
            for (name, rate) in rates.sorted(by: { $0.key < $1.key }) {
                guard let number = rate.number else { throw .badNumber(kind: name, rate.jsonText) }
                try changed.set(name, number.doubleValue)
            }
        }
        for fault in json["scripted"]?.array ?? [] {
            changed.scripted.append(try ScriptedFault(json: fault))
        }
        self = changed
    }

    var json: JSONValue {
        var numbers: JSONValue = [
            "latency": JSONValue(Int(latency.inMicroseconds / 1000)),
            "lag": JSONValue(Int(lag.inMicroseconds / 1000)),
        ]
        for (kind, rate) in rates {
            numbers.set(kind.rawValue, ExactDecimal("\(rate)").map(JSONValue.number))
        }
        return [
            "rates": numbers, "scripted": .array(scripted.filter { $0.times > 0 }.map(\.json)),
        ]
    }
}
