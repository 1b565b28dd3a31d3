/// Why a text is not a world.
package enum WorldError: Error, Hashable, Sendable, CustomStringConvertible {
    case notAnObject
    case unknownSection(String)
    case notAnArray(String)
    case noID(section: String, index: Int)
    case twice(section: String, id: String)

    package var description: String {
        switch self {
        case .notAnObject: "a world must be a JSON object, with 'contracts' for instance"
        case .unknownSection(let name):
            "a world has no section '\(name)'; it has marketplaces, contracts, products, listings, "
                + "assets, files and records"
        case .notAnArray(let name): "section '\(name)' of the world must be an array"
        case .noID(let section, let index):
            "'\(section)[\(index)]' of the world needs an 'id' that is a text"
        case .twice(let section, let id):
            "'\(id)' stands twice in section '\(section)' of the world"
        }
    }
}
