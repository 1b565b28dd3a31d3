import Foundation

/// Questions to a person at a terminal; where there is none, every answer is the default.
struct Interview {
    /// Shows a question and takes a line; nil where nobody can be asked.
    let line: ((String) -> String?)?

    static var standard: Interview {
        guard isatty(STDIN_FILENO) == 1 else { return Interview(line: nil) }
        return Interview { question in
            Terminal.ask(question)
            return readLine()
        }
    }

    /// The answer, or the default where it is empty.
    /// - Throws: where the person ended the conversation.
    func ask(_ question: String, default standard: String) throws -> String {
        guard let line else { return standard }
        guard let answer = line("\(question) [\(standard)]: ") else {
            throw CommandFailure.failed("nothing was written")
        }
        let text = answer.trimmingCharacters(in: .whitespaces)
        return text.isEmpty ? standard : text
    }
}
