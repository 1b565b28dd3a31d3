import HTTPTypes
package import Hummingbird
import NIOCore

/// Turns requests into calls of the routes, and their answers into responses.
package struct StatusResponder: HTTPResponder {
    let routes: StatusRoutes
    /// Longer bodies are no form of ours, in bytes.
    private static let longestBody = 4096

    @concurrent
    package func respond(
        to request: Request, context: StatusContext
    ) async throws -> Response {
        let answer: StatusAnswer
        if let call = try await Self.call(request, context) {
            answer = await routes.answer(call)
        } else {
            answer = .text("the request is malformed", status: 400)
        }
        return Self.response(answer, isHead: request.method == .head)
    }

    /// Nil where the address, its query or the body is malformed or too long.
    private static func call(
        _ request: Request, _ context: StatusContext
    ) async throws -> StatusCall? {
        let target = (request.head.path ?? "/").split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let segments = target[0].split(separator: "/").map {
            URLText.decoded($0, plusIsSpace: false)
        }
        guard !segments.contains(nil), target[0].hasPrefix("/"),
            let query = FormFields(target.count > 1 ? target[1] : "")
        else { return nil }
        var call = StatusCall(
            method: request.method.rawValue, segments: segments.compactMap(\.self), query: query)
        let headers = request.headers
        call.host = request.head.authority
        call.authorization = headers[.authorization]
        call.cookie = headers[.cookie]
        call.ifNoneMatch = headers[.ifNoneMatch]
        call.origin = headers[.origin]
        call.isForwardedTLS = headers[.forwardedProtocol] == "https"
        call.peer = context.peer
        if request.method == .post {
            guard let buffer = try? await request.body.collect(upTo: longestBody) else {
                return nil
            }
            call.body = String(buffer: buffer)
        }
        return call
    }

    private static func response(_ answer: StatusAnswer, isHead: Bool) -> Response {
        var fields = HTTPFields()
        let type = ("Content-Type", answer.type.rawValue)
        for (name, value) in StatusAnswer.commonHeaders + [type] + answer.headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        let buffer = ByteBuffer(string: answer.body)
        fields[.contentLength] = "\(buffer.readableBytes)"
        let body =
            isHead || answer.status == 304 ? ResponseBody() : ResponseBody(byteBuffer: buffer)
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: fields, body: body)
    }
}

extension HTTPField.Name {
    /// What a proxy says of the connection to its own client.
    fileprivate static let forwardedProtocol = HTTPField.Name("X-Forwarded-Proto") ?? .via
}
