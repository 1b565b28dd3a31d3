import NIOSSL
import UsageModel

/// Why no encrypted connection came about, in words that say what to do.
///
/// A handshake that failed tells no more than that a certificate was not verified. What was wrong
/// with it is found by looking at it once more, without sending anything.
struct TrustFailure {
    let address: WebAddress
    /// Certificates that are trusted instead of the system's.
    let caFile: String?
    let now: Timestamp
    /// What no message may show.
    let secrets: [String]

    /// Whether an error is one of the encryption.
    static func isMeant(by error: any Error) -> Bool {
        error is NIOSSLError || error is BoringSSLError || error is NIOSSLExtraError
    }

    /// The failure, and whether asking again may help: it does not where a certificate is at fault.
    func explained(_ error: any Error) async -> (failure: FetchFailure, isPassing: Bool) {
        if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
            return certificate(
                "its certificate is of another host than '\(address.host)': write a name that the "
                    + "certificate bears into 'url'")
        }
        guard "\(error)".contains("CERTIFICATE_VERIFY_FAILED") else {
            let text = ForeignText.shown("\(error)", hiding: secrets)
            let reason =
                "no encrypted connection to \(address.origin): \(text); look whether a server of "
                + "https answers there"
            return (FetchFailure(reason, concernsAll: true), true)
        }
        return certificate(Self.fault(await dates(), caFile: caFile, at: now))
    }

    private func certificate(_ fault: String) -> (FetchFailure, Bool) {
        let reason = "no trusted connection to \(address.origin): \(fault)"
        return (FetchFailure(reason, concernsAll: true), false)
    }

    /// From when until when a certificate is valid.
    struct Validity: Hashable {
        var from: Timestamp
        var until: Timestamp
    }

    private func dates() async -> [Validity] {
        await PresentedCertificates.of(address).map { certificate in
            Validity(
                from: Timestamp(seconds: Int64(certificate.notValidBefore)),
                until: Timestamp(seconds: Int64(certificate.notValidAfter)))
        }
    }

    /// What is wrong with certificates that were not verified, and who mends it.
    static func fault(_ dates: [Validity], caFile: String?, at now: Timestamp) -> String {
        if let expired = dates.first(where: { $0.until < now }) {
            return "its certificate expired at \(expired.until): the vendor has to renew it"
        }
        if let early = dates.first(where: { $0.from > now }) {
            return "its certificate is not valid before \(early.from): look at this machine's clock"
        }
        if let caFile {
            return "nobody in '\(caFile)' (caFile) vouches for its certificate: add the "
                + "certificate of the authority that signed it, if it is the vendor's"
        }
        return "nobody whom this machine trusts vouches for its certificate: if the vendor has an "
            + "authority of its own, name a file of its certificates under 'caFile'"
    }
}
