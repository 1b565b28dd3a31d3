package import UsageModel

extension ReasonCode {
    /// What the reason says, for somebody who sees the code for the first time.
    package var meaning: String {
        switch self {
        case .submitted: "A submitted file covers the month."
        case .submittedInParts: "Several submitted files cover the month without gap or overlap."
        case .noUsage: "The source attests that there was no usage, so no file is owed."
        case .noFile: "Usage is owed and no file covers the month."
        case .zeroRecords: "A file of zero usage is owed and there is none."
        case .deletedByPerson: "A person deleted our draft on the portal; usagectl makes no other."
        case .draftResume: "Our draft waits for its upload."
        case .draftWithoutUsage: "There is a draft of ours, and the source now attests zero."
        case .draftFields: "Our draft was made with other fields than the policy asks for now."
        case .foreignDraft: "Somebody else's unsubmitted file lies in the cell."
        case .adopted: "An unsubmitted file of our identity is taken over."
        case .takeover: "Another installation with our identity may still be at work here."
        case .processing: "Connect is processing our file."
        case .foreignProcessing: "Connect is processing somebody else's file."
        case .stuck: "Connect has been processing the file for longer than it should."
        case .readyToSubmit: "Our file is valid and can be submitted."
        case .readyStale: "The usage changed after our upload, so it is uploaded again."
        case .readyManual: "The policy leaves the submit to a person."
        case .countsDiffer: "Connect counted other records than we sent."
        case .invalidRows: "Connect refused rows of our file."
        case .invalidUnanswered: "An upload was cut off, so it is made again."
        case .rejected: "The distributor rejected our file."
        case .foreignRejected: "The distributor rejected somebody else's file."
        case .resend: "A person asked to send the file again."
        default: meaningOfLimits
        }
    }

    private var meaningOfLimits: String {
        switch self {
        case .twoSubmitted:
            "Two submitted files cover the same days: customers may be billed twice."
        case .surplus: "There are more files of ours than one; the surplus is deleted."
        case .surplusElsewhere: "There are two files of our identity, one from another ledger."
        case .gap: "Submitted files leave days of the month uncovered."
        case .mismatch: "What was sent differs from what the source says now."
        case .notOwed: "A live file of ours stands where nothing is owed."
        case .afterEnd: "A file begins after its contract ended."
        case .unknownStatus: "A file has a status that this version does not know."
        case .withoutPeriod: "A file without a period may cover the month."
        case .otherEnvironment: "A file of another environment lies in the cell."
        case .identityConflict: "A file's external id does not fit its own contract or month."
        case .usageUnknown: "The source cannot say what the usage was; that is not zero."
        case .usageRejected: "Rows of the source are not valid."
        case .usageTwice: "The same row is in two files of a month."
        case .usageZeroEverywhere: "All cells of a month say zero at once, which is not believed."
        case .usageZeroHeld: "Zero usage needs a person's word here."
        case .usageZeroWaits: "Zero usage is believed once the month is due."
        case .subscriptionAmbiguous: "A usage record fits more than one subscription."
        case .monthOld: "The month is older than what is reported without a person's word."
        case .suspended: "A policy suspends reporting here."
        case .policyConflict: "Two policies of the same weight say different things."
        case .policyExpired: "The policy that applied here has ended."
        case .firstFile: "It would be the contract's first file, which a person looks at first."
        default: meaningOfGuards
        }
    }

    private var meaningOfGuards: String {
        switch self {
        case .amountLimit: "The amount of the file is above the limit."
        case .ratioLimit: "The usage is far from what the months before had."
        case .zeroAfterUsage: "There is no usage after months that had some."
        case .newItems: "The file has items that no month before had."
        case .unattributedLimit: "Too much usage belongs to nobody that Connect knows."
        case .submitsPerRun: "The run's limit of submits is reached."
        case .submitsPerDay: "The day's limit of submits is reached."
        case .createsPerRun: "The run's limit of created files is reached."
        case .amountPerRun: "The run's limit of the total amount is reached."
        case .productTotal: "The product's total is far from the months before."
        case .currencyMissing: "No currency is known for the file."
        case .currencyMixed: "The records of one file are in several currencies."
        case .fileFields: "A field of the file cannot be made from its template."
        case .notPayAsYouGo: "There is usage of a product that is not pay-as-you-go."
        default: meaningOfRows
        }
    }

    private var meaningOfRows: String {
        switch self {
        case .rowsPerFile: "The file would have more rows than the limit allows."
        case .recordTwice: "Two rows of the file have the same record id."
        case .recordSentBefore: "Rows of the file were sent in an earlier file."
        case .subscriptionMoved:
            "The month of a subscription was reported under another contract."
        case .subscriptionElsewhere:
            "Connect has a subscription under another contract or product."
        case .subscriptionInactive: "A subscription was not active in the month."
        case .itemUnknown: "The product has no item of this MPN."
        case .itemIncomplete: "A new item of a dynamic product is not fully described."
        case .itemNotPayAsYouGo: "An item is not pay-as-you-go."
        case .itemOffSale: "An item is not on sale, or not any more."
        case .quantityPrecision: "A quantity has more decimals than its item allows."
        case .quantityNegative: "A quantity is negative."
        case .amountMissing: "A row has no amount, and the schema needs one."
        case .amountNegative: "An amount is negative."
        case .amountDigits: "An amount is larger or finer than Connect takes."
        case .tierMissing: "A row has no tier, and the schema needs one."
        case .tierInvalid: "A tier is none of the levels that there are."
        case .timeEndFirst: "A row ends before it begins."
        case .timeOutsideMonth: "A row lies outside the month."
        case .customFieldMissing: "A row lacks a field that the product requires."
        case .textTooLong: "A text is longer than Connect takes."
        case .textCharacters: "A text has characters that Connect refuses."
        default: rawValue
        }
    }
}
