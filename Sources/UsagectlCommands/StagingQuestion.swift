import ConnectAPI
import Controller
import NIOConcurrencyHelpers
import UsageModel

/// Asks a person before rows are staged on the platform.
struct StagingQuestion: Sendable {
    let endpoint: String
    let limit: Int
    /// The number of cells that was given with `--confirm`.
    let given: Int?
    private let open = NIOLockedValueBox(false)

    init(endpoint: String, limit: Int, given: Int?) {
        self.endpoint = endpoint
        self.limit = limit
        self.given = given
    }

    /// Whether the person is being asked: nothing has been written yet.
    var isOpen: Bool { open.withLockedValue(\.self) }

    func staging(_ writer: ConnectWriter, isAlone: Bool) -> Staging {
        Staging(writer: writer, limit: limit, isAlone: isAlone) { try ask($0) }
    }

    private func ask(_ proposal: Staging.Proposal) throws {
        let count = proposal.cells.count
        guard count > 0 else {
            Terminal.complain(
                "note: nothing is staged, no cell of the selection has rows that could be sent")
            return
        }
        let further =
            proposal.further == 0
            ? "" : " (\(proposal.further) more cells have rows, see --deep-limit)"
        let files = count == 1 ? "1 usage file" : "\(count) usage files"
        open.withLockedValue { $0 = true }
        defer { open.withLockedValue { $0 = false } }
        try Confirmation.ask(
            "\(files) with \(proposal.rows) rows will be created on \(endpoint), checked by the "
                + "platform and deleted again\(further); none is submitted.",
            count: count, given: given, refused: "nothing was staged")
    }
}
