/// How a vendor's API is asked.
package struct HTTPSourceConfiguration: CommonSourceConfiguration, Sendable {
    package enum Format: String, Sendable, CaseIterable {
        case json
        case jsonl
        case csv
    }

    /// How a question proves whose it is.
    package enum Authorization: Hashable, Sendable {
        case bearer(SecretPlace)
        case basic(user: String, password: SecretPlace)
        case header(name: String, value: SecretPlace)

        package var secret: SecretPlace {
            switch self {
            case .bearer(let place), .basic(_, let place), .header(_, let place): place
            }
        }
    }

    /// An attestation: a member of the answer and the value with which it says that the month had
    /// no usage, or that the answer is whole.
    package struct Attestation: Hashable, Sendable {
        package var field: String
        package var value: String

        package init(field: String, value: String) {
            self.field = field
            self.value = value
        }
    }

    package var name: String
    package var urlTemplate: String
    package var mapping: RowMapping
    package var expectedBy: Duration?
    package var authorization: Authorization?
    /// Further headers, which hold no secret.
    package var headers: [String: String] = [:]
    /// Nil where the answer's content type tells it.
    package var format: Format?
    /// The records' place in a JSON answer, `data.items`; nil where the answer is the array.
    package var recordsAt: String?
    package var pagination = Pagination.none
    package var zero: Attestation?
    /// What the last page of an answer, and every other that has the member, must say for the
    /// answer to be whole.
    package var complete: Attestation?
    package var emptyMeans = EmptyMeans.unknown
    /// For one try of one request.
    package var timeout = Duration.seconds(120)
    /// Tries of one request after the first.
    package var retries = 4
    package var concurrency = 4
    /// Of the pages of one answer together.
    package var maxMegabytes = FetchLimit.defaultMegabytes
    package var maxPages = 10_000
    /// Certificates that are trusted instead of the system's; an absolute path.
    package var caFile: String?

    package init(
        name: String, urlTemplate: String, mapping: RowMapping = RowMapping(),
        expectedBy: Duration? = nil
    ) {
        self.name = name
        self.urlTemplate = urlTemplate
        self.mapping = mapping
        self.expectedBy = expectedBy
    }
}

extension HTTPSourceConfiguration.Attestation {
    /// Refuses a page that does not say that the answer is whole, which the last one has to say,
    /// and which none before it may deny.
    func check(_ page: PageWalk.Page, isLast: Bool) throws(FetchFailure) {
        let said = page.members[field]
        guard said != value, isLast || said != nil else { return }
        let found = said.map { "says '\(ForeignText.shown($0))' at" } ?? "says nothing at"
        throw FetchFailure(
            "\(page.address) \(found) '\(field)', expected '\(value)', so the usage is not complete "
                + "yet")
    }
}
