import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTPCompression
import NIOSSL

/// Asks a vendor's API.
struct HTTPFetcher: UsageFetcher {
    let configuration: HTTPSourceConfiguration
    let time: SourceTime
    private let template: URLTemplate

    var name: String { configuration.name }
    var asksByProduct: Bool { template.has("product") }
    var concurrency: Int { configuration.concurrency }

    init(
        _ configuration: HTTPSourceConfiguration, time: SourceTime
    ) throws(SourceConfigurationError) {
        self.configuration = configuration
        self.time = time
        template = try URLTemplate(configuration.urlTemplate)
        try HTTPSourceCheck.check(configuration, template)
    }

    func serving(_ body: @Sendable (@escaping Question) async -> UsageReading) async -> UsageReading
    {
        do throws(FetchFailure) {
            let client = HTTPClient(
                eventLoopGroupProvider: .singleton, configuration: try clientConfiguration())
            let reading = await body { unit, folder in
                await fetch(unit, into: folder, by: client)
            }
            try? await client.shutdown()
            return reading
        } catch {
            return await body { _, _ in .unknown(error) }
        }
    }

    /// The certificates that are trusted instead of the system's; nil for the system's.
    private func trusted() throws(FetchFailure) -> [NIOSSLCertificate]? {
        guard let path = configuration.caFile else { return nil }
        do {
            return try NIOSSLCertificate.fromPEMFile(path)
        } catch {
            let fault =
                FileManager.default.isReadableFile(atPath: path)
                ? "holds no certificate in PEM form: expected lines from BEGIN CERTIFICATE to END "
                    + "CERTIFICATE" : "cannot be read: is it there, and may usagectl read it?"
            throw FetchFailure("'\(path)' (caFile) \(fault)", concernsAll: true)
        }
    }

    private func clientConfiguration() throws(FetchFailure) -> HTTPClient.Configuration {
        var result = HTTPClient.Configuration(redirectConfiguration: .disallow)
        if let certificates = try trusted() {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .certificates(certificates)
            result.tlsConfiguration = tls
        }
        result.timeout.connect = .seconds(15)
        result.httpVersion = .http1Only
        // Retries are ours, where they are counted and told.
        result.connectionPool.retryConnectionEstablishment = false
        result.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit =
            configuration.concurrency
        result.decompression = .enabled(limit: .size(limit))
        return result
    }

    /// Bytes of one answer.
    private var limit: Int { configuration.maxMegabytes << 20 }

    private func fetch(
        _ unit: FetchUnit, into folder: SpoolFolder, by client: HTTPClient
    ) async -> FetchAnswer {
        do throws(FetchFailure) {
            let credentials = try configuration.authorization?.headers()
            let exchange = HTTPExchange(
                client: client,
                headers: configuration.headers.sorted { $0.key < $1.key }
                    .map { (name: $0.key, value: $0.value) } + (credentials?.headers ?? []),
                secrets: credentials?.secrets ?? [], caFile: configuration.caFile,
                timeout: configuration.timeout,
                maxBytes: limit,
                retry: RetryPlan(retries: configuration.retries), time: time)
            return try await pages(of: unit, into: folder, by: exchange)
        } catch {
            return .unknown(error)
        }
    }

    private func pages(
        of unit: FetchUnit, into folder: SpoolFolder, by exchange: HTTPExchange
    ) async throws(FetchFailure) -> FetchAnswer {
        var walk = PageWalk(
            configuration.pagination, template: template, unit: unit,
            maxPages: configuration.maxPages)
        let first = try walk.start()
        var next: WebAddress? = first
        var pieces: [SpooledPiece] = []
        var pages = 0
        var rows = 0
        var bytes = 0
        var saysZero = configuration.complete != nil
        var last: PageWalk.Page?
        while let address = next {
            let page = try await exchange.get(address, into: folder, limit: limit - bytes)
            bytes += page.bytes
            pages += 1
            if page.status == 204 {
                // Nothing on the first page is the API's word for nothing at all.
                saysZero = saysZero || pages == 1
                try walk.endWithoutContent(at: address)
                if let last { try configuration.complete?.check(last, isLast: true) }
                break
            }
            let reader = PageReader(
                configuration: configuration, page: page, asked: address, unit: unit,
                number: pages)
            let (piece, read) = try reader.read()
            if let zero = configuration.zero, read.members[zero.field] == zero.value {
                saysZero = true
            }
            rows += read.rows
            last = read
            if let piece { pieces.append(piece) }
            next = try walk.next(after: read)
            try configuration.complete?.check(read, isLast: next == nil)
        }
        let ifNone = EmptyAnswer(
            what: "\(first) answered without a record", means: configuration.emptyMeans)
        // The word for zero, or for a whole month, is about an answer without records: beside those
        // of another month or product it says nothing of this one.
        return .records(pieces, ifNone: saysZero && rows == 0 ? nil : ifNone)
    }
}
