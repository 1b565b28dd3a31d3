import Controller
import TestSupport

extension ConfigurationLoader {
    /// Loads a Controller document with a policy beside it.
    ///
    /// - Parameter spec: the lines below `spec`, indented by two; the first is line 5 of the file.
    /// - Returns: what was loaded, and the folder in which the file was.
    static func load(spec: String) throws -> (loaded: LoadedConfiguration, folder: String) {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "usagectl.yaml",
            """
            apiVersion: usagectl/v1
            kind: Controller
            metadata: {name: tests}
            spec:
            \(spec)
            ---
            apiVersion: usagectl/v1
            kind: UsagePolicy
            metadata: {name: defaults}
            spec: {months: {since: 2026-10}}
            """)
        return (load(path: path), folder.path)
    }
}
