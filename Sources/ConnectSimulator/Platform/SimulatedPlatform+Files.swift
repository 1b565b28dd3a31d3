import UsageModel

extension SimulatedPlatform {
    /// Requests below `/usage/files`.
    mutating func answerFiles(
        _ request: PlatformRequest, _ parts: [String], at now: Timestamp, listsAsOf: Timestamp
    ) throws -> PlatformResponse {
        switch (request.method, parts.count) {
        case ("GET", 0):
            let rows = listsAsOf < now ? files.compactMap { $0.row(asOf: listsAsOf) } : nil
            if let rows { return try list(rows, request, .usageFiles) }
            return try list(files.lazy.map(\.row), request, .usageFiles)
        case ("POST", 0): return .json(201, try create(try request.json() ?? [:], at: now))
        case ("GET", 1):
            return .json(200, detailWithLinks(try fileIndex(parts[0]), at: now))
        case ("PUT", 1):
            return .json(
                200, try update(try fileIndex(parts[0]), try request.json() ?? [:], at: now))
        case ("GET", 2) where parts[1] == "categories":
            return try list(files[try fileIndex(parts[0])].categories, request, .categories)
        case ("POST", 2): return try act(parts[1], try fileIndex(parts[0]), request, at: now)
        default: throw PlatformError.methodNotAllowed
        }
    }

    private mutating func act(
        _ name: String, _ index: Int, _ request: PlatformRequest, at now: Timestamp
    ) throws -> PlatformResponse {
        if name == "upload" { return try upload(index, request.body, at: now) }
        let body: JSONValue?
        switch request.body {
        case .bytes: body = try request.json()
        case .none, .workbook: body = nil
        }
        // The platform has answered a body of `null` with an error of its own.
        if name == "submit", body == .null { return .text(500, "Internal Server Error") }
        guard let action = FileAction(rawValue: name) else { throw PlatformError.notFound }
        let note = body?["acceptance_note"]?.string ?? body?["rejection_note"]?.string
        try perform(action, on: index, note: note, by: options.user, at: now)
        return .json(201, files[index].detail)
    }

    /// Carries out an act of the vendor, the provider or the platform's own rules.
    ///
    /// - Parameter user: who acts; nil for a rule, whose events name nobody.
    mutating func perform(
        _ action: FileAction, on index: Int, note: String?, by user: JSONValue?, at now: Timestamp
    ) throws(PlatformError) {
        let status = files[index].status
        guard action.isAllowed(from: status) else {
            throw .invalid(
                "Usage file \(files[index].id) can not be \(action.participle): "
                    + "its status is '\(status.word)'.")
        }
        files[index].record(action.event, by: user, status: action.outcome, at: now)
        switch action {
        case .submit:
            if options.autoAccept != nil { busyFiles.insert(index) }
        case .delete: release(files[index].id)
        case .accept, .reject:
            busyFiles.remove(index)
            let key = action == .accept ? "acceptance_note" : "rejection_note"
            files[index].change(at: now) { $0.set(key, note) }
        case .close: break
        }
        count(action, index, at: now)
    }

    /// Moves the file's rows from one figure of its `stats` to the next.
    private mutating func count(_ action: FileAction, _ index: Int, at now: Timestamp) {
        let id = files[index].id
        files[index].change(at: now) { detail in
            var stats = detail["stats"] ?? [:]
            // All that can be submitted is valid.
            let rows = stats["uploaded"] ?? 0
            switch action {
            case .submit:
                stats["validated"] = 0
                stats["pending"] = rows
            case .accept:
                stats["pending"] = 0
                stats["accepted"] = rows
            case .reject: stats["pending"] = 0
            case .close:
                stats["accepted"] = 0
                stats["closed"] = rows
                var records = detail["records"] ?? [:]
                records["closed"] = rows
                detail["records"] = records
            case .delete: break
            }
            detail["stats"] = stats
        }
        guard let status = action.recordStatus else { return }
        for position in records.indices where records[position].fileID == id {
            records[position].status = status
        }
    }

    /// Forgets the rows of a file, so that their ids are free again.
    mutating func release(_ id: String) {
        guard filesWithRecords.remove(id) != nil else { return }
        for record in records where record.fileID == id {
            recordHolders[record.recordID]?.removeAll { $0 == id }
        }
        records.removeAll { $0.fileID == id }
    }
}
