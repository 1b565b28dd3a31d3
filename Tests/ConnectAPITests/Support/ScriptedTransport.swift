import ConnectAPI
import NIOConcurrencyHelpers

/// A transport whose answers a test writes; it remembers what it was sent.
final class ScriptedTransport: HTTPTransport {
    typealias Script = @Sendable (HTTPCall, _ number: Int) -> Result<HTTPAnswer, TransportError>

    private let script: Script
    private let sent = NIOLockedValueBox<[HTTPCall]>([])

    /// - Parameter script: called with the number of the call, from 0.
    init(_ script: @escaping Script) {
        self.script = script
    }

    /// Answers in order; the last one stands for all that follow.
    convenience init(_ answers: [Result<HTTPAnswer, TransportError>]) {
        self.init { _, number in answers[min(number, answers.count - 1)] }
    }

    var calls: [HTTPCall] { sent.withLockedValue(\.self) }
    /// What follows the endpoint, in order.
    var targets: [String] { calls.map { String($0.url.dropFirst(testEndpoint.count)) } }

    func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        let number = sent.withLockedValue { calls in
            calls.append(call)
            return calls.count - 1
        }
        return try script(call, number).get()
    }
}

let testEndpoint = "https://connect.example/public/v1"
