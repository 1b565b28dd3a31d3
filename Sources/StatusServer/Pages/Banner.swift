import UsageModel

/// Something that a reader must not miss, above everything else.
struct Banner {
    let shade: Shade
    let title: String
    var sentences: [String] = []
    /// A command that helps.
    var command: String?

    var html: HTML {
        let items = sentences.map { sentence -> HTML in "<li>\(sentence)</li>" }
        let list: HTML = items.isEmpty ? "" : "<ul>\(items)</ul>"
        let code: HTML = command.map { "<p><code>\($0)</code></p>" } ?? ""
        return """
            <section class="banner \(shade.rawValue)" role="alert"><h2>\(title)</h2>\(list)\(code)</section>

            """
    }

    /// What is wrong with a report itself, whoever reads it.
    static func banners(of report: DriftReport) -> [Banner] {
        var banners: [Banner] = []
        let observation = report.observation
        if !observation.complete {
            banners.append(
                Banner(
                    shade: .bad,
                    title: "The observation is not proven complete: there is no verdict, and "
                        + "nothing was written",
                    sentences: observation.problems))
        } else if !observation.problems.isEmpty {
            banners.append(
                Banner(
                    shade: .active, title: "The observation had problems",
                    sentences: observation.problems))
        }
        if !report.errors.isEmpty {
            banners.append(
                Banner(shade: .bad, title: "The cycle met errors", sentences: report.errors))
        }
        if !report.conservation.balanced {
            banners.append(
                Banner(
                    shade: .bad, title: "The vendor's records do not add up",
                    sentences: [ReportWords(report).conservation]))
        }
        return banners
    }

    /// What is wrong with the loop.
    static func banners(of health: LoopHealth, report: DriftReport?, at now: Timestamp) -> [Banner]
    {
        var banners: [Banner] = []
        if !health.isAlive(at: now) {
            banners.append(
                Banner(
                    shade: .bad,
                    title:
                        "The loop gave no sign of life for \(AgeText.of(now.since(health.heartbeat)))",
                    sentences: ["What this page shows may be out of date."]))
        } else if let report, now.since(report.asOf) > health.longestSilence {
            banners.append(
                Banner(
                    shade: .bad,
                    title: "The last recorded cycle is \(AgeText.of(now.since(report.asOf))) old",
                    sentences: ["What this page shows may be out of date."]))
        }
        if let failure = health.failure {
            banners.append(
                Banner(shade: .bad, title: "The last cycle failed", sentences: [failure]))
        }
        if health.isKeyAccepted == false {
            banners.append(
                Banner(
                    shade: .bad, title: "Connect refused the API key", command: "usagectl doctor"))
        }
        if !health.configurationProblems.isEmpty {
            banners.append(
                Banner(
                    shade: .bad, title: "The configuration is broken: cycles only observe",
                    sentences: health.configurationProblems, command: "usagectl policy check"))
        }
        return banners
    }
}
