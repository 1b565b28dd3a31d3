import ConnectSimulator
import Reconciliation
import TestSupport
import UsageModel
import Verification

/// The two platforms side by side.
struct PlatformPair {
    private var model = ModelPlatform(
        at: Timestamp(seconds: 1_793_858_400), longestLag: longestLag)
    private var simulator: Simulation
    /// The files of both, in the order in which they were made.
    private var ids: [(model: UsageFileID, simulator: String)] = []
    /// When something changed, as lists tell it.
    private var changes: [Timestamp] = []
    private(set) var seen: Set<String> = []
    private var looks = 0

    private static let longestLag = 3
    private static let key = "ApiKey SU-1:secret"
    /// The simulator remembers what lists showed for two minutes.
    private static let memory = Duration.seconds(110)

    init(simulatorTakes processing: Duration) {
        let options = PlatformOptions(
            apiKey: Self.key, processingTime: processing, duplicateScope: .file)
        simulator = Simulation(
            platform: SimulatedPlatform(world: SimulatedAccount().world(), options: options))
    }

    /// Does a step on both; tells how their answers differ.
    mutating func take(_ step: AgreementStep) throws -> String? {
        switch step {
        case .pass(let seconds):
            model.pass(.seconds(seconds))
            finishProcessing(within: .zero)
            return nil
        case .act(let action, let pick): return act(action, pick)
        case .create(let isMarked, let fault): return create(isMarked: isMarked, fault)
        case .adopt(let pick, let fault):
            return write(.adopt(id(pick), externalID: AgreementBench.marker), pick, fault)
        case .upload(let pick, let isValid, let fault):
            return write(.upload(id(pick)), pick, isValid: isValid, fault)
        case .submit(let pick, let fault): return write(.submit(id(pick)), pick, fault)
        case .delete(let pick, let fault): return write(.delete(id(pick)), pick, fault)
        }
    }

    private func id(_ pick: Int) -> UsageFileID {
        pick < ids.count ? ids[pick].model : "UF-0-nobody"
    }

    private func simulatorID(_ pick: Int) -> String {
        pick < ids.count ? ids[pick].simulator : "UF-0-nobody"
    }

    // MARK: Time

    /// Lets the model finish what the simulator will have finished by then.
    private mutating func finishProcessing(within ahead: Duration) {
        while let next = nextToFinish, next.until <= model.now.adding(ahead) {
            note { $0.finishProcessing(next.file) }
            changes[changes.count - 1] = next.until
        }
    }

    private var nextToFinish: (file: UsageFileID, until: Timestamp)? {
        model.busy.compactMap { file in
            model[file]?.shown.events.uploaded.map {
                (file, $0.at.adding(AgreementBench.processing))
            }
        }.min { $0.1 < $1.1 }
    }

    /// Changes the model, and notes when, if it changed.
    private mutating func note(_ body: (inout ModelPlatform) -> Void) {
        let version = model.version
        body(&model)
        if model.version != version { changes.append(model.now) }
    }

    // MARK: Writes

    private mutating func create(isMarked: Bool, _ fault: WriteFault) -> String? {
        let before = ids.count
        let answer = write(
            .create(
                FileFields(name: "October", description: ""),
                externalID: isMarked ? AgreementBench.marker : ""), before, fault)
        let made = model.list().count - before
        let rows = simulator.platform.files
        guard made == rows.count - before else { return "a create made a file in one only" }
        if made == 1 { ids.append((model.list()[before].id, rows[before].id)) }
        return answer
    }

    private mutating func write(
        _ request: WriteScript.Request, _ pick: Int, isValid: Bool = true, _ fault: WriteFault
    ) -> String? {
        finishProcessing(within: .seconds(1))
        if case .upload = request {} else { model.pass(.seconds(1)) }
        var answer: WriteScript.Answer?
        if fault.arrival == .now {
            note {
                answer = $0.perform(
                    request, in: AgreementBench.cell, by: .ledger(0),
                    rows: ModelRows(digest: "rows", count: 2, isValid: isValid))
            }
        } else if case .upload = request {
            model.pass(.seconds(1))
        }
        if let kind = Self.kinds[fault] { simulator.faults.scripted = [ScriptedFault(kind)] }
        let response = exchange(Self.request(request, simulatorID(pick), isValid: isValid))
        guard fault == .none, let answer else { return nil }
        return compare(answer, response, request)
    }

    private static let kinds: [WriteFault: FaultKind] = [
        .requestLost: .drop, .answerLost: .lost, .failedAfterAct: .unavailableAfter,
        .throttled: .throttled,
    ]

    private mutating func compare(
        _ answer: WriteScript.Answer, _ response: PlatformResponse?, _ request: WriteScript.Request
    ) -> String? {
        let status = response?.status ?? 0
        switch answer {
        case .done(_, let uploaded):
            let uploadedAt = uploaded.named
            let shown = response?.json?.value(at: "events.uploaded.at")?.string
            guard (200...299).contains(status) else {
                return "\(request): the model does it, the simulator answers \(status)"
            }
            guard uploadedAt == nil || shown.flatMap({ Timestamp($0) }) == uploadedAt else {
                return "\(request): uploaded at \(uploadedAt as Any), at \(shown as Any)"
            }
        case .failed(_, let why):
            guard status >= 400, why.hasPrefix("\(status)") else {
                return "\(request): the model says '\(why)', the simulator answers \(status)"
            }
            seen.insert("\(request.step) refused with \(status)")
        }
        return nil
    }

    private mutating func act(_ action: FileAction, _ pick: Int) -> String? {
        finishProcessing(within: .seconds(1))
        var isDone = false
        let file = id(pick)
        note { isDone = $0.act(action, on: file, note: "no") }
        let response = simulator.control(
            PlatformRequest(
                method: "POST", path: "/\(action.rawValue)/\(simulatorID(pick))",
                body: .bytes(JSONValue.object(["note": "no"]).jsonBytes)), at: model.now)
        guard isDone == (response.status == 200) else {
            return "\(action) of file \(pick): \(isDone) in the model, \(response.status)"
        }
        seen.insert("\(action.rawValue) \(isDone)")
        return nil
    }

    // MARK: The simulator's requests

    private mutating func exchange(_ request: PlatformRequest) -> PlatformResponse? {
        simulator.exchange(request, at: model.now).response
    }

    private static func request(
        _ request: WriteScript.Request, _ id: String, isValid: Bool
    ) -> PlatformRequest {
        let path = "/usage/files/\(id)"
        func post(_ path: String, _ body: PlatformRequest.Body = .none, method: String = "POST")
            -> PlatformRequest
        {
            PlatformRequest(
                method: method, path: path, headers: ["authorization": key], body: body)
        }
        switch request {
        case .create(let fields, let marker):
            return post("/usage/files", .bytes(createBody(fields, marker).jsonBytes))
        case .adopt(_, let marker):
            let body = JSONValue.object(["external_id": .string(marker)])
            return post(path, .bytes(body.jsonBytes), method: "PUT")
        case .upload:
            let rows = SampleRows.workbook(isValid: isValid)
            return post("\(path)/upload", .workbook(.workbook(rows)))
        case .submit: return post("\(path)/submit")
        case .delete: return post("\(path)/delete")
        }
    }

    private static func createBody(_ fields: FileFields, _ marker: String) -> JSONValue {
        let cell = AgreementBench.cell
        return [
            "name": .string(fields.name), "external_id": .string(marker),
            "contract": ["id": .string(cell.contract.text)],
            "product": ["id": .string(cell.product.text)],
            "period": [
                "from": .string(cell.month.firstDay.description),
                "to": .string(cell.month.lastDay.description),
            ],
        ]
    }

    // MARK: Lists

    /// How the lists differ: fresh ones, and now and then one that lags.
    mutating func difference() -> String? {
        looks += 1
        let lags = looks.isMultiple(of: 3) ? [0, 1 + looks / 3 % Self.longestLag] : [0]
        for lag in lags where lag <= changes.count {
            guard let asOf = instant(before: lag) else { continue }
            simulator.faults.lag = model.now.since(asOf)
            let rows =
                exchange(
                    PlatformRequest(
                        method: "GET", path: "/usage/files", rawQuery: "limit=1000",
                        headers: ["authorization": Self.key]))?.json?.array ?? []
            simulator.faults.lag = .zero
            let expected = model.list(lag: lag)
            guard rows.map(\.id) == expected.map({ simulatorID(of: $0.id) }) else {
                return "lag \(lag): other files: \(rows.map(\.id))"
            }
            for (row, file) in zip(rows, expected) where FileView(row) != FileView(file) {
                return "lag \(lag), file \(file.id)\nmodel:     \(FileView(file))\n"
                    + "simulator: \(FileView(row))"
            }
            for file in expected { seen.insert(FileView(file).status) }
        }
        return nil
    }

    /// The last instant before so many changes; nil where the simulator no longer remembers it.
    private func instant(before lag: Int) -> Timestamp? {
        guard lag > 0 else { return model.now }
        let asOf = changes[changes.count - lag].adding(.microseconds(-1))
        return model.now.since(asOf) < Self.memory ? asOf : nil
    }

    private func simulatorID(of id: UsageFileID) -> String {
        ids.first { $0.model == id }?.simulator ?? ""
    }
}
