extension PolicyField {
    /// What the field means, for editors and references.
    package var documentation: String {
        switch self {
        case .since: "The first month that is owed; required once, in some policy."
        case .until: "The last month that is owed."
        case .timeZone:
            "An IANA time zone; a month is closed when it ended both here and in UTC."
        case .closeDelay: "A month counts as closed this long after it ended."
        case .due: "The day of the next month after which a cell is overdue."
        case .autoWithin:
            "Closed months this recent converge by themselves; older ones are held until approved."
        case .report: "False: nothing is owed here, and usage is unattributed (policy.notOwed)."
        case .suspend: "True: owed and shown, but nothing is written; needs reason and until."
        case .submit: "Manual: the submit of a validated file waits for an approval."
        case .onNoUsage:
            "For an attested zero: nothing, a file with zero records on the due date, or a hold."
        case .onInvalid:
            "When the platform refused the rows: hold, or upload again if the workbook changed."
        case .onRejected:
            "When the provider refused the file: hold, or upload again if the workbook changed."
        case .onDuplicate:
            "DeleteOurs: also surplus files that another ledger of this identity made."
        case .onTerminated:
            "Closed months of a terminated contract with usage and without a file."
        case .foreignDrafts:
            "Files of others that were created and never submitted; those of an installation under "
                + "another name are never ignored."
        case .foreignDraftsIgnoredAfter:
            "Foreign drafts that rested for longer are ignored in any case."
        case .filesWithoutPeriod:
            "Live files without a period: placed by their records, taken to occupy, or ignored."
        case .source: "The usage source by name; required where there are several."
        case .assetCriteria:
            "How a record's subscription_id is looked up: asset.id or parameter.NAME."
        case .currency: "Of files with prices: the marketplace's, or an ISO 4217 code."
        case .fileName: "The template of a usage file's name."
        case .fileDescription: "The template of a usage file's description."
        case .fileNote: "The template of a usage file's note."
        case .amountPerFile:
            "The most that a file may amount to, by currency; other currencies are held."
        case .ratioToMedian:
            "How far quantity and amount per item may lie from the median of the last months."
        case .zeroAfterUsage: "An attested zero where the month before had usage."
        case .firstFile: "The first file ever of a contract and product."
        case .newItems: "An item that a dynamic product has not had before."
        case .unattributed:
            "The share of a product's records of a month that may be unattributed; "
                + "beside any at all, an attested zero is held."
        }
    }
}
