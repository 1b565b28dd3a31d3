/// What this build calls itself, in `--version` and in the User-Agent.
enum Version {
    static let number = "0.1.0"
    static let text = "usagectl \(number)"
}
