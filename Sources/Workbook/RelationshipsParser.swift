/// Reads a relationships part: which other parts one part refers to.
final class RelationshipsParser: XMLHandler {
    struct Relationship {
        let id: String
        let target: String
        /// The last word of the type's address, `worksheet` for instance: the rest differs between
        /// the two editions of the standard.
        let type: String
    }

    private(set) var relationships: [Relationship] = []
    private static let maximumCount = 10_000

    func begin(_ element: String, _ attributes: XMLAttributes) throws(PartFault) {
        guard element == "Relationship", let id = attributes["Id"],
            let target = attributes["Target"], attributes["TargetMode"] != "External"
        else { return }
        guard relationships.count < Self.maximumCount else {
            throw .tooLarge("more than \(Self.maximumCount) relationships")
        }
        let type = (attributes["Type"] ?? "").split(separator: "/").last ?? ""
        relationships.append(Relationship(id: id, target: target, type: String(type)))
    }

    func end(_ element: String) throws(PartFault) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(PartFault) {}
}
