import Crypto
package import UsageModel

/// The account that a ledger speaks of: a ledger of one account says nothing about another.
package struct LedgerBinding: Hashable, Sendable, Codable {
    package var endpoint: String
    /// `sha256:...` of the key's id, so that the file does not hold any part of the key itself.
    package var key: String
    /// Nil until it was asked from Connect.
    package var account: AccountID?
    package var identity: String

    /// - Parameter keyID: the part of the API key before its colon, without the secret.
    package init(endpoint: String, keyID: String, account: AccountID? = nil, identity: Identity) {
        self.endpoint = endpoint
        self.key = "sha256:" + hexadecimal(SHA256.hash(data: Array(keyID.utf8)))
        self.account = account
        self.identity = identity.name
    }

    /// The first field in which a configuration differs from this binding; an account that either
    /// side does not know is not compared.
    package func difference(to configured: LedgerBinding) -> BindingDifference? {
        let fields: [(BindingField, String, String)] = [
            (.endpoint, endpoint, configured.endpoint), (.key, key, configured.key),
            (.account, account?.text ?? "", configured.account?.text ?? account?.text ?? ""),
            (.identity, identity, configured.identity),
        ]
        for (field, own, other) in fields
        where Protection.proofBinding.isOn && own != other && !(field == .account && account == nil)
        {
            return BindingDifference(field: field, ledger: own, configured: other)
        }
        return nil
    }

    /// This binding with the account that the other side knows, where this one knows none.
    func completed(by configured: LedgerBinding) -> LedgerBinding {
        var completed = self
        completed.account = account ?? configured.account
        return completed
    }
}

/// What a ledger is bound to.
package enum BindingField: String, Hashable, Sendable, CaseIterable {
    case endpoint, key, account, identity
}

/// A field of a configuration that is not the ledger's.
package struct BindingDifference: Hashable, Sendable {
    package var field: BindingField
    package var ledger: String
    package var configured: String

    package init(field: BindingField, ledger: String, configured: String) {
        self.field = field
        self.ledger = ledger
        self.configured = configured
    }
}
