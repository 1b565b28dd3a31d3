/// An event of libyaml's parser, copied out of C.
struct YAMLEvent {
    enum Kind {
        case streamStart, streamEnd, documentStart, documentEnd, sequenceEnd, mappingEnd
        case alias(String)
        case scalar(String, isPlain: Bool, YAMLProperties)
        case sequenceStart(YAMLProperties)
        case mappingStart(YAMLProperties)
    }

    let kind: Kind
    let start: YAMLPosition
    let end: YAMLPosition
}

/// What may stand before a node: `&anchor !tag`.
struct YAMLProperties {
    var anchor: String?
    var tag: String?
}

/// A place as libyaml counts it.
struct YAMLPosition: Equatable {
    /// In characters from 0, without a byte order mark.
    var index: Int
    /// From 0.
    var line: Int
    /// In characters from 0.
    var column: Int
}

/// Why libyaml cannot read on.
struct YAMLSyntaxError: Error {
    var message: String
    var position: YAMLPosition
}
