import ConnectAPI
import Controller
import Ledger
import ServiceLifecycle

/// Begins a cycle as soon as a person's decision stands in the ledger: an approval need not wait
/// for the interval to end.
struct DecisionWatch: Service {
    let ledger: Ledger
    let bell: LoopBell
    let clock: any ConnectClock
    /// Between two looks at the ledger.
    var pause = Duration.seconds(1)

    func run() async {
        await cancelWhenGracefulShutdown {
            var last = try? await ledger.lastAct
            while true {
                do { try await clock.sleep(for: pause) } catch { return }
                // A ledger that cannot be read is the cycle's to report.
                guard let now = try? await ledger.lastAct else { continue }
                if let last, now != last { bell.ring(.decision) }
                last = now
            }
        }
    }
}
