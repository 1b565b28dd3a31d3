package import UsageModel

/// The acts that change something on Connect, each sent once and never repeated.
///
/// Whoever only observes has none: without this value there is nothing in the program that writes.
package struct ConnectWriter: Sendable {
    private let channel: Channel

    package init(_ client: ConnectClient) {
        channel = client.channel
    }

    private init(_ channel: Channel) {
        self.channel = channel
    }

    /// Waits until a request may be sent, and lends a writer whose one act is sent at once. Behind
    /// a platform that turns requests away the wait may be minutes: what an act rests on is looked
    /// at after it.
    ///
    /// - Throws: `CancellationError` where the task was cancelled before, and what `act` throws.
    package func inTurn<Value>(_ act: (ConnectWriter) async throws -> Value) async throws -> Value {
        try await channel.inTurn { try await act(ConnectWriter($0)) }
    }

    /// Creates a draft; never repeated.
    /// - Throws: an error whose `outcome` says whether there may be a file now.
    package func createUsageFile(
        _ draft: UsageFileDraft
    ) async throws(ConnectError) -> UsageFileID {
        let body = WireUsageFileBody(
            name: draft.name, description: draft.description, note: draft.note,
            period: draft.period.map(WireUsageFileBody.Period.init), currency: draft.currency,
            product: .init(id: draft.product.text), contract: .init(id: draft.contract.text),
            external_id: draft.externalID)
        let path = "/usage/files"
        let answer = try await channel.write(.post, path, body: try Self.json(body))
        do {
            // The published answer of a create is flat, the real one nested: the id is in both.
            return UsageFileID(try JSON.decode(CreatedFile.self, from: answer.body).id)
        } catch {
            throw .undecodable(RequestLine(method: "POST", path: path), JSON.reason(of: error))
        }
    }

    private struct CreatedFile: Decodable { var id: String }

    /// Changes fields of a file; never repeated. The platform does not say in which states it lets.
    @discardableResult
    package func updateUsageFile(
        _ id: UsageFileID, _ changes: UsageFileChanges
    ) async throws(ConnectError) -> UsageFile? {
        let body = WireUsageFileBody(
            name: changes.name, description: changes.description, note: changes.note,
            period: changes.period.map(WireUsageFileBody.Period.init), currency: changes.currency,
            external_id: changes.externalID)
        let line = RequestLine(method: "PUT", path: try ConnectClient.path(of: id))
        return try Self.file(
            in: try await channel.write(.put, line.path, body: try Self.json(body)),
            to: line)
    }

    /// Uploads a workbook, read from disk while it is sent; never repeated. The platform processes
    /// it afterwards.
    /// - Returns: the file if the answer holds it, and the platform's clock.
    @discardableResult
    package func upload(
        _ id: UsageFileID, workbookAt path: String
    ) async throws(ConnectError) -> UploadAnswer {
        let file = MultipartFile(
            path: path, fieldName: "usage_file", fileName: "\(id).xlsx",
            contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        let line = RequestLine(method: "POST", path: "\(try ConnectClient.path(of: id))/upload")
        let answer = try await channel.write(
            .post, line.path, body: .multipartFile(file))
        return UploadAnswer(
            file: try Self.file(in: answer, to: line),
            date: answer.headers["date"].flatMap(HTTPDate.read))
    }

    /// Gives a ready file to the provider; never repeated, and sent without a body: to a `null` the
    /// platform answers 500.
    @discardableResult
    package func submit(_ id: UsageFileID) async throws(ConnectError) -> UsageFile? {
        try await act("submit", on: id)
    }

    /// Deletes a file that was never submitted; never repeated.
    @discardableResult
    package func delete(_ id: UsageFileID) async throws(ConnectError) -> UsageFile? {
        try await act("delete", on: id)
    }

    private static func json(_ value: some Encodable) throws(ConnectError) -> HTTPCall.Body {
        do { return .json(try JSON.encode(value)) } catch {
            throw .query("the body cannot be written as JSON: \(error)")
        }
    }

    private func act(
        _ verb: String, on id: UsageFileID
    ) async throws(ConnectError) -> UsageFile? {
        let line = RequestLine(method: "POST", path: "\(try ConnectClient.path(of: id))/\(verb)")
        return try Self.file(in: try await channel.write(.post, line.path), to: line)
    }

    /// The file in a write's answer, nil where it holds none: the status alone says that the act is
    /// done.
    private static func file(
        in answer: HTTPAnswer, to line: RequestLine
    ) throws(ConnectError) -> UsageFile? {
        guard try AnswerShape.holdsObject(answer, line) else { return nil }
        return try? JSON.decode(WireUsageFile.self, from: answer.body).file
    }
}

/// What the answer of an upload holds.
package struct UploadAnswer: Sendable, Hashable {
    package var file: UsageFile?
    /// The platform's clock when it answered, to the second.
    package var date: Timestamp?

    package init(file: UsageFile?, date: Timestamp?) {
        self.file = file
        self.date = date
    }
}
