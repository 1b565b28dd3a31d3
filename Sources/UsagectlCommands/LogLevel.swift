import ArgumentParser
import Foundation
import Logging

enum LogLevel: String, CaseIterable, ExpressibleByArgument {
    case trace, debug, info, notice, warning, error, critical

    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .warning }
}

extension ConnectionOptions {
    /// A logger that writes to stderr in the wanted form, from `level` on where no flag says which.
    func logger(_ label: String, from level: LogLevel = .warning) -> Logger {
        var logger = Logger(label: label) { label -> any LogHandler in
            switch logFormat {
            case .json: JSONLogHandler()
            case .text: StreamLogHandler.standardError(label: label)
            }
        }
        logger.logLevel = (logLevel ?? level).level
        return logger
    }
}

/// One JSON object a line, for log collectors.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = metadata.merging(event.metadata ?? [:]) { _, new in new }
            .mapValues { "\($0)" }
        fields["level"] = event.level.rawValue
        fields["message"] = "\(event.message)"
        fields["time"] = Date().ISO8601Format()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let line = try? encoder.encode(fields) else { return }
        Terminal.complain(String(decoding: line, as: UTF8.self))
    }
}
