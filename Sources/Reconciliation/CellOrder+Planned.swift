import Policy
package import UsageModel

extension CellOrder {
    /// The order that carries out a planned cell; nil where there is nothing to do.
    package init?(
        _ planned: PlannedCell, identity: Identity, knowledge: LedgerKnowledge
    ) {
        let steps = planned.decision.steps
        let isInFlight = planned.assessment.survivor?.status.isInFlight ?? false
        guard planned.decision.verb == .converge, !steps.isEmpty || isInFlight else { return nil }
        let history = knowledge.cells[planned.cell]?.files ?? [:]
        let survivor = planned.assessment.survivor
        let upload = survivor.flatMap { history[$0.id]?.upload }
        let uploads = steps.contains(.upload)
        self.init(
            cell: planned.cell, identity: identity,
            begin: Self.begin(steps, survivor: survivor, upload: upload),
            surplus: planned.assessment.surplus.map(\.id),
            rows: uploads
                ? planned.usage.rows : upload?.sent.rows ?? planned.usage.rows,
            isStale: uploads && isInFlight, submits: steps.contains(.submit),
            disregarded: Self.disregarded(planned))
        submittedElsewhere = planned.periodlessSubmitted
        uploadedBefore = survivor?.events.uploaded?.at
        if let survivor, history[survivor.id]?.submitTried == true, upload?.answered == true {
            submittedPin = upload?.uploadedAt
        }
    }

    private static func begin(
        _ steps: [Step], survivor: UsageFile?, upload: UploadHistory?
    ) -> Begin {
        guard let survivor else { return steps.contains(.create) ? .create : .nothing }
        if survivor.status.isInFlight {
            return .poll(survivor.id, upload?.answered == true ? upload?.uploadedAt : nil)
        }
        if steps.contains(.adopt) { return .adopt(survivor.id) }
        if steps.contains(.upload) { return .upload(survivor.id) }
        if steps.contains(.submit), let pin = upload?.uploadedAt {
            return .submit(survivor.id, pin)
        }
        return .nothing
    }

    /// Files that the judge saw and passed over: drafts that the policy ignores, files of other
    /// months.
    private static func disregarded(_ planned: PlannedCell) -> Set<UsageFileID> {
        let surplus = Set(planned.assessment.surplus.map(\.id))
        return planned.ignored.union(planned.periodless).union(planned.assessment.passedOver)
            .subtracting(surplus)
    }
}
