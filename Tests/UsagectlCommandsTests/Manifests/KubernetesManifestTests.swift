import Foundation
import TestSupport
import Testing

/// The overlays as a cluster would get them.
@Suite(.enabled { await RenderedManifests.isPossible })
struct KubernetesManifestTests {
    private typealias Object = RenderedManifests.Object

    @Test(arguments: RenderedManifests.overlays)
    func `kubectl renders the overlay, and Kubernetes' schemas take every object`(
        _ overlay: String
    ) async throws {
        let rendered = try await RenderedManifests.render(overlay)
        let kinds = rendered.objects.compactMap { $0["kind"] as? String }
        let common = ["ConfigMap", "NetworkPolicy", "PersistentVolumeClaim", "ServiceAccount"]
        let workload =
            overlay == "cronjob" ? ["CronJob"] : ["Deployment", "PodDisruptionBudget", "Service"]
        #expect(kinds.sorted() == (common + workload).sorted())
    }

    @Test func `the checker refuses a field that Kubernetes does not know`() async throws {
        let yaml = try await RenderedManifests.yaml(of: "observe")
        let broken = yaml.replacing("enableServiceLinks:", with: "enableServiceLink:")
        #expect(broken != yaml)
        await #expect(throws: RenderedManifests.Refused.self) {
            try await RenderedManifests.checked(broken)
        }
    }

    @Test(arguments: RenderedManifests.overlays)
    func `policy check accepts the rendered configuration`(_ overlay: String) async throws {
        let rendered = try await RenderedManifests.render(overlay)
        try await withTemporaryFolder { folder in
            let files = try rendered.configuration()
            for (name, text) in files {
                try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
            }
            let run = try await CommandRun.usagectl(["policy", "check"], in: folder)
            #expect(run.code == 0, "\(run.errors)")
            #expect(run.errors.isEmpty)
            // Every file of the ConfigMap is read: none is forgotten in spec.policies.
            #expect(run.output.contains("in \(files.count) files"))
        }
        let writes = overlay == "production" ? "converge" : "observe"
        #expect(
            try rendered.configuration()["usagectl.yaml"]?.contains("writes: \(writes)\n") == true)
    }

    @Test func `from observing to production identity, ledger and claim stay`() async throws {
        var places: Set<[String]> = []
        for overlay in RenderedManifests.overlays {
            let rendered = try await RenderedManifests.render(overlay)
            let text = try #require(try rendered.configuration()["usagectl.yaml"])
            let lines = text.split(separator: "\n").filter {
                $0.hasPrefix("  name: ") || $0.hasPrefix("  ledger: ")
            }
            let claim = RenderedManifests.value(
                try rendered.only("PersistentVolumeClaim"), "metadata", "name")
            places.insert(lines.map(String.init) + [claim as? String ?? ""])
        }
        #expect(
            places == [
                [
                    "  name: production", "  ledger: sqlite:/var/lib/usagectl/usagectl.db",
                    "usagectl",
                ]
            ])
    }

    @Test(arguments: RenderedManifests.overlays)
    func `a pod may do nothing that it need not`(_ overlay: String) async throws {
        let rendered = try await RenderedManifests.render(overlay)
        let pod = try rendered.pod()
        let container = try rendered.container()
        #expect(RenderedManifests.value(pod, "securityContext", "runAsNonRoot") as? Bool == true)
        #expect(
            RenderedManifests.value(pod, "securityContext", "seccompProfile", "type") as? String
                == "RuntimeDefault")
        #expect(pod["automountServiceAccountToken"] as? Bool == false)
        #expect(pod["hostNetwork"] == nil && pod["hostPID"] == nil)
        let rights = try #require(container["securityContext"] as? Object)
        #expect(rights["allowPrivilegeEscalation"] as? Bool == false)
        #expect(rights["readOnlyRootFilesystem"] as? Bool == true)
        #expect(RenderedManifests.value(rights, "capabilities", "drop") as? [String] == ["ALL"])
        #expect(RenderedManifests.value(container, "resources", "requests", "memory") != nil)
        #expect(RenderedManifests.value(container, "resources", "limits", "memory") != nil)
        let account = try rendered.only("ServiceAccount")
        #expect(account["automountServiceAccountToken"] as? Bool == false)
    }

    @Test(arguments: RenderedManifests.overlays)
    func `secrets are referred to and never written down`(_ overlay: String) async throws {
        let rendered = try await RenderedManifests.render(overlay)
        #expect(rendered.all("Secret").isEmpty)
        #expect(try rendered.container()["env"] == nil)
        let volumes = try #require(try rendered.pod()["volumes"] as? [Object])
        let secrets = volumes.compactMap {
            RenderedManifests.value($0, "secret", "secretName") as? String
        }
        #expect(secrets == ["usagectl"])
        for text in try rendered.configuration().values {
            #expect(!text.contains("SU-") && !text.contains("ApiKey"))
        }
    }

    @Test(arguments: RenderedManifests.overlays)
    func `every object carries the recommended labels`(_ overlay: String) async throws {
        for object in try await RenderedManifests.render(overlay).objects {
            let labels = RenderedManifests.value(object, "metadata", "labels") as? [String: String]
            for name in ["name", "instance", "part-of"] {
                #expect(labels?["app.kubernetes.io/\(name)"] == "usagectl")
            }
        }
    }

    @Test func `one controller runs, and a drain of its node is not blocked`() async throws {
        let rendered = try await RenderedManifests.render("production")
        let deployment = try rendered.only("Deployment")
        #expect(RenderedManifests.value(deployment, "spec", "replicas") as? Int == 1)
        #expect(
            RenderedManifests.value(deployment, "spec", "strategy", "type") as? String == "Recreate"
        )
        let budget = try rendered.only("PodDisruptionBudget")
        #expect(RenderedManifests.value(budget, "spec", "maxUnavailable") as? Int == 1)
        #expect(RenderedManifests.value(budget, "spec", "minAvailable") == nil)
    }

    @Test func `a stop waits for longer than the longest request`() async throws {
        for overlay in ["observe", "production"] {
            let rendered = try await RenderedManifests.render(overlay)
            let grace = try #require(try rendered.pod()["terminationGracePeriodSeconds"] as? Int)
            let text = try #require(try rendered.configuration()["usagectl.yaml"])
            let timeout = try Self.seconds("timeout", in: text)
            let loop = try Self.seconds("grace", in: text)
            #expect(timeout <= loop && loop < grace)
        }
    }

    private static func seconds(_ key: String, in text: String) throws -> Int {
        let line = try #require(text.split(separator: "\n").first { $0.contains(" \(key): ") })
        return try #require(Int(line.filter(\.isNumber)))
    }

    @Test func `a job never runs beside itself and is not repeated`() async throws {
        let job = try await RenderedManifests.render("cronjob").only("CronJob")
        #expect(RenderedManifests.value(job, "spec", "concurrencyPolicy") as? String == "Forbid")
        #expect(
            RenderedManifests.value(job, "spec", "jobTemplate", "spec", "backoffLimit") as? Int == 0
        )
    }

    @Test func `Prometheus is shown the service by a name that holds in every namespace`()
        async throws
    {
        let text = try String(
            contentsOf: RenderedManifests.folder.appendingPathComponent("monitoring/scrape.yaml"),
            encoding: .utf8)
        let target = try #require(text.firstMatch(of: /targets: \[([^\]]+)\]/)?.output.1)
        let service = try await RenderedManifests.render("production").only("Service")
        let name = try #require(
            RenderedManifests.value(service, "metadata", "name") as? String)
        let ports = RenderedManifests.value(service, "spec", "ports") as? [Object]
        let port = try #require(ports?.first?["port"] as? Int)
        #expect(target.wholeMatch(of: /([a-z]+)\.[a-z]+\.svc:([0-9]+)/)?.output.1 == name[...])
        #expect(target.hasSuffix(".svc:\(port)"))
    }

    @Test func `kustomizations use only words that old and new kubectl know`() throws {
        let known: Set = [
            "bases", "resources", "patchesStrategicMerge", "commonLabels", "configMapGenerator",
        ]
        let files = try #require(
            FileManager.default.enumerator(atPath: RenderedManifests.folder.path)
        ).compactMap { $0 as? String }.filter { $0.hasSuffix("kustomization.yaml") }
        #expect(files.count == 5)
        for file in files {
            let path = RenderedManifests.folder.appendingPathComponent(file)
            let words = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
                .filter { $0.first?.isLetter == true }
                .compactMap { $0.split(separator: ":").first.map(String.init) }
            #expect(Set(words).isSubset(of: known), "\(file): \(words)")
        }
    }
}
