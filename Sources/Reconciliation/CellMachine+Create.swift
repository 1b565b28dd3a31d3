import UsageModel

// Create, and what to do when nobody knows whether it was done.
extension CellMachine {
    mutating func afterCreate(_ event: Event) -> Effect {
        switch event {
        case .created(let file): return upload(file)
        case .refused(let why): return finish(.failed, nil, why)
        default:
            guard Protection.searchBeforeCreate.isOn else { return createAgain() }
            return search(looks: 0)
        }
    }

    /// A draft that may carry our marker by now, and has nothing of ours in it: should this process
    /// die here, or the answer be lost, the next cycle's list shows whose it is.
    mutating func afterAdopt(_ event: Event, _ file: UsageFileID) -> Effect {
        switch event {
        case .adopted: return upload(file)
        case .refused(let why): return finish(.failed, file, why)
        case .notSent(let why), .unknown(let why): return finish(.unknown, file, why)
        default: return finish(.unknown, file, "the adoption was not answered")
        }
    }

    /// Two lists without the file, a pause apart, and the create is tried again. Should the first
    /// request arrive after all, there are two files of ours; one of them is deleted as surplus,
    /// and
    /// neither is submitted while both live.
    mutating func afterSearch(_ event: Event, _ looks: Int) -> Effect {
        guard case .listed(let files) = event else {
            if case .listFailed(let why) = event { return finish(.unknown, nil, why) }
            return .list(.search)
        }
        let live = files.filter(\.isLive)
        let ours = live.filter {
            FileMatching.ownMarker(of: $0, identity: order.identity)?.cell == order.cell
        }
        if ours.count > 1 {
            return finish(.unknown, nil, "several files of ours appeared; the next cycle decides")
        }
        if let found = ours.first {
            guard found.status == .draft else {
                return finish(.unknown, found.id, "'\(found.id)' is already \(found.status.word)")
            }
            return upload(found.id)
        }
        // Somebody else's file came meanwhile: the next cycle judges the cell anew.
        if let other = gate("", .distantPast).others(in: live).first {
            return finish(
                .unknown, nil,
                "'\(other.id)' (\(other.status.word)) is in this cell now; the next cycle decides")
        }
        if looks < 1 { return search(looks: looks + 1) }
        return createAgain()
    }

    private mutating func createAgain() -> Effect {
        guard tries.creates < Tries.limit else {
            return finish(.unknown, nil, "no create was answered in \(Tries.limit) tries")
        }
        tries.creates += 1
        phase = .creating
        return .create
    }

    private mutating func search(looks: Int) -> Effect {
        phase = .searching(looks: looks)
        return .list(.search)
    }
}
