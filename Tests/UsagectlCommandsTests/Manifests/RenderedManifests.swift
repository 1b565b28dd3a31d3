import Foundation
import TestSupport
import Testing

/// The objects of one overlay, as kubectl renders them and a schema checker takes them.
struct RenderedManifests {
    typealias Object = [String: Any]

    let overlay: String
    let objects: [Object]

    static let overlays = ["observe", "production", "cronjob"]
    static let folder = PackageFolder.root.appendingPathComponent("manifests/kubernetes")

    /// Renders with the kubectl that is installed, whatever its version.
    static func render(_ overlay: String) async throws -> RenderedManifests {
        RenderedManifests(overlay: overlay, objects: try await checked(yaml(of: overlay)))
    }

    static func yaml(of overlay: String) async throws -> String {
        let kubectl = try #require(Program.find(["kubectl"]))
        return try await withTemporaryFolder { scratch in
            let run = try await CommandRun.program(
                URL(filePath: kubectl),
                ["kustomize", folder.appendingPathComponent("overlays/\(overlay)").path],
                in: scratch, environment: ["HOME": scratch])
            try #require(run.code == 0, "kubectl: \(run.errors)")
            return run.output
        }
    }

    /// The objects of a text, each valid for the oldest and newest Kubernetes that the checker
    /// knows.
    /// - Throws: ``Refused`` with what the checker says.
    static func checked(_ yaml: String) async throws -> [Object] {
        let script = PackageFolder.path("Tests/UsagectlCommandsTests/Manifests/objects.py")
        let python = try #require(Program.find(["python3"]))
        let answer = try await Program.run(python, [script], input: yaml)
        guard answer.code == 0 else { throw Refused(text: answer.text) }
        let json = try JSONSerialization.jsonObject(with: Data(answer.text.utf8))
        return try #require(json as? [Object])
    }

    struct Refused: Error { let text: String }

    /// Whether kubectl and the checker are there; in CI a test runs, and fails, without them.
    static var isPossible: Bool {
        get async {
            guard Program.isNeeded("kubectl"), Program.isNeeded("python3") else { return false }
            let python = Program.find(["python3"]) ?? ""
            let answer = try? await Program.run(python, ["-c", "import kubernetes_validate, yaml"])
            return answer?.code == 0
                || Program.runsWithout(
                    "python3 cannot import kubernetes_validate, see scripts/setup-python")
        }
    }

    // MARK: - Looking into objects

    func all(_ kind: String) -> [Object] { objects.filter { $0["kind"] as? String == kind } }

    func only(_ kind: String) throws -> Object {
        let found = all(kind)
        try #require(found.count == 1, "\(overlay) has \(found.count) objects of kind \(kind)")
        return found[0]
    }

    /// The pod's specification of the one workload.
    func pod() throws -> Object {
        if let job = all("CronJob").first {
            return try #require(
                Self.value(job, "spec", "jobTemplate", "spec", "template", "spec") as? Object)
        }
        let deployment = try only("Deployment")
        return try #require(Self.value(deployment, "spec", "template", "spec") as? Object)
    }

    func container() throws -> Object {
        let containers = try #require(try pod()["containers"] as? [Object])
        return try #require(containers.first)
    }

    /// The rendered configuration, file by file.
    func configuration() throws -> [String: String] {
        try #require(try only("ConfigMap")["data"] as? [String: String])
    }

    static func value(_ object: Object, _ path: String...) -> Any? {
        path.reduce(object as Any?) { found, key in (found as? Object)?[key] }
    }
}
