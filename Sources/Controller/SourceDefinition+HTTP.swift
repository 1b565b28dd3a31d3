import UsageSources
import YAMLDocument

extension SourceDefinition {
    static let http = ObjectDefinition(
        "Usage that a vendor's API is asked for.",
        fields(
            type: "http",
            [
                FieldDefinition(
                    "url", .url(), isRequired: true,
                    "The address of a question; {product}, {month} (2026-10), {from}, {to} (the "
                        + "first instants of the month and of the next), {cursor} and {page} are "
                        + "filled in."),
                FieldDefinition("auth", auth, "How a question proves whose it is."),
                FieldDefinition(
                    "headers", .map(of: .text, keys: "headers to their values"),
                    "Further headers, which hold no secret."),
                FieldDefinition(
                    "format", .word(HTTPSourceConfiguration.Format.allCases.map(\.rawValue)),
                    "The format of the answer; its content type tells it where this is left out."),
                FieldDefinition(
                    "recordsAt", .text,
                    "The place of the records in a JSON answer, such as data.items; the answer "
                        + "itself where it is left out."),
                FieldDefinition("pagination", pagination, "How an answer is divided into pages."),
                FieldDefinition(
                    "zero", .object(attestation),
                    "The member with which a JSON answer attests that there was no usage."),
                FieldDefinition(
                    "complete", .object(complete), "What says that an answer is a whole month."),
                emptyMeans,
                timeout("120s", "For one try of one request."),
                FieldDefinition(
                    "retries", .integer(in: 0...20), default: 4,
                    "Tries of one request after the first."),
                concurrency(4), megabytes,
                FieldDefinition(
                    "maxPages", .integer(in: 1...10_000_000), default: 10_000,
                    "How many pages one answer may have."),
                FieldDefinition(
                    "caFile", .text,
                    "Certificates (PEM) that are trusted instead of the system's."),
            ]))

    private static let attestation = ObjectDefinition(
        "A member of a JSON answer with the value that attests.",
        [
            FieldDefinition(
                "field", .text, isRequired: true, "Its place, such as meta.complete."),
            FieldDefinition(
                "value", .text, default: "true", "The value with which it attests, as text."),
        ])

    private static let complete = choosing(
        [OneOfKeys(["attested", "field"], allowsSeveral: true)],
        "What says that an answer is a whole month; until all of it does, the month is unknown.",
        [
            attested,
            FieldDefinition(
                "field", .text,
                "The place of a member of a JSON answer that says so, such as meta.final; of pages, "
                    + "of the last."),
            FieldDefinition(
                "value", .text, default: "true", "The value with which it says so, as text."),
        ])

    private static let auth = ValueType.tagged(
        by: "type",
        [
            (
                "bearer",
                oneOf(
                    ["tokenFile", "tokenEnv"], "A token in the header Authorization.",
                    [kind("bearer")] + secretFields("token", "the token"))
            ),
            (
                "basic",
                oneOf(
                    ["passwordFile", "passwordEnv"], "A user name and a password.",
                    [
                        kind("basic"),
                        FieldDefinition("user", .text, isRequired: true, "The user name."),
                    ] + secretFields("password", "the password"))
            ),
            (
                "header",
                oneOf(
                    ["valueFile", "valueEnv"], "A header of the vendor's own.",
                    [
                        kind("header"),
                        FieldDefinition("name", headerName, isRequired: true, "Its name."),
                    ] + secretFields("value", "its value"))
            ),
        ])

    private static let pagination = ValueType.tagged(
        by: "by",
        [
            (
                "link",
                ObjectDefinition(
                    "A member of each page holds the address of the next.",
                    [by("link"), place("the address"), fullPage, total])
            ),
            (
                "header",
                ObjectDefinition(
                    "The header Link of each page names the next, with rel=\"next\".",
                    [by("header")])
            ),
            (
                "cursor",
                ObjectDefinition(
                    "A member of each page holds the {cursor} of the next.",
                    [by("cursor"), place("the cursor"), fullPage, total])
            ),
            (
                "page",
                ObjectDefinition(
                    "{page} counts up until a page is empty, is not full, or all have come.",
                    [
                        by("page"),
                        FieldDefinition(
                            "first", .integer(in: 0...1), default: 1,
                            "The number of the first page."),
                        FieldDefinition(
                            "size", .integer(in: 1...1_000_000),
                            "How many records a full page has; a page with fewer is the last."),
                        total,
                    ])
            ),
        ])

    private static func kind(_ word: String) -> FieldDefinition {
        FieldDefinition("type", .word([word]), isRequired: true, "How it is proven.")
    }

    private static func by(_ word: String) -> FieldDefinition {
        FieldDefinition("by", .word([word]), isRequired: true, "What leads to the next page.")
    }

    private static func place(_ what: String) -> FieldDefinition {
        FieldDefinition(
            "field", .text, isRequired: true, "The place of \(what), such as meta.next.")
    }

    private static let fullPage = FieldDefinition(
        "size", .integer(in: 1...1_000_000),
        "How many records a full page has: a first page that is full and names no next one is not "
            + "taken for the whole. A limit in the url says it too.")

    private static let total = FieldDefinition(
        "total", .text,
        "The place of the number of records on all pages, which must be the same on each and be "
            + "reached.")

    private static let headerName = ValueType.parsed(
        "a header's name such as X-Api-Key", pattern: "^[A-Za-z0-9-]+$"
    ) { text -> String? in
        let isName = text.utf8.allSatisfy {
            0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D
        }
        return isName && !text.isEmpty ? text : nil
    }
}

extension HTTPSourceConfiguration {
    /// Takes a source that was read by its definition.
    init?(_ value: TypedValue, name: String, _ mapping: RowMapping, _ path: (String) -> String) {
        guard let url = value["url"]?.text else { return nil }
        self.init(
            name: name, urlTemplate: url, mapping: mapping,
            expectedBy: value["expectedBy"]?.duration)
        authorization = value["auth"].flatMap { Authorization($0, path) }
        for member in value["headers"]?.members ?? [] { headers[member.key] = member.value.text }
        format = value["format"]?.text.flatMap(Format.init)
        recordsAt = value["recordsAt"]?.text
        pagination = value["pagination"].map(Pagination.init) ?? .none
        zero = value["zero"].flatMap { zero in
            zero["field"]?.text.map {
                Attestation(field: $0, value: zero["value"]?.text ?? "true")
            }
        }
        complete = value["complete"].flatMap { complete in
            complete["field"]?.text.map {
                Attestation(field: $0, value: complete["value"]?.text ?? "true")
            }
        }
        emptyMeans = value["emptyMeans"]?.text.flatMap(EmptyMeans.init) ?? emptyMeans
        timeout = value["timeout"]?.duration ?? timeout
        retries = value["retries"]?.int ?? retries
        concurrency = value["concurrency"]?.int ?? concurrency
        maxMegabytes = value["maxMegabytes"]?.int ?? maxMegabytes
        maxPages = value["maxPages"]?.int ?? maxPages
        caFile = value["caFile"]?.text.map(path)
    }
}

extension HTTPSourceConfiguration.Authorization {
    fileprivate init?(_ value: TypedValue, _ path: (String) -> String) {
        switch value["type"]?.text {
        case "bearer":
            guard let token = SecretPlace("token", of: value, path) else { return nil }
            self = .bearer(token)
        case "basic":
            guard let user = value["user"]?.text,
                let password = SecretPlace("password", of: value, path)
            else { return nil }
            self = .basic(user: user, password: password)
        case "header":
            guard let name = value["name"]?.text,
                let header = SecretPlace("value", of: value, path)
            else { return nil }
            self = .header(name: name, value: header)
        default: return nil
        }
    }
}

extension Pagination {
    fileprivate init(_ value: TypedValue) {
        let field = value["field"]?.text ?? ""
        let total = value["total"]?.text
        switch value["by"]?.text {
        case "link": self = .link(field: field, total: total, size: value["size"]?.int)
        case "header": self = .header
        case "cursor": self = .cursor(field: field, total: total, size: value["size"]?.int)
        case "page":
            self = .page(
                first: value["first"]?.int ?? 1, size: value["size"]?.int, total: total)
        default: self = .none
        }
    }
}
