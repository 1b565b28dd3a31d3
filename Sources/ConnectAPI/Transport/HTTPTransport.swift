/// Sends one HTTP request and takes one answer: the seam between the client and the network.
///
/// A transport neither retries nor follows redirects, and knows nothing of Connect.
package protocol HTTPTransport: Sendable {
    /// Sends `call` once.
    /// - Throws: ``TransportError`` where there is no whole answer; an answer of any status is
    /// none.
    func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer
}
