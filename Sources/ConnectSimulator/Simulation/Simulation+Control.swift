package import UsageModel

extension Simulation {
    /// Answers a request below `/_simulator/`, which needs no key and meets no fault.
    ///
    /// - `GET state`: the world, in the format of `World`; `PUT state`: another world.
    /// - `GET requests`: what the API was asked, with counts by method.
    /// - `POST reset`: forgets the requests and clears all faults; world and clock stay.
    /// - `GET faults`, `PUT faults`: rates and scripted faults.
    /// - `GET clock`, `PUT clock` with `{"now": "2026-11-02T06:00:00Z"}` or `{"advance": "3d"}`.
    /// - `POST accept/UF-...`, `reject/...`, `close/...`: the provider; `delete/...`: a person in
    ///   the portal. `?auto=true`: a rule acts, so that the event names nobody.
    package mutating func control(
        _ request: PlatformRequest, at callerTime: Timestamp
    ) -> PlatformResponse {
        let now = callerTime.adding(clockOffset)
        platform.settle(at: now)
        do {
            return try answerControl(request, at: callerTime)
        } catch let error as PlatformError {
            return .failure(error)
        } catch {
            return .failure(.invalid("\(error)"))
        }
    }

    private mutating func answerControl(
        _ request: PlatformRequest, at callerTime: Timestamp
    ) throws -> PlatformResponse {
        let parts = request.path.split(separator: "/").map(String.init)
        let isRead = request.method == "GET"
        switch (parts.count, parts.first) {
        case (1, "state"):
            if !isRead {
                let world = try World(json: try request.json() ?? .null)
                platform = SimulatedPlatform(world: world, options: platform.options)
            }
            return .json(200, platform.world.json)
        case (1, "requests"): return .json(200, requestsJSON)
        case (1, "reset") where !isRead:
            requests = []
            faults.clear()
            return .json(200, [:])
        case (1, "faults"):
            if !isRead { try faults.apply(try request.json() ?? [:]) }
            return .json(200, faults.json)
        case (1, "clock"):
            if !isRead { try setClock(try request.json() ?? [:], at: callerTime) }
            return .json(200, clockJSON(at: callerTime))
        case (2, let action?) where !isRead:
            return try act(action, on: parts[1], request, at: callerTime.adding(clockOffset))
        default: throw PlatformError.notFound
        }
    }

    private var requestsJSON: JSONValue {
        let counts = Dictionary(grouping: requests, by: \.method).mapValues { JSONValue($0.count) }
        return [
            "total": JSONValue(requests.count), "byMethod": .object(counts),
            "requests": .array(requests.map(\.json)),
        ]
    }

    private mutating func setClock(_ body: JSONValue, at callerTime: Timestamp) throws {
        if let text = body["now"]?.string {
            guard let now = Timestamp(text) else {
                throw PlatformError.invalid("now: '\(text)' is not a time")
            }
            clockOffset = now.since(callerTime)
        }
        guard let text = body["advance"]?.plainText else { return }
        guard let duration = DurationText.read(text) else {
            throw PlatformError.invalid(
                "advance: '\(text)' is not a duration such as '3d' or '500ms'")
        }
        clockOffset += duration
    }

    private func clockJSON(at callerTime: Timestamp) -> JSONValue {
        [
            "now": .string(callerTime.adding(clockOffset).description),
            "offset": .number(
                ExactDecimal(coefficient: Int128(clockOffset.inMicroseconds), scale: 6)),
        ]
    }

    private mutating func act(
        _ name: String, on id: String, _ request: PlatformRequest, at now: Timestamp
    ) throws -> PlatformResponse {
        guard let action = FileAction(rawValue: name) else { throw PlatformError.notFound }
        let body = try request.json()
        let person: JSONValue =
            action == .delete
            ? ["id": "UR-000-000-001", "name": "Portal user"]
            : ["id": "UR-900-000-001", "name": "Provider user"]
        let note =
            body?["acceptance_note"]?.string ?? body?["rejection_note"]?.string
            ?? body?["note"]?.string
        let index = try platform.fileIndex(id)
        try platform.perform(
            action, on: index, note: note,
            by: request.rawQuery.contains("auto=true") ? nil : person, at: now)
        return .json(200, platform.files[index].detail)
    }
}
