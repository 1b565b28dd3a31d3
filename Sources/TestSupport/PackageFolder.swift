package import Foundation

/// Where the sources of this package lie, whose scripts, manifests and pages tests look at.
package enum PackageFolder {
    /// The folder of `Package.swift`.
    package static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The path of something below it.
    package static func path(_ relative: String) -> String {
        root.appendingPathComponent(relative).path
    }
}
