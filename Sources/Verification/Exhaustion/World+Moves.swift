import Reconciliation
import UsageModel

extension World {
    /// Everything that may happen now.
    package func moves(_ setting: CaseSetting) -> [WorldMove] {
        var moves: [WorldMove] = []
        let lags = distinctLags(setting.lag)
        for (number, installation) in installations.enumerated() {
            if let activity = installation.activity {
                moves += self.moves(of: activity, number, lags)
            } else if installation.cyclesLeft > 0, isTurn(of: number) {
                moves += lags.map { .begin(number, lag: $0) }
            }
        }
        moves += platform.busy.map(WorldMove.finishProcessing)
        moves += flying.indices.map(WorldMove.arrive)
        if pausesLeft > 0, isIdle || setting.pausesMidway { moves.append(.pause) }
        if meddlingsLeft > 0 { moves += meddlings.map(WorldMove.meddle) }
        return moves
    }

    private func isTurn(of number: Int) -> Bool {
        !takesTurns
            || installations[..<number].allSatisfy { $0.activity == nil && $0.cyclesLeft == 0 }
    }

    /// Whether nobody is in the middle of a cycle.
    package var isIdle: Bool { installations.allSatisfy { $0.activity == nil } }

    private func moves(of activity: Activity, _ number: Int, _ lags: [Int]) -> [WorldMove] {
        guard activity.effect.isWrite else {
            var moves = lags.map { WorldMove.list(number, lag: $0) }
            if faultsLeft > 0 { moves += [.listFails(number), .dies(number), .interrupt(number)] }
            return moves
        }
        if case .submit = activity.effect, activity.listAge > SubmitGate.openFor {
            return [.write(number, .none)]
        }
        let faults: [WriteFault] = faultsLeft > 0 ? WriteFault.allCases : [.none]
        var moves = faults.map { WorldMove.write(number, $0) }
        if faultsLeft > 0, case .submit = activity.effect { moves.append(.listGrowsOld(number)) }
        return moves
    }

    /// Lags that show something else than shorter ones do.
    private func distinctLags(_ longest: Int) -> [Int] {
        (0...longest).filter { $0 == 0 || platform.list(lag: $0) != platform.list(lag: $0 - 1) }
    }

    private var meddlings: [Meddling] {
        platform.files.flatMap { file -> [Meddling] in
            switch file.shown.status {
            case .ready:
                [
                    .submits(file.shown.id), .deletes(file.shown.id),
                    .uploadsOver(file.shown.id),
                ]
            case .draft, .invalid: [.deletes(file.shown.id)]
            default: []
            }
        } + [.submitsOwnFile]
    }
}
