package import UsageModel

/// The one command that a decision names.
package enum NextCommand {
    package static func reconcile(_ cell: Cell) -> String {
        "usagectl reconcile --contract \(quoted(cell.contract.text)) "
            + "--product \(quoted(cell.product.text)) --month \(cell.month)"
    }

    package static func explain(_ cell: Cell) -> String {
        "usagectl explain \(quoted(cell.description))"
    }

    package static func usage(_ cell: Cell) -> String {
        "usagectl usage \(quoted(cell.description))"
    }

    /// Staging again deletes what was left behind.
    package static func checkDeep(_ cell: Cell) -> String {
        "usagectl diff --deep --contract \(quoted(cell.contract.text)) "
            + "--product \(quoted(cell.product.text)) --month \(cell.month)"
    }

    package static func approve(_ cell: Cell) -> String {
        "usagectl approve \(quoted(cell.description))"
    }

    package static func resend(_ cell: Cell) -> String {
        "usagectl resend \(quoted(cell.description))"
    }

    package static func assign(_ file: UsageFileID, to cell: Cell) -> String {
        "usagectl assign \(quoted(file.text)) \(quoted(cell.description))"
    }

    package static func revoke(_ subject: String) -> String {
        "usagectl revoke \(quoted(subject))"
    }

    package static func acknowledge(_ subject: String) -> String {
        "usagectl ack \(quoted(subject)) --reason TEXT --until DATE"
    }

    package static func explainPolicy(_ cell: Cell) -> String {
        "usagectl policy explain \(quoted(cell.description))"
    }

    /// A word as a POSIX shell takes it for one word: ids come from a server and may hold anything.
    package static func quoted(_ word: String) -> String {
        let isPlain: (UInt8) -> Bool = { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || "-_./:@+,=".utf8.contains(byte)
        }
        if !word.isEmpty, word.utf8.allSatisfy(isPlain) { return word }
        return "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
