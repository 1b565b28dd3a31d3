/// The way from page to page of one answer: where the next one is, and whether it may be followed.
///
/// A pure state machine: it is told of each page and answers with the next address.
struct PageWalk {
    /// What a page said.
    struct Page: Equatable {
        var address: WebAddress
        var rows: Int
        /// Members of its JSON, by place.
        var members: [String: String] = [:]
        /// Places of its JSON that are there and hold nothing.
        var nulls: Set<String> = []
        /// Of members that are not at their place another one of that name, if there is one.
        var elsewhere: [String: String] = [:]
        /// The addresses of its `Link` headers with `rel="next"`.
        var nextLinks: [String] = []
    }

    private let pagination: Pagination
    private let template: URLTemplate
    private let unit: FetchUnit
    private let maxPages: Int
    private var visited: Set<String> = []
    private var number: Int
    private var rows = 0
    private var total: String?
    private var pages = 0
    /// Whether a page had as many records as were asked for, so that a shorter one may be the last:
    /// a server that gives fewer than asked for gives them on every page.
    private var sawFullPage = false

    init(_ pagination: Pagination, template: URLTemplate, unit: FetchUnit, maxPages: Int) {
        self.pagination = pagination
        self.template = template
        self.unit = unit
        self.maxPages = maxPages
        number = if case .page(let first, _, _) = pagination { first } else { 1 }
    }

    /// The address of the first page.
    mutating func start() throws(FetchFailure) -> WebAddress {
        guard let address = template.address(of: unit, page: number) else {
            throw FetchFailure("\(unit) makes no address of the source's url")
        }
        return try visiting(address, from: nil)
    }

    /// The address after a page; nil where it was the last.
    mutating func next(after page: Page) throws(FetchFailure) -> WebAddress? {
        pages += 1
        rows += page.rows
        try checkTotal(of: page)
        guard let next = try self.next(page) else {
            try checkEnd(page)
            return nil
        }
        guard pages < maxPages else {
            throw FetchFailure(
                "\(page.address) is page \(pages) and not the last; 'maxPages' of the source allows "
                    + "more")
        }
        return try visiting(next, from: page.address)
    }

    /// Ends the walk at a page without content.
    func endWithoutContent(at address: WebAddress) throws(FetchFailure) {
        guard let total, Int(total) != rows else { return }
        throw FetchFailure("\(address) has no content, and of \(total) records \(rows) came")
    }

    private mutating func next(_ page: Page) throws(FetchFailure) -> WebAddress? {
        switch pagination {
        case .none:
            try checkSingle(page)
            return nil
        case .link(let field, _, let size):
            guard let link = page.members[field], !link.isEmpty else {
                try checkOnly(page, lacking: field, size)
                return nil
            }
            return try follow(link, from: page.address)
        case .header:
            guard Set(page.nextLinks).count < 2 else {
                throw FetchFailure("\(page.address) names several next pages in its Link header")
            }
            return try page.nextLinks.first.map { link throws(FetchFailure) in
                try follow(link, from: page.address)
            }
        case .cursor(let field, _, let size):
            guard let cursor = page.members[field], !cursor.isEmpty else {
                try checkOnly(page, lacking: field, size)
                return nil
            }
            return template.address(of: unit, cursor: cursor)
        case .page(_, let size, _):
            if page.rows == 0 { return nil }
            if let total {
                if Int(total) == rows { return nil }
            } else if let size {
                if page.rows < size, sawFullPage { return nil }
                sawFullPage = sawFullPage || page.rows >= size
            }
            number += 1
            return template.address(of: unit, page: number)
        }
    }

    /// Where nothing is said of pages, the only one must not look like the first of several.
    private func checkSingle(_ page: Page) throws(FetchFailure) {
        guard page.nextLinks.isEmpty else {
            throw FetchFailure(
                "\(page.address) names a next page in its Link header, and the source has no "
                    + "'pagination', so more records may follow; 'pagination: {by: header}' reads "
                    + "them all")
        }
        guard page.rows > 0, template.asksFor(page.rows) else { return }
        throw FetchFailure(
            "\(page.address) has \(page.rows) records, as many as the url asks for, and the source "
                + "has no 'pagination', so more may follow; say how the pages go on, or ask for "
                + "more at once")
    }

    /// A first page without the member that leads to the next may be all that there is, as many
    /// APIs leave it out on their last page; but not one that is full, or that has the member at
    /// another place: then the member's name is wrong, and further pages would never be asked for.
    private func checkOnly(_ page: Page, lacking field: String, _ size: Int?) throws(FetchFailure) {
        guard pages == 1, page.rows > 0, total == nil, page.members[field] == nil,
            !page.nulls.contains(field)
        else { return }
        if let size {
            guard page.rows >= size else { return }
        } else if let place = page.elsewhere[field] {
            throw FetchFailure(
                "\(page.address) has no '\(field)', but '\(place)': is that where 'pagination' finds "
                    + "the next page? Name it as 'field', or say how many records a page has by "
                    + "'size'")
        } else if !template.asksFor(page.rows) {
            return
        }
        throw FetchFailure(
            "\(page.address) has \(page.rows) records, as many as a page holds, and no '\(field)' "
                + "to say whether more follow; check 'field' of 'pagination', and 'size' if a page "
                + "may hold more, or let 'total' name the number of all records")
    }

    /// The total must be there, the same on every page, and not be passed.
    private mutating func checkTotal(of page: Page) throws(FetchFailure) {
        guard let field = pagination.total else { return }
        guard let text = page.members[field], let count = Int(text) else {
            throw FetchFailure(
                "\(page.address) has no whole number at '\(field)', which is to say how many records "
                    + "there are")
        }
        if let total, total != text {
            throw FetchFailure(
                "\(page.address) says that there are \(text) records, an earlier page said \(total): "
                    + "they changed while they were read; the next cycle reads them again")
        }
        total = text
        guard rows <= count else {
            throw FetchFailure(
                "\(page.address) says that there are \(text) records, but \(rows) came")
        }
    }

    private func checkEnd(_ page: Page) throws(FetchFailure) {
        guard let total, Int(total) != rows else { return }
        throw FetchFailure(
            "\(page.address) is the last page, and of \(total) records \(rows) came")
    }

    private func follow(
        _ link: String, from address: WebAddress
    ) throws(FetchFailure) -> WebAddress {
        guard let next = address.resolving(link) else {
            throw FetchFailure(
                "\(address) names a next page that is no address: '\(ForeignText.shown(link))'")
        }
        guard next.hasOrigin(of: address) else {
            throw FetchFailure(
                "\(address) names a next page on another host, \(next.origin), which is not asked")
        }
        return next
    }

    private mutating func visiting(
        _ address: WebAddress, from page: WebAddress?
    ) throws(FetchFailure) -> WebAddress {
        guard visited.insert(address.text).inserted else {
            throw FetchFailure(
                "\(page ?? address) leads back to \(address), which was read already, so the pages "
                    + "have no end")
        }
        return address
    }
}
