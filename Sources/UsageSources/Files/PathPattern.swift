import FoundationEssentials
import Workbook

/// A path with globs, ready to be looked up.
struct PathPattern: Hashable, Sendable, CustomStringConvertible {
    enum Component: Hashable, Sendable {
        case name(GlobComponent)
        /// `**`: any number of folders, none included.
        case folders
    }

    let components: [Component]
    /// As it is shown in messages.
    let description: String

    /// The regular files that match, sorted. Links to folders are not followed by `**`.
    func files() throws -> [String] {
        var found = Set<String>()
        try search(components[...], in: "", found: &found)
        return found.sorted()
    }

    private func search(
        _ rest: ArraySlice<Component>, in folder: String, found: inout Set<String>
    ) throws {
        guard let first = rest.first else {
            if FileStamp(path: folder)?.isRegular == true { found.insert(folder) }
            return
        }
        switch first {
        case .name(let glob):
            for name in try names(in: folder, matching: glob) {
                try search(rest.dropFirst(), in: "\(folder)/\(name)", found: &found)
            }
        case .folders:
            try search(rest.dropFirst(), in: folder, found: &found)
            for name in try names(in: folder, matching: Self.anyName) {
                let path = "\(folder)/\(name)"
                guard Self.isRealFolder(path) else { continue }
                try search(rest, in: path, found: &found)
            }
        }
    }

    private func names(in folder: String, matching glob: GlobComponent) throws -> [String] {
        if let name = glob.onlyName { return [name] }
        let path = folder.isEmpty ? "/" : folder
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
            return []
        }
        return try FileManager.default.contentsOfDirectory(atPath: path).filter(glob.matches)
            .sorted()
    }

    private static let anyName: GlobComponent = {
        var glob = GlobComponent()
        _ = glob.append(pattern: "*")
        return glob
    }()

    private static func isRealFolder(_ path: String) -> Bool {
        let type =
            try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        return type == .typeDirectory
    }
}
