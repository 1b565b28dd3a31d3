import ArgumentParser

/// The forms in which commands answer whose answer is no drift report.
enum PlainOutput: String, CaseIterable, ExpressibleByArgument { case table, json, yaml }
