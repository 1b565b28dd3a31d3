internal import CLibYAML

/// Owns a libyaml parser and the bytes that it reads.
///
/// The pointers never leave this class: every event is copied into Swift values before its C memory
/// is released.
@safe
final class YAMLEventReader {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>

    /// Nil where libyaml has no memory left.
    init?(_ bytes: [UInt8]) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            unsafe parser.deallocate()
            return nil
        }
        let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count + 1)
        for index in bytes.indices { unsafe input[index] = bytes[index] }
        unsafe input[bytes.count] = 0
        // Sound: the parser only borrows the buffer, which is freed after the parser in `deinit`.
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe self.parser = parser
        unsafe self.input = input
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    /// The next event; after a syntax error the parser gives no more.
    func next() throws(YAMLSyntaxError) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
        defer { unsafe yaml_event_delete(&event) }
        let start = unsafe Self.position(event.start_mark)
        let end = unsafe Self.position(event.end_mark)
        return YAMLEvent(kind: unsafe Self.kind(of: event), start: start, end: end)
    }

    private func syntaxError() -> YAMLSyntaxError {
        let problem = unsafe Self.text(parser.pointee.problem) ?? "the text is not YAML"
        var message = problem
        var position = unsafe Self.position(parser.pointee.problem_mark)
        if let context = unsafe Self.text(parser.pointee.context) {
            let begin = unsafe Self.position(parser.pointee.context_mark)
            message += " \(context)"
            if begin.line != position.line { message += " that begins on line \(begin.line + 1)" }
        }
        if position == YAMLPosition(index: 0, line: 0, column: 0) {
            // Errors of the reader have no mark of their own.
            position = unsafe Self.position(parser.pointee.mark)
        }
        return YAMLSyntaxError(message: message, position: position)
    }

    @unsafe private static func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
        switch unsafe event.type {
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        case YAML_ALIAS_EVENT: return .alias(unsafe text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT: return unsafe scalar(event)
        case YAML_SEQUENCE_START_EVENT:
            let data = unsafe event.data.sequence_start
            return .sequenceStart(unsafe properties(data.anchor, data.tag))
        case YAML_MAPPING_START_EVENT:
            let data = unsafe event.data.mapping_start
            return .mappingStart(unsafe properties(data.anchor, data.tag))
        case YAML_STREAM_START_EVENT: return .streamStart
        default: return .streamEnd
        }
    }

    @unsafe private static func scalar(_ event: yaml_event_t) -> YAMLEvent.Kind {
        let data = unsafe event.data.scalar
        let bytes = unsafe UnsafeBufferPointer(start: data.value, count: data.length)
        let isPlain = unsafe data.style == YAML_PLAIN_SCALAR_STYLE
        return .scalar(
            unsafe String(decoding: bytes, as: UTF8.self), isPlain: isPlain,
            unsafe properties(data.anchor, data.tag))
    }

    @unsafe private static func properties(
        _ anchor: UnsafeMutablePointer<yaml_char_t>?, _ tag: UnsafeMutablePointer<yaml_char_t>?
    ) -> YAMLProperties {
        YAMLProperties(anchor: unsafe text(anchor), tag: unsafe text(tag))
    }

    @unsafe private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        guard let pointer = unsafe pointer else { return nil }
        return unsafe String(cString: pointer)
    }

    @unsafe private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        guard let pointer = unsafe pointer else { return nil }
        return unsafe String(cString: pointer)
    }

    private static func position(_ mark: yaml_mark_t) -> YAMLPosition {
        YAMLPosition(
            index: Int(mark.index), line: Int(mark.line), column: Int(mark.column))
    }
}
