import ConnectSimulator
import Foundation
import TestSupport
import Testing

/// `usagectl-job`: a person's commands beside the overlay `cronjob`, which has no pod to run them in.
///
/// The kubectl of ``DocumentConsole`` runs what a job would start, for real.
@Suite(.enabled { await RenderedManifests.isPossible }, .timeLimit(.minutes(5)))
struct KubernetesJobTests {
    private typealias Object = RenderedManifests.Object
    private static let job = "manifests/kubernetes/usagectl-job"

    /// The last object that was created; one that Kubernetes' schemas refuse is not.
    private func created(in bench: CommandBench) throws -> Object {
        let data = try Data(contentsOf: URL(filePath: "\(bench.folder)/.created.json"))
        let objects = try JSONSerialization.jsonObject(with: data) as? [Object]
        return try #require(objects?.first)
    }

    @Test func `a person's command runs with every word as it was given`() async throws {
        try await DocumentWorld.held.with { bench in
            let console = try DocumentConsole(bench)
            let cell = "\(bench.cell)"
            let approved = try await console.run(
                #"\#(Self.job) approve \#(cell) --confirm 1 --by 'anna "a" \'"#)
            #expect(approved.code == 0, "\(approved.output)")
            let arguments = RenderedManifests.value(
                try created(in: bench), "spec", "template", "spec", "containers")
            let words = (arguments as? [Object])?.first?["args"] as? [String]
            #expect(words == ["approve", cell, "--confirm", "1", "--by", #"anna "a" \"#])
            let kept = try await console.run("usagectl ledger export")
            #expect(kept.output.contains(#""anna \"a\" \\""#), "\(kept.output)")
            let deleted = try String(contentsOfFile: "\(bench.folder)/.deleted", encoding: .utf8)
            #expect(deleted.hasPrefix("usagectl-command-"))
        }
    }

    @Test func `its exit code is the command's`() async throws {
        try await DocumentWorld.held.with { bench in
            let console = try DocumentConsole(bench)
            #expect(try await console.run("\(Self.job) diff").code == 3)
            #expect(try await console.run("\(Self.job) ledger verify").code == 0)
            #expect(try await console.run("\(Self.job) explain nothing").code == 64)
            #expect(try await console.run(Self.job).code == 64)
        }
    }

    /// A claim that another node holds, a node without room, an eviction.
    @Test func `a pod that does not start, or ends without a word, is an error`() async throws {
        try await DocumentWorld.held.with { bench in
            let console = try DocumentConsole(bench)
            let pending = try await console.run(
                "PHASE=Pending USAGECTL_JOB_WAIT=0 \(Self.job) ledger verify")
            #expect(pending.code == 1)
            #expect(pending.output.contains("its pod does not start: kubectl describe pods -l "))
            let deleted = "\(bench.folder)/.deleted"
            #expect(!FileManager.default.fileExists(atPath: deleted))
            let evicted = try await console.run("PHASE=Failed \(Self.job) ledger verify")
            #expect(evicted.code == 1)
            #expect(FileManager.default.fileExists(atPath: deleted))
        }
    }

    @Test func `its job is the CronJob's own but for the arguments`() async throws {
        let rendered = try await RenderedManifests.render("cronjob")
        try await DocumentWorld.held.with { bench in
            _ = try await DocumentConsole(bench).run("\(Self.job) ledger verify")
            let job = try created(in: bench)
            #expect(RenderedManifests.value(job, "spec", "backoffLimit") as? Int == 0)
            let pod = try #require(
                RenderedManifests.value(job, "spec", "template", "spec") as? Object)
            #expect(
                try Self.withoutArguments(pod) == Self.withoutArguments(rendered.pod()))
        }
    }

    /// It holds the claim as the controller does, and may do no more.
    @Test func `the pod that does nothing is as restricted as the controller's`() async throws {
        let text = try String(
            contentsOf: RenderedManifests.folder.appendingPathComponent("toolbox.yaml"),
            encoding: .utf8)
        let object = try #require(try await RenderedManifests.checked(text).first)
        let toolbox = try #require(object["spec"] as? Object)
        let own = try await RenderedManifests.render("cronjob")
        for key in ["securityContext", "affinity"] {
            #expect(
                try Self.sorted(toolbox[key] as? Object) == Self.sorted(own.pod()[key] as? Object))
        }
        let container = try #require((toolbox["containers"] as? [Object])?.first)
        #expect(
            try Self.sorted(container["securityContext"] as? Object)
                == Self.sorted(own.container()["securityContext"] as? Object))
        #expect(container["image"] as? String == (try own.container()["image"] as? String))
        let volumes = try #require(toolbox["volumes"] as? [Object])
        #expect(
            volumes.compactMap {
                RenderedManifests.value($0, "persistentVolumeClaim", "claimName") as? String
            } == ["usagectl"])
        #expect(toolbox["automountServiceAccountToken"] as? Bool == false)
    }

    /// The pod as sorted JSON, which compares.
    private static func withoutArguments(_ pod: Object) throws -> String {
        var pod = pod
        var containers = try #require(pod["containers"] as? [Object])
        try #require(containers.count == 1)
        containers[0]["args"] = nil
        pod["containers"] = containers
        return try sorted(pod)
    }

    private static func sorted(_ object: Object?) throws -> String {
        let data = try JSONSerialization.data(
            withJSONObject: try #require(object), options: .sortedKeys)
        return String(decoding: data, as: UTF8.self)
    }

    /// One node holds the claim: a pod on another would wait for it in vain.
    @Test func `pods of a claim that one node holds look for each other`() async throws {
        let rendered = try await RenderedManifests.render("cronjob")
        let claim = try rendered.only("PersistentVolumeClaim")
        #expect(
            RenderedManifests.value(claim, "spec", "accessModes") as? [String] == ["ReadWriteOnce"])
        let terms = try #require(
            RenderedManifests.value(
                try rendered.pod(), "affinity", "podAffinity",
                "preferredDuringSchedulingIgnoredDuringExecution") as? [Object])
        let term = try #require(terms.first?["podAffinityTerm"] as? Object)
        #expect(term["topologyKey"] as? String == "kubernetes.io/hostname")
        let wanted = try #require(
            RenderedManifests.value(term, "labelSelector", "matchLabels") as? [String: String])
        let labels = try #require(
            RenderedManifests.value(
                try rendered.only("CronJob"), "spec", "jobTemplate", "spec", "template", "metadata",
                "labels") as? [String: String])
        for (name, value) in wanted { #expect(labels[name] == value) }
    }
}
