/// Why a decision was taken: a bounded set of words that scripts and metrics may rely on.
package enum ReasonCode: String, Sendable, Codable, CaseIterable {
    case submitted = "inSync.submitted"
    case submittedInParts = "inSync.inParts"
    case noUsage = "noUsage.attested"

    case noFile = "missing.noFile"
    case zeroRecords = "missing.zeroRecords"
    case deletedByPerson = "missing.deletedByPerson"

    case draftResume = "draft.resume"
    case draftWithoutUsage = "draft.usageNowZero"
    case draftFields = "draft.otherFields"
    case foreignDraft = "foreign.unsubmitted"
    case adopted = "foreign.adopted"
    case takeover = "takeover.wait"

    case processing = "processing.byPlatform"
    case foreignProcessing = "foreign.processing"
    case stuck = "stuck.processing"

    case readyToSubmit = "ready.submit"
    case readyStale = "ready.uploadAgain"
    case readyManual = "ready.manualSubmit"
    case countsDiffer = "ready.countsDiffer"

    case invalidRows = "invalid.rows"
    case invalidUnanswered = "invalid.uploadAgain"
    case rejected = "rejected.byProvider"
    case foreignRejected = "foreign.rejected"
    case resend = "resend.requested"

    case twoSubmitted = "duplicate.submitted"
    case surplus = "duplicate.surplus"
    case surplusElsewhere = "duplicate.otherLedger"
    case gap = "partial.gap"
    case mismatch = "mismatch.usage"
    case notOwed = "unexpected.notOwed"
    case afterEnd = "unexpected.afterContractEnd"

    case unknownStatus = "occupied.unknownStatus"
    case withoutPeriod = "occupied.noPeriod"
    case otherEnvironment = "occupied.otherEnvironment"
    case identityConflict = "identity.conflict"

    case usageUnknown = "usage.unknown"
    case usageRejected = "usage.invalidRows"
    case usageTwice = "usage.rowTwice"
    case usageZeroEverywhere = "usage.zeroEverywhere"
    case usageZeroHeld = "usage.zeroHeld"
    case usageZeroWaits = "usage.zeroWaitsForDue"
    case subscriptionAmbiguous = "subscription.ambiguous"

    case subscriptionMoved = "subscription.moved"
    case subscriptionElsewhere = "subscription.otherContract"
    case subscriptionInactive = "subscription.inactive"
    case itemUnknown = "item.unknown"
    case itemNotPayAsYouGo = "item.notPayAsYouGo"
    case itemOffSale = "item.offSale"
    case itemIncomplete = "item.incomplete"
    case quantityPrecision = "quantity.precision"
    case quantityNegative = "quantity.negative"
    case amountMissing = "amount.missing"
    case amountNegative = "amount.negative"
    case amountDigits = "amount.digits"
    case tierMissing = "tier.missing"
    case tierInvalid = "tier.invalid"
    case timeOutsideMonth = "time.outsideMonth"
    case timeEndFirst = "time.endBeforeStart"
    case recordTwice = "record.idTwice"
    case recordSentBefore = "record.sentBefore"
    case customFieldMissing = "custom.missing"
    case textTooLong = "text.tooLong"
    case textCharacters = "text.characters"
    case rowsPerFile = "limit.rowsPerFile"

    case monthOld = "month.old"
    case suspended = "policy.suspended"
    case policyConflict = "policy.conflict"
    case policyExpired = "policy.expired"
    case firstFile = "limit.firstFile"
    case amountLimit = "limit.amountPerFile"
    case ratioLimit = "limit.ratioToMedian"
    case zeroAfterUsage = "limit.zeroAfterUsage"
    case newItems = "limit.newItems"
    case unattributedLimit = "limit.unattributed"
    case submitsPerRun = "limit.submitsPerRun"
    case submitsPerDay = "limit.submitsPerDay"
    case createsPerRun = "limit.createsPerRun"
    case amountPerRun = "limit.amountPerRun"
    case productTotal = "limit.productTotal"

    case currencyMissing = "currency.missing"
    case currencyMixed = "currency.mixed"
    case fileFields = "file.fields"
    case notPayAsYouGo = "product.notPayAsYouGo"
}

extension ReasonCode {
    /// What a row itself can be guilty of, so that it is found before anything is created; in the
    /// order in which a cell with several faults names them.
    package static let ofRows: [ReasonCode] = [
        .rowsPerFile, .recordTwice, .recordSentBefore, .subscriptionMoved, .subscriptionElsewhere,
        .subscriptionInactive, .itemUnknown, .itemIncomplete, .itemNotPayAsYouGo, .itemOffSale,
        .quantityNegative, .quantityPrecision, .currencyMixed, .amountMissing, .amountNegative,
        .amountDigits,
        .tierMissing, .tierInvalid, .timeEndFirst, .timeOutsideMonth, .customFieldMissing,
        .textTooLong, .textCharacters,
    ]
}
