/// What `usagectl simulate` is asked for.
package struct YearsOptions: Hashable, Sendable {
    package var seed: UInt64
    package var months: Int
    package var contracts: Int
    /// How likely a request meets a fault, from 0 to 1.
    package var faults: Double
    /// Incidents that are left out, by number, when a failure is made shorter.
    package var skipped: Set<Int> = []
    /// Days after which the simulation ends.
    package var lastDay = Int.max

    package init(seed: UInt64, months: Int = 24, contracts: Int = 3, faults: Double = 0.1) {
        self.seed = seed
        self.months = months
        self.contracts = contracts
        self.faults = faults
    }
}
