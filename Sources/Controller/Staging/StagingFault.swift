import UsageModel

/// Why a file could not be staged, or not be judged.
enum StagingFault: Error, Sendable, Equatable, CustomStringConvertible {
    case notCreated(String)
    /// The request's answer was lost, and no list shows a file.
    case perhapsCreated(String)
    case notUploaded(String)
    case vanished

    var description: String {
        switch self {
        case .notCreated(let why): "the file was not created: \(why)"
        case .perhapsCreated(let why): "whether the file was created is not known: \(why)"
        case .notUploaded(let why): "the rows were not uploaded: \(why)"
        case .vanished: "somebody has deleted the file meanwhile; run it again"
        }
    }
}
