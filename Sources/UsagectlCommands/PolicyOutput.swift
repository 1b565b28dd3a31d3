import ArgumentParser
import YAMLDocument

/// The forms in which policy commands answer.
enum PolicyOutput: String, CaseIterable, ExpressibleByArgument {
    case table, json, yaml

    /// A value in the form, or the text of a table.
    func render(_ value: JSONValue, table: String) -> String {
        switch self {
        case .table: table
        case .json: value.rendered + "\n"
        case .yaml: PolicyYAML.render(value)
        }
    }
}
