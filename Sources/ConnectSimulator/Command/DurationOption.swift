import ArgumentParser

/// A duration on the command line: `500ms`, `30s`, `15m`.
struct DurationOption: ExpressibleByArgument {
    let duration: Duration

    init(_ duration: Duration) {
        self.duration = duration
    }

    init?(argument: String) {
        guard let duration = DurationText.read(argument), duration >= .zero else { return nil }
        self.duration = duration
    }

    var defaultValueDescription: String {
        let milliseconds = duration.inMicroseconds / 1000
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
    }
}
