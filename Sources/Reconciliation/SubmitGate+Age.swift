import UsageModel

extension SubmitGate {
    /// Whether a submit may still rest on a list.
    ///
    /// - Parameters:
    ///   - age: how long ago the list was asked for.
    ///   - longest: how long it may be acted upon.
    package static func isOpen(behindListOf age: Duration, for longest: Duration = openFor) -> Bool
    {
        age <= longest || !Protection.freshListBeforeSubmit.isOn
    }
}
