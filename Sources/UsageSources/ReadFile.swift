/// What reading a file came to, beside the records that the intake was given.
package struct ReadFile: Sendable {
    /// The file with its digest; nil where it could not be read to its end.
    package var file: SourceFile?
    /// The wanted members that the document has, by place; a null, an array or an object is absent.
    package var members: [String: String]
    /// Whether it was read as far as its format says that it goes, whatever its rows were like.
    package var isWhole: Bool

    package init(file: SourceFile?, members: [String: String] = [:], isWhole: Bool) {
        self.file = file
        self.members = members
        self.isWhole = isWhole
    }
}
