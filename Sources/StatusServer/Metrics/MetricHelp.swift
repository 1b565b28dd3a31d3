/// What each metric of usagectl means, as Prometheus shows it; the names are a contract.
package enum MetricHelp {
    package static let texts: [String: String] = [
        "usagectl_reconcile_total": "Cycles that ended, by result.",
        "usagectl_reconcile_duration_seconds": "How long cycles took.",
        "usagectl_last_success_timestamp_seconds":
            "Unix time of the last cycle that ended with a verdict.",
        "usagectl_last_proven_observation_timestamp_seconds":
            "Unix time of the last observation that was proven complete.",
        "usagectl_cells": "Cells of the last proven report, by state.",
        "usagectl_overdue_cells": "Cells of the last proven report that are overdue.",
        "usagectl_oldest_missing_age_seconds":
            "Seconds since the end of the oldest month with a missing usage file, 0 if none is.",
        "usagectl_held_cells": "Cells of the last proven report that wait for a person, by reason.",
        "usagectl_api_requests_total":
            "Requests to Connect, by operation and by HTTP status or kind of transport error.",
        "usagectl_api_request_duration_seconds": "How long requests to Connect took, by operation.",
        "usagectl_unattributed_records":
            "Usage records of the last proven report that belong to no obligation.",
        "usagectl_build_info": "Always 1; the labels say which build this is.",
    ]

    static func text(of name: String) -> String { texts[name] ?? "A metric of \(name)." }
}
