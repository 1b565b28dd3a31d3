import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import _NIOFileSystem

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The network: async-http-client with redirects off and TLS certificates verified.
package struct AsyncHTTPTransport: HTTPTransport {
    /// A page of 1000 usage files takes about 2 MB; more than this is not Connect.
    package static let maximumAnswerBytes = 64 << 20

    private let client: HTTPClient
    private let maximumBytes: Int
    private let boundary: @Sendable () -> String

    /// Opens a pool of connections for the time of `body`, and closes it however `body` ends.
    /// - Parameters:
    ///   - connections: at most as many to one host; the client's concurrency.
    ///   - maximumBytes: the longest body of an answer that is taken.
    ///   - boundary: what parts multipart bodies; fixed in tests.
    package static func withTransport<Result>(
        connections: Int = 8, maximumBytes: Int = maximumAnswerBytes,
        boundary: @escaping @Sendable () -> String = randomBoundary,
        _ body: (AsyncHTTPTransport) async throws -> Result
    ) async throws -> Result {
        try await HTTPClient.withHTTPClient(configuration: configuration(connections)) { client in
            try await body(
                AsyncHTTPTransport(client: client, maximumBytes: maximumBytes, boundary: boundary))
        }
    }

    package static let randomBoundary: @Sendable () -> String = {
        var generator = SystemRandomNumberGenerator()
        return "usagectl-" + String(generator.next(), radix: 36)
            + String(generator.next(), radix: 36)
    }

    private static func configuration(_ connections: Int) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(15)
        // Below the idle limit of common load balancers (60 s): a pooled connection that the server
        // has closed meanwhile costs a POST its certainty.
        configuration.connectionPool.idleTimeout = .seconds(30)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        // Retries are the client's business, where they are counted and paced.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        return configuration
    }

    package func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        do {
            switch call.body {
            case .none:
                return try await exchange(request(for: call), within: call.timeout)
            case .json(let bytes):
                var request = request(for: call)
                request.headers.replaceOrAdd(name: "content-type", value: "application/json")
                request.body = .bytes(ByteBuffer(bytes: bytes))
                return try await exchange(request, within: call.timeout)
            case .multipartFile(let file):
                return try await upload(file, call)
            }
        } catch {
            throw transportError(error)
        }
    }

    private func request(for call: HTTPCall) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: call.url)
        request.method = HTTPMethod(rawValue: call.method.rawValue)
        for field in call.headers.fields {
            request.headers.add(name: field.name, value: field.value)
        }
        return request
    }

    private func exchange(
        _ request: HTTPClientRequest, within timeout: Duration
    ) async throws -> HTTPAnswer {
        let response = try await client.execute(request, timeout: TimeAmount(timeout))
        let body = try await response.body.collect(upTo: maximumBytes)
        var headers = HeaderList()
        for field in response.headers { headers.append(field.name, field.value) }
        return HTTPAnswer(
            status: Int(response.status.code), headers: headers, body: Array(body.readableBytesView)
        )
    }

    /// Streams the file, so that a workbook of any size takes one chunk of memory.
    private func upload(_ file: MultipartFile, _ call: HTTPCall) async throws -> HTTPAnswer {
        let handle: ReadFileHandle
        do {
            handle = try await FileSystem.shared.openFile(forReadingAt: FilePath(file.path))
        } catch {
            throw TransportError.fileUnreadable(path: file.path, reason: "\(error)")
        }
        do {
            let answer = try await upload(file, from: handle, call)
            try await handle.close()
            return answer
        } catch {
            try await handle.close()
            throw error
        }
    }

    private func upload(
        _ file: MultipartFile, from handle: ReadFileHandle, _ call: HTTPCall
    ) async throws -> HTTPAnswer {
        let size = try await handle.info().size
        let boundary = boundary()
        let body = MultipartBody(
            opening: ByteBuffer(string: file.opening(boundary: boundary)),
            file: handle, fileBytes: size,
            closing: ByteBuffer(string: file.closing(boundary: boundary)))
        let length = Int64(body.opening.readableBytes + body.closing.readableBytes) + size
        var request = request(for: call)
        request.headers.replaceOrAdd(
            name: "content-type", value: "multipart/form-data; boundary=\(boundary)")
        request.body = .stream(body, length: .known(length))
        return try await exchange(request, within: call.timeout)
    }

    /// What is not known to have happened before sending counts as a broken connection, whose
    /// outcome is unknown: the careful reading for a POST.
    private func transportError(_ error: any Error) -> TransportError {
        switch error {
        case let error as TransportError: return error
        case is CancellationError: return .cancelled
        case is NIOTooManyBytesError: return .answerTooLarge(limit: maximumBytes)
        // The kernel says so of a connection attempt only.
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            return .connectFailed("connection refused")
        case let error as NIOConnectionError: return .connectFailed(Self.reason(of: error))
        case let error as HTTPClientError: return Self.transportError(error)
        default: return .connectionBroken("\(error)")
        }
    }

    private static func transportError(_ error: HTTPClientError) -> TransportError {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            .connectFailed(error.shortDescription)
        case .readTimeout, .writeTimeout, .deadlineExceeded: .timeout
        case .cancelled, .requestStreamCancelled: .cancelled
        case .invalidURL, .emptyHost, .emptyScheme, .missingSocketPath:
            .invalidRequest(error.shortDescription)
        default: .connectionBroken(error.shortDescription)
        }
    }

    /// The first attempt's cause, `connection refused` for instance.
    private static func reason(of error: NIOConnectionError) -> String {
        if let failure = error.connectionErrors.first { return "\(failure.error)" }
        if let failure = error.dnsAError ?? error.dnsAAAAError {
            return "cannot resolve '\(error.host)': \(failure)"
        }
        return "\(error.host):\(error.port)"
    }
}
