import Logging
import UsageModel

/// Every address of the server: who may see it, and what it answers.
struct StatusRoutes: Sendable {
    let hosts: HostCheck
    let gate: Gate
    let health: HealthRoutes
    let pages: PageRoutes
    let api: APIRoutes
    let metrics: PrometheusRegistry
    let version: String
    let now: @Sendable () -> Timestamp
    let logger: Logger

    func answer(_ call: StatusCall) async -> StatusAnswer {
        do {
            return try await route(call)
        } catch let error as PageError {
            return refusal(error, call)
        } catch {
            logger.error("a page failed", metadata: ["error": "\(error)"])
            return failure(call)
        }
    }

    private func route(_ call: StatusCall) async throws -> StatusAnswer {
        guard hosts.admits(call.host) else { throw PageError.misdirected }
        let now = now()
        switch (call.segments.first, call.segments.count) {
        case ("healthz", 1):
            try allow("GET", call)
            return health.alive(at: now)
        case ("readyz", 1):
            try allow("GET", call)
            return health.ready()
        case ("login", 1): return try logIn(call, at: now)
        case ("logout", 1):
            try allow("POST", call)
            return .redirect(
                to: gate.token == nil ? "/" : "/login", cookie: try gate.logOut(call))
        default:
            let pass = try gate.pass(call, at: now)
            try allow("GET", call)
            return try await content(call, pass, at: now)
        }
    }

    private func content(
        _ call: StatusCall, _ pass: Gate.Pass, at now: Timestamp
    ) async throws -> StatusAnswer {
        if call.segments == ["metrics"] {
            return StatusAnswer(type: .metrics, body: metrics.exposition)
        }
        if call.isAPI {
            guard call.segments.dropFirst().first == "v1" else {
                throw PageError.notFound("the API is at /api/v1/")
            }
            return try await api.answer(Array(call.segments.dropFirst(2)), call, at: now)
        }
        return try await pages.answer(call, isSignedIn: pass == .session, at: now)
    }

    private func logIn(_ call: StatusCall, at now: Timestamp) throws -> StatusAnswer {
        if call.method == "POST" {
            return .redirect(to: "/", cookie: try gate.logIn(call, at: now))
        }
        try allow("GET", call, or: ", POST")
        guard gate.token != nil else {
            throw PageError.notFound("there is nothing to sign in to")
        }
        return .html(framed("Sign in", LoginPage().html))
    }

    private func allow(_ method: String, _ call: StatusCall, or others: String = "") throws {
        if call.method == method || (method == "GET" && call.method == "HEAD") { return }
        throw PageError.methodNotAllowed(
            allowed: method == "GET" ? "GET, HEAD\(others)" : method)
    }

    private func framed(_ title: String, _ content: HTML) -> HTML {
        PageFrame(title: "\(title) · usagectl", footer: "usagectl \(version)").page(content)
    }
}

extension StatusRoutes {
    /// A refused request, in the form that its sender reads.
    private func refusal(_ error: PageError, _ call: StatusCall) -> StatusAnswer {
        var answer = refusalBody(error, call)
        switch error {
        case .methodNotAllowed(let allowed): answer.headers.append(("Allow", allowed))
        case .unauthorized: answer.headers.append(("WWW-Authenticate", "Bearer realm=\"usagectl\""))
        case .tooManyAttempts(let seconds): answer.headers.append(("Retry-After", "\(seconds)"))
        default: break
        }
        return answer
    }

    private func refusalBody(_ error: PageError, _ call: StatusCall) -> StatusAnswer {
        if call.isAPI { return json(error.sentence, status: error.status) }
        if call.segments == ["metrics"] { return .text(error.sentence, status: error.status) }
        switch error {
        case .unauthorized:
            let problem = call.method == "POST" ? "That is not the token" : nil
            return .html(framed("Sign in", LoginPage(problem: problem).html), status: 401)
        case .tooManyAttempts:
            return .html(
                framed("Sign in", LoginPage(problem: error.sentence).html), status: error.status)
        default:
            let title = "\(error.status)"
            let home: HTML = "<p><a href=\"/\">To the grid</a></p>\n"
            let plain = PlainPage(title: title, sentence: error.sentence)
            return .html(framed(title, plain.html + home), status: error.status)
        }
    }

    /// What failed stands in the log: it may name paths that a reader need not know.
    private func failure(_ call: StatusCall) -> StatusAnswer {
        let sentence = "the record cannot be read; the log says why"
        if call.isAPI { return json(sentence, status: 500) }
        return .html(
            framed("500", PlainPage(title: "500", sentence: sentence).html), status: 500)
    }

    private func json(_ sentence: String, status: Int) -> StatusAnswer {
        let body = (try? JSONBody.of(APIError(error: sentence))) ?? "{}\n"
        return StatusAnswer(status: status, type: .json, body: body)
    }
}
