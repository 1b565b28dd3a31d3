/// What happens around the reconciler: the platform, the provider, people, the vendor, the policies.
package enum Incident: String, Hashable, Sendable, CaseIterable {
    // The provider.
    case accepts, rejects, closes
    // The platform.
    case staysInProcessing, findsRowsInvalid, countsOtherwise, usesUnknownStatus
    case changesEnvironment, losesFile
    // People in the portal.
    case submitsByHand, submitsHalves, submitsHalf, draftsByHand, processesByHand
    case uploadsOverOurs, deletesOurs, submitsOurs, rejectsByHandFile, submitsWithoutPeriod
    case movesOurPeriod, filesAfterEnd
    // People at the command line.
    case asksToResend, approves
    // Contracts and products.
    case contractBegins, contractEnds, productLosesPayAsYouGo, marketplaceLosesCurrency
    case marketplaceChangesCurrency
    // The vendor's usage.
    case usageRestated, usageBecomesZero, usageUnknown, usageSpikes, usageOfAllProductSpikes
    case usageZeroEverywhere, usageInOtherCurrency, usageDefective, usageUnattributed, usageNewItem
    // The policies.
    case policyChanges, policyCalms
    // The limits of a run.
    case limitsTighten, limitsLoosen
    // A second installation with the same identity.
    case secondInstallation
}
