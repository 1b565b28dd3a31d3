import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// GETs of one source: retried, redirects followed on the same host only, the body into the spool.
struct HTTPExchange: Sendable {
    let client: HTTPClient
    let headers: [(name: String, value: String)]
    /// What no message may show.
    let secrets: [String]
    /// Certificates that are trusted instead of the system's.
    let caFile: String?
    let timeout: Duration
    /// Bytes that all pages of an answer may have together.
    let maxBytes: Int
    let retry: RetryPlan
    let time: SourceTime

    private static let mostRedirects = 5
    /// How much is read of an answer that only says what went wrong.
    private static let complaintBytes = 4096

    /// What one try came to.
    private enum Attempt: Sendable {
        case page(HTTPPage)
        case redirect(to: WebAddress)
        case failed(FetchFailure, RetryPlan.Wish)
    }

    /// The page at an address.
    ///
    /// - Parameter limit: the most bytes of its body: what earlier pages left of `maxBytes`.
    func get(
        _ address: WebAddress, into folder: SpoolFolder, limit: Int
    ) async throws(FetchFailure) -> HTTPPage {
        var address = address
        var redirects = 0
        var repetition = 0
        while true {
            switch await attempt(address, into: folder, limit: limit) {
            case .page(let page): return page
            case .redirect(let target):
                redirects += 1
                guard redirects <= Self.mostRedirects else {
                    throw FetchFailure("\(address) redirects for the \(redirects)th time")
                }
                address = target
            case .failed(let failure, let wish):
                repetition += 1
                guard !Task.isCancelled,
                    let delay = retry.delay(
                        before: repetition, wish: wish, random: time.random()),
                    (try? await time.sleep(delay)) != nil
                else { throw final(failure, tries: repetition, wish: wish) }
            }
        }
    }

    private func final(
        _ failure: FetchFailure, tries: Int, wish: RetryPlan.Wish
    ) -> FetchFailure {
        var reason = failure.reason
        if case .after(let wait) = wish, retry.asksTooMuch(wish) {
            reason +=
                "; it asks to wait for \(wait.components.seconds) seconds, so the next cycle "
                + "asks again"
        } else if tries > 1 {
            reason += "; \(tries) tries ended alike"
        }
        return FetchFailure(reason, concernsAll: failure.concernsAll)
    }

    private func attempt(
        _ address: WebAddress, into folder: SpoolFolder, limit: Int
    ) async -> Attempt {
        do {
            let attempt = try await TimeLimit.run(timeout, sleep: time.sleep) {
                try await exchange(address, into: folder, limit: limit)
            }
            return attempt
                ?? .failed(
                    FetchFailure("\(address) gave no whole answer within \(timeout)"), .later)
        } catch let failure as FetchFailure {
            return .failed(failure, .no)
        } catch is CancellationError {
            return .failed(FetchFailure("\(address): the reading was stopped"), .no)
        } catch {
            return failure(of: error, at: address)
        }
    }

    private func exchange(
        _ address: WebAddress, into folder: SpoolFolder, limit: Int
    ) async throws -> Attempt {
        var request = HTTPClientRequest(url: address.text)
        request.headers.add(name: "accept-encoding", value: "gzip")
        for header in headers {
            request.headers.replaceOrAdd(name: header.name, value: header.value)
        }
        // The time limit is ours; this one is only never to be the shorter.
        let answer: HTTPClientResponse
        do {
            answer = try await client.execute(request, timeout: .hours(24))
        } catch  where TrustFailure.isMeant(by: error) {
            return await distrust(error, of: address)
        }
        let status = Int(answer.status.code)
        if [301, 302, 303, 307, 308].contains(status) {
            return try redirect(answer.headers.first(name: "location"), from: address)
        }
        guard status == 200 || status == 204 else {
            let body = try await complaint(of: answer)
            let wish = RetryPlan.wish(
                status: status, retryAfter: answer.headers.first(name: "retry-after"),
                now: time.now())
            let isRefused = status == 401 || status == 403
            let advice = isRefused ? "; look at the source's 'auth'" : ""
            return .failed(
                FetchFailure(
                    "\(address) answered with status \(status)\(body)\(advice)",
                    concernsAll: status == 401), wish)
        }
        return .page(try await spool(answer, of: address, into: folder, limit: limit))
    }

    private func distrust(_ error: any Error, of address: WebAddress) async -> Attempt {
        let trust = TrustFailure(
            address: address, caFile: caFile, now: time.now(), secrets: secrets)
        let (failure, isPassing) = await trust.explained(error)
        return .failed(failure, isPassing ? .later : .no)
    }

    private func redirect(_ target: String?, from address: WebAddress) throws -> Attempt {
        guard let target, let next = address.resolving(target) else {
            throw FetchFailure("\(address) redirects to nowhere")
        }
        guard next.hasOrigin(of: address) else {
            throw FetchFailure(
                "\(address) redirects to \(next.origin), which gets neither question nor "
                    + "credentials; write the right host into 'url'")
        }
        return .redirect(to: next)
    }

    /// The beginning of a body that says what went wrong, behind a colon.
    private func complaint(of answer: HTTPClientResponse) async throws -> String {
        var bytes: [UInt8] = []
        for try await part in answer.body {
            bytes += part.readableBytesView.prefix(Self.complaintBytes - bytes.count)
            if bytes.count >= Self.complaintBytes { break }
        }
        let text = ForeignText.shown(String(decoding: bytes, as: UTF8.self), hiding: secrets)
        return text.isEmpty ? "" : ": \(text)"
    }

    private func spool(
        _ answer: HTTPClientResponse, of address: WebAddress, into folder: SpoolFolder, limit: Int
    ) async throws -> HTTPPage {
        let path = folder.newFile(ending: "body")
        var writer = try SpoolWriter(path: path, limit: limit, of: maxBytes)
        // Each try has a file of its own; many that broke off must not fill the disk.
        var isWhole = false
        defer { if !isWhole { try? FileManager.default.removeItem(atPath: path) } }
        var lines = LineCount()
        do {
            for try await part in answer.body {
                try writer.write(part.readableBytesView)
                lines.take(part.readableBytesView)
            }
            try writer.finish()
            isWhole = true
        } catch let failure as FetchFailure {
            throw FetchFailure(
                "\(address): \(failure.reason)", concernsAll: failure.concernsAll)
        } catch NIOHTTPDecompression.DecompressionError.limit {
            throw FetchFailure("\(address): \(FetchLimit.tooLong(maxBytes).reason)")
        }
        let type = answer.headers.first(name: "content-type") ?? ""
        let bare = type.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
        return HTTPPage(
            address: address, status: Int(answer.status.code), contentType: bare,
            links: LinkHeader.next(in: answer.headers["link"]), path: writer.path,
            bytes: writer.bytes, lines: lines,
            endIsKnown: answer.headers.contains(name: "content-length")
                || answer.headers.contains(name: "transfer-encoding"))
    }

    /// What an error of the network means.
    private func failure(of error: any Error, at address: WebAddress) -> Attempt {
        let text = ForeignText.shown("\(error)", hiding: secrets)
        switch error {
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            return .failed(
                FetchFailure(
                    "no connection to \(address.origin): connection refused", concernsAll: true),
                .later)
        case let error as NIOConnectionError:
            return .failed(
                FetchFailure(
                    "no connection to \(address.origin): \(Self.reason(of: error))",
                    concernsAll: true), .later)
        case let error as HTTPClientError
        where error == .connectTimeout || error == .tlsHandshakeTimeout:
            return .failed(
                FetchFailure("no connection to \(address.origin) in time", concernsAll: true),
                .later)
        default:
            return .failed(FetchFailure("\(address): the answer broke off (\(text))"), .later)
        }
    }

    private static func reason(of error: NIOConnectionError) -> String {
        if let failure = error.connectionErrors.first { return "\(failure.error)" }
        if let failure = error.dnsAError ?? error.dnsAAAAError {
            return "the name cannot be resolved (\(failure))"
        }
        return "\(error.host):\(error.port)"
    }
}
