package import ConnectAPI
package import ConnectSimulator
import NIOConcurrencyHelpers
import UsageModel

/// Carries calls straight into a simulation: no sockets, no threads, no time but the clock's.
///
/// Faults come from the simulation's own menu; what a person or the provider does between two
/// requests, and what a faulty server answers, a test adds by hooks.
package final class SimulatedTransport: HTTPTransport {
    /// What happens just before a request is handled, once.
    private struct Interruption {
        let method: String
        let path: String
        let act: @Sendable (inout Simulation) -> Void
    }

    private struct State {
        var simulation: Simulation
        var interruptions: [Interruption] = []
        var forgery: (@Sendable (PlatformRequest, inout PlatformResponse) -> Void)?
    }

    package static let endpoint = "https://connect.example/public/v1"
    /// Each request takes this long, so that no two acts share an instant.
    private static let pace = Duration.milliseconds(1)

    package let clock: SimulatedClock
    private let state: NIOLockedValueBox<State>

    package init(_ simulation: Simulation, clock: SimulatedClock) {
        self.clock = clock
        state = NIOLockedValueBox(State(simulation: simulation))
    }

    /// What the platform was asked, in order.
    package var requests: [LoggedRequest] { state.withLockedValue { $0.simulation.requests } }

    /// The platform after all that time alone has done until now.
    package var platform: SimulatedPlatform {
        var platform = state.withLockedValue { $0.simulation.platform }
        platform.settle(at: clock.now)
        return platform
    }

    /// Changes the simulation between two requests.
    package func change(_ body: (inout Simulation) -> Void) {
        state.withLockedValue { body(&$0.simulation) }
    }

    /// Meets coming requests with faults, in this order.
    package func script(_ faults: ScriptedFault...) {
        change { $0.faults.scripted += faults }
    }

    /// Lets something happen just before the next request of a method whose path contains a text.
    package func before(
        _ method: String, _ path: String, _ act: @escaping @Sendable (inout Simulation) -> Void
    ) {
        state.withLockedValue {
            $0.interruptions.append(Interruption(method: method, path: path, act: act))
        }
    }

    /// Changes answers on their way, as a faulty server would; nil ends that.
    package func forge(
        _ forgery: (@Sendable (PlatformRequest, inout PlatformResponse) -> Void)?
    ) {
        state.withLockedValue { $0.forgery = forgery }
    }

    package func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        clock.advance(by: Self.pace)
        if let answer = stored(call) { return answer }
        let request = Self.request(call)
        let now = clock.now
        let response = state.withLockedValue { state -> PlatformResponse? in
            let isNext: (Interruption) -> Bool = {
                $0.method == request.method && request.path.contains($0.path)
            }
            while let index = state.interruptions.firstIndex(where: isNext) {
                state.interruptions.remove(at: index).act(&state.simulation)
            }
            var response = state.simulation.exchange(request, at: now).response
            if var answer = response {
                state.forgery?(request, &answer)
                response = answer
            }
            return response
        }
        guard let response else { throw .connectionBroken("cut by the simulation") }
        var headers = HeaderList()
        for (name, value) in response.headers.sorted(by: { $0.key < $1.key }) {
            headers.append(name, value)
        }
        return HTTPAnswer(status: response.status, headers: headers, body: response.body)
    }

    /// The answer of the storage beside the API, nil for a request to the API.
    private func stored(_ call: HTTPCall) -> HTTPAnswer? {
        let now = clock.now
        return state.withLockedValue { state in
            let storage = state.simulation.platform.options.storage
            guard call.url.hasPrefix(storage + "/") else { return nil }
            let request = Self.request(call, below: storage)
            let response = state.simulation.stored(request, at: now)
            return HTTPAnswer(status: response.status, body: response.body)
        }
    }

    private static func request(
        _ call: HTTPCall, below base: String = endpoint
    ) -> PlatformRequest {
        let target = call.url.dropFirst(base.count)
            .split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers: [String: String] = [:]
        for field in call.headers.fields { headers[field.name.lowercased()] = field.value }
        return PlatformRequest(
            method: call.method.rawValue, path: String(target[0]),
            rawQuery: target.count > 1 ? String(target[1]) : "", headers: headers,
            body: body(call.body))
    }

    private static func body(_ body: HTTPCall.Body) -> PlatformRequest.Body {
        switch body {
        case .none: .none
        case .json(let bytes): .bytes(bytes)
        case .multipartFile(let file) where file.fieldName != "usage_file":
            .workbook(.refused(reason: "No file was submitted."))
        case .multipartFile(let file) where !file.fileName.hasSuffix(".xlsx"):
            .workbook(.refused(reason: "File extension is not allowed."))
        case .multipartFile(let file): .workbook(.reading(path: file.path))
        }
    }
}
