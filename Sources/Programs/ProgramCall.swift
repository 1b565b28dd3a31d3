/// A program that is to be run.
package struct ProgramCall: Sendable, Equatable {
    /// An absolute path, or a name without a slash that is looked up on the PATH.
    package var program: String
    package var arguments: [String]
    /// All of it; nothing is inherited beside.
    package var environment: [String: String]
    /// The working folder; nil for ours.
    package var folder: String?
    /// What it reads on its stdin.
    package var input: [UInt8]
    /// Whether what it started in turn is ended when it ends by itself; it always is when the
    /// program is ended.
    package var endsChildren: Bool

    package init(
        program: String, arguments: [String] = [], environment: [String: String],
        folder: String? = nil, input: [UInt8] = [], endsChildren: Bool = true
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
        self.input = input
        self.endsChildren = endsChildren
    }
}
