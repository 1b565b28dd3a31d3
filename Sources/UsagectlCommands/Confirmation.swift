import Foundation
import StatusServer

/// A person's yes, by typing the number of cells or giving it with `--confirm`.
enum Confirmation {
    /// - Parameter refused: what a no leaves undone, for messages.
    static func ask(
        _ question: String, count: Int, given: Int?, refused: String = "nothing was recorded"
    ) throws {
        if let given {
            guard given == count else {
                throw CommandFailure.usage(
                    "--confirm says \(given), but it would be \(CellWords.counted(count, "cell")); \(refused)"
                )
            }
            return
        }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure.usage(
                "\(question) without a terminal expected --confirm \(count); \(refused)")
        }
        Terminal.complain("\(question) type \(count) to go on:")
        guard readLine().flatMap(Int.init) == count else {
            throw CommandFailure.failed(refused)
        }
    }
}
