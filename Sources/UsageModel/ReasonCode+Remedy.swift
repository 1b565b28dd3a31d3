extension ReasonCode {
    /// What a person does about it, in one sentence; for what needs nobody, the sentence says so.
    ///
    /// The documents, `explain` and the status page show the same words.
    package var remedy: String { Self.remedies[self] ?? "" }

    private static let remedies: [ReasonCode: String] = [
        ofSettledCells, ofFiles, ofOpenFiles, ofUsage, ofSubscriptions, ofItems, ofValues,
        ofPolicies, ofLimits,
    ].reduce(into: [:]) { all, group in all.merge(group) { first, _ in first } }

    private static let ofSettledCells: [ReasonCode: String] = [
        .submitted: "Nothing is to be done.",
        .submittedInParts: "Nothing is to be done.",
        .noUsage: "Nothing is to be done; the policy's 'onNoUsage' decides what zero usage means.",
        .noFile: "Run 'usagectl reconcile', or leave it to the next cycle of 'usagectl run'.",
        .zeroRecords: "Run 'usagectl reconcile', or leave it to the next cycle of 'usagectl run'.",
        .adopted:
            "Run 'usagectl reconcile'; the policy's 'foreignDrafts' lets the file be adopted.",
        .draftResume: "Run 'usagectl reconcile', or leave it to the next cycle of 'usagectl run'.",
        .readyToSubmit:
            "Run 'usagectl reconcile', or leave it to the next cycle of 'usagectl run'.",
        .readyStale: "Run 'usagectl reconcile', or leave it to the next cycle of 'usagectl run'.",
        .invalidUnanswered:
            "Run 'usagectl reconcile', or leave it to the next cycle of 'usagectl run'.",
        .resend: "Run 'usagectl reconcile', or leave it to the next cycle of 'usagectl run'.",
        .surplus: "Run 'usagectl reconcile', or leave it to the next cycle of 'usagectl run'.",
    ]

    private static let ofOpenFiles: [ReasonCode: String] = [
        .deletedByPerson:
            "If the month is to be reported after all, say so with 'usagectl resend CELL'.",
        .draftWithoutUsage:
            "Delete the draft in the portal, or find out why the source says zero now.",
        .draftFields: "Delete the draft in the portal, or set the policy's 'currency' back.",
        .foreignDraft:
            "Submit or delete the file in the portal, or set the policy's 'foreignDrafts'.",
        .takeover:
            "Wait; if two installations share the name of their Controller, rename one of them.",
        .processing: "Wait until Connect has processed the file.",
        .foreignProcessing: "Wait until Connect has processed the file, then look who made it.",
        .stuck: "Ask the platform's support about the file, naming its id.",
        .readyManual:
            "Look at 'usagectl usage CELL', then 'usagectl approve CELL' or submit in the portal.",
        .countsDiffer:
            "Compare 'usagectl usage CELL' with the file in the portal; 'usagectl resend CELL' "
            + "uploads it again.",
        .invalidRows:
            "Correct the rows that 'usagectl explain CELL' names, then 'usagectl resend CELL'.",
    ]

    private static let ofFiles: [ReasonCode: String] = [
        .rejected:
            "Settle the reason with the distributor, then 'usagectl resend CELL' or 'usagectl ack'.",
        .foreignRejected:
            "Let the file's maker send it again, or 'usagectl resend CELL' to report the month beside it.",
        .twoSubmitted:
            "Ask the distributor at once to reject one of the two files, then 'usagectl ack CELL'.",
        .surplusElsewhere:
            "Delete one of the files in the portal, or set the policy's 'onDuplicate: deleteOurs'.",
        .gap: "Report the days that are named by hand, then 'usagectl ack CELL'.",
        .mismatch: "Settle the difference with the distributor, then 'usagectl ack CELL'.",
        .notOwed: "Delete the file in the portal, or change the policy so that the month is owed.",
        .afterEnd: "Ask the distributor about the file, then 'usagectl ack CELL'.",
        .unknownStatus: "Look the file up in the portal and install a newer version of usagectl.",
        .withoutPeriod: "Say which month the file stands for with 'usagectl assign UF CELL'.",
        .otherEnvironment: "Ask the distributor to reject the file, then 'usagectl ack CELL'.",
        .identityConflict:
            "Correct the file in the portal, or say whose month it is with 'usagectl assign UF CELL'.",
    ]

    private static let ofUsage: [ReasonCode: String] = [
        .usageUnknown: "Deliver the month's usage, or mend the source as the message says.",
        .usageRejected: "Correct the rows in the source.",
        .usageTwice: "Remove one of the two rows, or give each a 'record_id' of its own.",
        .usageZeroEverywhere:
            "Check that the source delivered the month; if it was zero, 'usagectl approve CELL'.",
        .usageZeroHeld: "If the month was zero, say so with 'usagectl approve CELL'.",
        .usageZeroWaits: "Wait; zero records are sent on the due date.",
        .recordTwice: "Give each of the rows a 'record_id' of its own, or remove the repetition.",
        .recordSentBefore:
            "Remove the rows that were sent before, or give rows that are new a new 'record_id'.",
        .rowsPerFile:
            "Sum the rows in the source, or raise 'spec.limits.rowsPerFile' if Connect takes more.",
    ]

    private static let ofSubscriptions: [ReasonCode: String] = [
        .subscriptionAmbiguous:
            "Name the subscription by its id, or make the parameter's value unique on Connect.",
        .subscriptionMoved:
            "Say under 'spec.attribution' to which contract the subscription belongs in the month.",
        .subscriptionElsewhere:
            "Correct the row's product or subscription, or 'spec.attribution': Connect has the "
            + "subscription elsewhere.",
        .subscriptionInactive:
            "Remove the rows, or let Connect's subscription say that it was active in the month.",
    ]

    private static let ofItems: [ReasonCode: String] = [
        .itemUnknown: "Correct the MPN in the source, or add the item to the product on Connect.",
        .itemNotPayAsYouGo: "Remove the rows, or make the item pay-as-you-go on Connect.",
        .itemOffSale: "Remove the rows, or put the item on sale again on Connect.",
        .itemIncomplete:
            "Fill in 'item_name', 'item_unit' and 'item_precision', or correct the MPN.",
        .newItems: "Check the MPN of the new items, then 'usagectl approve CELL'.",
    ]

    private static let ofValues: [ReasonCode: String] = [
        .quantityPrecision:
            "Round the quantity in the source, or give the item on Connect a finer precision.",
        .quantityNegative: "Remove the row or set it off against another: no quantity goes down.",
        .amountMissing: "Fill in 'amount', which the product's reporting schema needs.",
        .amountNegative: "Remove the row or set it off against another; credit notes go elsewhere.",
        .amountDigits: "Round the amount in the source.",
        .tierMissing: "Fill in 'tier': 0 for the customer, 1 for the reseller, 2 above it.",
        .tierInvalid: "Correct 'tier': 0 for the customer, 1 for the reseller, 2 above it.",
        .timeOutsideMonth: "Correct the times, or report the rows in the month they belong to.",
        .timeEndFirst: "Correct 'start_time_utc' and 'end_time_utc'.",
        .customFieldMissing: "Fill in the 'v.' columns that the product on Connect requires.",
        .textTooLong: "Shorten the text in the source.",
        .textCharacters: "Replace the characters or the tag that Connect refuses.",
    ]

    private static let ofPolicies: [ReasonCode: String] = [
        .monthOld:
            "Look at 'usagectl usage CELL', then 'usagectl approve CELL' or raise 'autoWithin'.",
        .suspended: "Wait for the end of the suspension, or remove it from the policy.",
        .policyConflict: "Make one of the two policies more specific, or remove the field from it.",
        .policyExpired: "Renew or remove the policy that ended.",
        .firstFile: "Look at 'usagectl usage CELL', then 'usagectl approve CELL'.",
        .currencyMissing: "Set the policy's 'currency', or the marketplace's on Connect.",
        .currencyMixed: "Deliver the rows in one currency, or set the policy's 'currency'.",
        .fileFields: "Correct the policy's 'file.name', 'file.description' or 'file.note'.",
        .notPayAsYouGo: "Switch pay-as-you-go on for the product on Connect, or drop its usage.",
    ]

    private static let ofLimits: [ReasonCode: String] = [
        .amountLimit: "Check the amounts, then 'usagectl approve CELL' or raise the limit.",
        .ratioLimit: "Check the figures, then 'usagectl approve CELL' or change the limit.",
        .zeroAfterUsage: "Check the source; if the month was zero, 'usagectl approve CELL'.",
        .unattributedLimit:
            "Settle whose the unattributed records are ('usagectl diff'), or 'usagectl approve'.",
        .submitsPerRun: "Wait for the next run, or raise 'spec.limits.submitsPerRun'.",
        .submitsPerDay: "Wait for the next day, or raise 'spec.limits.submitsPerDay'.",
        .createsPerRun: "Wait for the next run, or raise 'spec.limits.createsPerRun'.",
        .amountPerRun:
            "Check the total, then 'usagectl approve CELL' or raise 'spec.limits.amountPerRun'.",
        .productTotal:
            "Check the product's unit of measure, then 'usagectl approve CELL' for its cells.",
    ]
}
