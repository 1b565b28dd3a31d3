import Foundation

/// The process's streams: data to stdout, everything else to stderr.
enum Terminal {
    static func print(_ text: String) {
        write(text, to: .standardOutput)
    }

    static func complain(_ text: String) {
        write(text.hasSuffix("\n") ? text : text + "\n", to: .standardError)
    }

    /// A question, whose answer is typed behind it.
    static func ask(_ question: String) {
        write(question, to: .standardError)
    }

    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Columns of the terminal, from the terminal itself or `COLUMNS`; 120 where there is none.
    static var width: Int {
        var size = winsize()
        // Sound: the call fills the structure that it is given and keeps no pointer to it.
        if unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            return Int(size.ws_col)
        }
        return ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init) ?? 120
    }

    /// A reader that went away (`usagectl diff | head`) is no error of ours.
    private static func write(_ text: String, to handle: FileHandle) {
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
