import CBuildInfo

/// What this build calls itself, in `--version`, in the User-Agent and in `usagectl_build_info`.
enum Version {
    static let number = "0.1.0"

    /// The commit of the sources; nil where the build was not told, as in a developer's.
    static let commit: String? = {
        // Sound: a literal that lives as long as the process, terminated by the compiler.
        let text = unsafe String(cString: usagectl_build_commit())
        return text.isEmpty ? nil : text
    }()

    static let text = text(number, commit: commit)

    static func text(_ number: String, commit: String?) -> String {
        "usagectl \(number)" + (commit.map { " (commit \($0))" } ?? "")
    }
}
