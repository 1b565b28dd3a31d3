import Foundation

/// A fenced block of a page, with what a comment before it says of it.
///
/// `<!-- not run: REASON -->` takes it out of the checks, `<!-- world: NAME -->` begins another
/// simulated account, in which this block and those after it run.
struct DocumentBlock: CustomStringConvertible {
    let page: String
    /// Of its opening fence.
    let line: Int
    let language: String
    let text: String
    var reasonNotRun: String?
    var world: String?

    var description: String { "\(page):\(line)" }

    /// The commands of a `console` block, each with the output that is shown of it.
    var commands: [(call: String, output: [String])] {
        var commands: [(call: String, output: [String])] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("$ ") {
                commands.append((String(line.dropFirst(2)), []))
            } else if let last = commands.indices.last {
                if commands[last].call.hasSuffix("\\") {
                    commands[last].call += "\n" + line
                } else {
                    commands[last].output.append(String(line))
                }
            }
        }
        return commands
    }

    static func all(in text: String, page: String) -> [DocumentBlock] {
        var blocks: [DocumentBlock] = []
        var marks: [String: String] = [:]
        var open: (line: Int, language: String, lines: [Substring])?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            if let block = open {
                guard line.hasPrefix("```") else {
                    open?.lines.append(line)
                    continue
                }
                blocks.append(
                    DocumentBlock(
                        page: page, line: block.line, language: block.language,
                        text: block.lines.joined(separator: "\n") + "\n",
                        reasonNotRun: marks["not run"], world: marks["world"]))
                (open, marks) = (nil, [:])
            } else if line.hasPrefix("```") {
                open = (index + 1, String(line.dropFirst(3)), [])
            } else if line.hasPrefix("<!-- "), let colon = line.firstIndex(of: ":") {
                let name = line[line.index(line.startIndex, offsetBy: 5)..<colon]
                let value = line[line.index(after: colon)...].replacing("-->", with: "")
                marks[String(name)] = value.trimmingCharacters(in: .whitespaces)
            } else if !line.isEmpty {
                marks = [:]
            }
        }
        return blocks
    }
}
