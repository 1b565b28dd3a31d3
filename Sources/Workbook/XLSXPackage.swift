/// The parts of an XLSX file: which one is which, and the reading of each.
struct XLSXPackage {
    let path: String
    let limits: XLSXLimits
    /// Sheet names in the workbook's order with the part of each.
    private(set) var sheets: [(name: String, part: String)] = []
    private(set) var sharedStringsPart: String?
    /// Whether day numbers count from 1904 instead of 1900.
    private(set) var countsFrom1904 = false

    init(path: String, limits: XLSXLimits) throws {
        self.path = path
        self.limits = limits
        let archive = try ZipArchive(path: path, limits: limits)
        let root = try relationships(of: "", in: archive)
        let workbook =
            root.first { $0.type == "officeDocument" }.map { Self.resolve($0.target, from: "") }
            ?? "xl/workbook.xml"
        let list = SheetListParser(limits: limits)
        guard try parse(workbook, of: archive, with: list) else {
            throw WorkbookError.unreadable(
                file: path, reason: "it is an archive without a workbook part")
        }
        let targets = try relationships(of: workbook, in: archive)
        countsFrom1904 = list.countsFrom1904
        sharedStringsPart = targets.first { $0.type == "sharedStrings" }
            .map { Self.resolve($0.target, from: workbook) }
        for sheet in list.sheets {
            guard let target = targets.first(where: { $0.id == sheet.relationship }) else {
                throw WorkbookError.malformed(
                    file: path, place: "'\(workbook)'",
                    reason: "sheet '\(sheet.name)' refers to no part")
            }
            // Chart sheets have no rows.
            guard target.type == "worksheet" else { continue }
            sheets.append((sheet.name, Self.resolve(target.target, from: workbook)))
        }
    }

    /// Feeds a part to a parser, with a pause after each chunk; false where there is no such part.
    func parse(
        _ part: String, of archive: ZipArchive, with handler: any XMLHandler,
        place: () -> String? = { nil }, afterChunk: () throws -> Void = {}
    ) throws -> Bool {
        do {
            let stream = try XMLStream(handler: handler)
            let exists = try unsafe archive.forEachChunk(of: part) { chunk in
                unsafe try stream.feed(chunk)
                try afterChunk()
            }
            guard exists else { return false }
            try stream.finish()
            try afterChunk()
            return true
        } catch let fault as PartFault {
            throw fault.error(file: path, place: place() ?? "'\(part)'")
        }
    }

    /// Reads the shared strings through an archive of their own, as a sheet is being read
    /// meanwhile.
    func sharedStrings() throws -> SharedStrings {
        guard let sharedStringsPart else { return SharedStrings() }
        let parser = SharedStringsParser(limits: limits)
        let archive = try ZipArchive(path: path, limits: limits)
        _ = try parse(sharedStringsPart, of: archive, with: parser)
        return parser.strings
    }

    /// The part with the comments of a sheet, nil where it has none.
    func commentsPart(ofSheet part: String, in archive: ZipArchive) throws -> String? {
        try relationships(of: part, in: archive).first { $0.type == "comments" }
            .map { Self.resolve($0.target, from: part) }
    }

    private func relationships(
        of part: String, in archive: ZipArchive
    ) throws -> [RelationshipsParser.Relationship] {
        let parser = RelationshipsParser()
        let folder = part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
        let name = part.dropFirst(folder.count)
        _ = try parse("\(folder)_rels/\(name).rels", of: archive, with: parser)
        return parser.relationships
    }

    /// The name of the part that a relationship of `part` points to.
    static func resolve(_ target: String, from part: String) -> String {
        var folders =
            target.hasPrefix("/") ? [] : part.split(separator: "/").dropLast().map(String.init)
        for step in target.split(separator: "/") {
            switch step {
            case ".": continue
            case "..": _ = folders.popLast()
            default: folders.append(String(step))
            }
        }
        return folders.joined(separator: "/")
    }
}
