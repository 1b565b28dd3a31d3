import ArgumentParser
import Controller
import Foundation
import Ledger
import StatusServer
import UsageModel

/// Looks at the ledger: whether it can be written, is sound, and is that of this account.
struct DoctorOfLedger {
    let setup: SessionSetup
    let now: Timestamp

    private var path: String { setup.configuration.ledger }

    func examine() async -> DoctorCheck {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        guard FileManager.default.isWritableFile(atPath: folder) else {
            return .problem(
                "ledger", "the folder '\(folder)' is not there, or not writable by this user",
                remedy: "make it, or name another file in spec.ledger", code: .error)
        }
        guard FileManager.default.fileExists(atPath: path) else {
            return .warning(
                "ledger", "there is none at '\(path)' yet",
                remedy: "the first diff makes it; where there was one, restore its backup before "
                    + "anything is written")
        }
        do throws(LedgerError) {
            let ledger = try Ledger.open(
                path: path, binding: setup.binding, mode: .readOnly, at: now)
            return judged(try await ledger.verify())
        } catch {
            return refused(error)
        }
    }

    private func judged(_ verification: LedgerVerification) -> DoctorCheck {
        guard verification.isSound else {
            return .problem(
                "ledger", verification.problems.map { "\($0)" }.joined(separator: "\n"),
                remedy: "restore the file from a backup: see docs/operations.md, "
                    + "'The ledger is lost'", code: .error)
        }
        return .ok(
            "ledger",
            "'\(path)' is sound: "
                + CellWords.counted(verification.entries, "entry", "entries"))
    }

    private func refused(_ error: LedgerError) -> DoctorCheck {
        if case .otherBinding = error {
            return .problem(
                "ledger", "\(error)",
                remedy: "if the change is meant: usagectl baseline --confirm", code: .unproven)
        }
        return .problem(
            "ledger", "\(error)", remedy: "'usagectl ledger verify' says more", code: .error)
    }
}
