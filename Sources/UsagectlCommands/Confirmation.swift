import Foundation

/// A person's yes, by typing the number of cells or giving it with `--confirm`.
enum Confirmation {
    static func ask(_ question: String, count: Int, given: Int?) throws {
        if let given {
            guard given == count else {
                throw CommandFailure.usage(
                    "--confirm says \(given), but it would be \(count) cells; nothing was recorded")
            }
            return
        }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure.usage(
                "\(question) without a terminal expected --confirm \(count); nothing was recorded")
        }
        Terminal.complain("\(question) type \(count) to go on:")
        guard readLine().flatMap(Int.init) == count else {
            throw CommandFailure.failed("nothing was recorded")
        }
    }
}
