package import UsageModel

/// The platform with everything that can stand between it and a client: faults, a clock of its own,
/// a log of the requests, and the `/_simulator/` controls. Pure like the platform itself.
package struct Simulation: Sendable {
    /// What comes of a request.
    package struct Exchange: Hashable, Sendable {
        /// Nil where the connection is cut instead of an answer.
        package let response: PlatformResponse?
        /// To wait before answering.
        package let delay: Duration
    }

    package internal(set) var platform: SimulatedPlatform
    package var faults: FaultMenu
    package internal(set) var requests: [LoggedRequest] = []
    /// How far the simulator's clock is ahead of the caller's.
    package var clockOffset: Duration

    package init(
        platform: SimulatedPlatform, faults: FaultMenu = FaultMenu(), clockOffset: Duration = .zero
    ) {
        self.platform = platform
        self.faults = faults
        self.clockOffset = clockOffset
    }

    /// Answers a request to the platform's API at the caller's time.
    package mutating func exchange(
        _ request: PlatformRequest, at callerTime: Timestamp
    ) -> Exchange {
        let now = callerTime.adding(clockOffset)
        let fault = faults.next(for: request)
        let response = answer(request, fault, at: now)
        requests.append(
            LoggedRequest(
                method: request.method, path: request.path, query: request.rawQuery,
                status: response?.status, fault: fault, time: now))
        return Exchange(response: response, delay: faults.latency)
    }

    /// Answers a request to the storage beside the API, which meets no fault and is not logged.
    package mutating func stored(
        _ request: PlatformRequest, at callerTime: Timestamp
    ) -> PlatformResponse {
        let now = callerTime.adding(clockOffset)
        platform.settle(at: now)
        return platform.stored(request, at: now)
    }

    private mutating func answer(
        _ request: PlatformRequest, _ fault: FaultKind?, at now: Timestamp
    ) -> PlatformResponse? {
        var unavailable = PlatformResponse.text(503, "Service Unavailable")
        unavailable.headers["date"] = now.httpDate
        let listsAsOf = now.adding(.zero - faults.lag)
        switch fault {
        case nil: return platform.handle(request, at: now, listsAsOf: listsAsOf)
        case .unavailable: return unavailable
        case .drop: return nil
        case .throttled:
            var response = PlatformResponse.failure(
                PlatformError(status: 429, code: "SYS_429", messages: ["Too many requests."]))
            response.headers["retry-after"] = "1"
            response.headers["date"] = now.httpDate
            return response
        case .unavailableAfter:
            _ = platform.handle(request, at: now, listsAsOf: listsAsOf)
            return unavailable
        case .lost:
            _ = platform.handle(request, at: now, listsAsOf: listsAsOf)
            return nil
        case .stuck:
            let response = platform.handle(request, at: now, listsAsOf: listsAsOf)
            if response.status == 201, let id = response.json?.id { platform.leaveProcessing(id) }
            return response
        }
    }
}
