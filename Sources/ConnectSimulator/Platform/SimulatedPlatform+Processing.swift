package import UsageModel

extension SimulatedPlatform {
    /// Takes a workbook in; what is in it shows when its processing is over.
    mutating func upload(
        _ index: Int, _ body: PlatformRequest.Body, at now: Timestamp
    ) throws(PlatformError) -> PlatformResponse {
        let status = files[index].status
        guard FileAction.isUploadAllowed(from: status) else {
            throw .invalid(
                "Usage file \(files[index].id) can not be uploaded: its status is '\(status.word)'."
            )
        }
        let verdict: WorkbookVerdict
        switch body {
        case .workbook(.workbook(let workbook)): verdict = judge(workbook, for: files[index])
        case .workbook(.unreadable): verdict = .refused("The file is not a readable XLSX workbook.")
        case .workbook(.refused(let reason)): throw .invalid("usage_file: \(reason)")
        case .none, .bytes: throw .invalid("usage_file: No file was submitted.")
        }
        begin(verdict, index, at: now)
        return .json(201, files[index].detail)
    }

    private mutating func begin(_ verdict: WorkbookVerdict, _ index: Int, at now: Timestamp) {
        let id = files[index].id
        release(id)
        for record in verdict.records { recordHolders[record.recordID, default: []].append(id) }
        files[index].processing = .init(
            started: now, until: now.adding(options.processingTime), verdict: verdict)
        files[index].processed = nil
        let storage = options.storage
        files[index].record("uploaded", by: options.user, status: .uploading, at: now)
        files[index].change(at: now) { detail in
            for key in ["error_detail", "rejection_note", "sub_status"] { detail[key] = nil }
            detail["usage_file_uri"] = .string("\(storage)/usage/\(id).xlsx")
            var events = detail["events"] ?? [:]
            for key in ["submitted", "rejected"] { events[key] = nil }
            detail["events"] = events
        }
        busyFiles.insert(index)
    }

    /// Lets time do what it does alone: finish processing, accept by rule.
    package mutating func settle(at now: Timestamp) {
        for index in busyFiles.sorted() {
            if let processing = files[index].processing {
                advance(index, processing, at: now)
            } else {
                acceptIfDue(index, at: now)
            }
        }
    }

    private mutating func advance(
        _ index: Int, _ processing: SimulatedFile.Processing, at now: Timestamp
    ) {
        if let until = processing.until, until <= now {
            finish(index, processing.verdict, at: until)
            return
        }
        let third = processing.until.map { $0.since(processing.started) / 3 } ?? .zero
        guard files[index].status == .uploading, processing.started.adding(third) <= now else {
            return
        }
        files[index].change(at: now) { detail in
            detail["status"] = "processing"
            detail["sub_status"] = "processing"
        }
    }

    private mutating func finish(_ index: Int, _ verdict: WorkbookVerdict, at now: Timestamp) {
        let id = files[index].id
        files[index].processing = nil
        files[index].categories = verdict.categories
        busyFiles.remove(index)
        // The rows held their ids since the upload; from here on the records do.
        for record in verdict.records { recordHolders[record.recordID]?.removeAll { $0 == id } }
        for record in verdict.records { take(record) }
        files[index].processed = processed(verdict, files[index])
        let storage = options.storage
        files[index].change(at: now) { detail in
            detail["status"] = verdict.errorDetail == nil ? "ready" : "invalid"
            detail["sub_status"] = "processed"
            detail.set("error_detail", verdict.errorDetail)
            detail["processed_file_uri"] = .string("\(storage)/processed/\(id).xlsx")
            detail["stats"] = [
                "uploaded": JSONValue(verdict.rows), "validated": JSONValue(verdict.validRows),
                "pending": 0, "accepted": 0, "closed": 0, "billed": 0,
            ]
            detail["records"] = [
                "valid": JSONValue(verdict.validRows), "invalid": JSONValue(verdict.invalidRows),
                "closed": 0,
            ]
        }
    }

    private func processed(
        _ verdict: WorkbookVerdict, _ file: SimulatedFile
    ) -> ProcessedWorkbook {
        ProcessedWorkbook(
            rows: verdict.refusedRows, problems: verdict.problems,
            general: [
                ["report_id", file.id],
                ["status", verdict.errorDetail == nil ? "ready" : "invalid"],
                ["valid_records", "\(verdict.validRows)"],
                ["invalid_records", "\(verdict.invalidRows)"], ["product_id", file.productID],
                ["distribution_contract_id", file.contractID],
            ])
    }

    private mutating func acceptIfDue(_ index: Int, at now: Timestamp) {
        guard let delay = options.autoAccept, files[index].status == .pending,
            let submitted = files[index].detail.value(at: "events.submitted.at")?.string
                .flatMap({ Timestamp($0) })
        else {
            busyFiles.remove(index)
            return
        }
        let due = submitted.adding(delay)
        guard due <= now else { return }
        try? perform(.accept, on: index, note: "Auto Approved", by: nil, at: due)
    }

    /// Leaves a file in processing for good, as the platform has been seen to do.
    package mutating func leaveProcessing(_ id: String) {
        guard let index = fileIndices[id] else { return }
        files[index].processing?.until = nil
    }
}
