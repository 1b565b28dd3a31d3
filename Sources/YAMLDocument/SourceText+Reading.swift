import Foundation

extension SourceText {
    /// Reads a file of at most 1 MiB.
    ///
    /// - Parameter name: how errors call the file, its path where it is nil.
    package init(readingFile path: String, name: String? = nil) throws(Diagnostic) {
        let file = name ?? path
        let bytes: Data
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }
            // One byte more than allowed, so that a larger file is seen to be too large.
            bytes = try handle.read(upToCount: YAMLBounds.fileSize + 4) ?? Data()
        } catch {
            let isThere = FileManager.default.fileExists(atPath: path)
            throw Diagnostic(
                .error, isThere ? "the file cannot be read" : "there is no such file", file: file)
        }
        self.init(file: file, bytes: bytes)
    }

    /// The YAML files of a path: the path itself, or the `.yaml` and `.yml` files of a folder and
    /// the folders below it, hidden ones left out, in order of name.
    package static func paths(at path: String) throws(Diagnostic) -> [String] {
        var isFolder: ObjCBool = false
        // Sound: the call writes the flag and keeps no pointer to it.
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Diagnostic(.error, "there is no such file or folder", file: path)
        }
        guard isFolder.boolValue else { return [path] }
        let folder = path.hasSuffix("/") ? path : path + "/"
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        let isYAML: (String) -> Bool = { name in
            let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
            return !isHidden && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
        }
        return names.filter(isYAML).sorted().map { folder + $0 }
    }
}
