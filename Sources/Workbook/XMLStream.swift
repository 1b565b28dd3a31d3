import CExpat

/// Owns an expat parser and feeds the events of its document to a handler.
///
/// A document type declaration is refused, and with it every entity that could expand without end.
@safe
final class XMLStream {
    private let parser: XML_Parser
    private let handler: any XMLHandler
    private var fault: PartFault?
    private var depth = 0
    private static let maximumDepth = 64

    init(handler: any XMLHandler) throws(PartFault) {
        guard let parser = unsafe XML_ParserCreate(nil) else {
            throw .malformed("no memory for an XML parser")
        }
        unsafe self.parser = parser
        self.handler = handler
        // Sound: the parser is freed in deinit, so it never calls an object that is gone.
        unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        unsafe XML_SetElementHandler(
            parser,
            { data, name, attributes in
                guard let stream = unsafe XMLStream.at(data), let name = unsafe name else { return }
                unsafe stream.begin(name, attributes)
            },
            { data, name in
                guard let stream = unsafe XMLStream.at(data), let name = unsafe name else { return }
                unsafe stream.end(name)
            })
        unsafe XML_SetCharacterDataHandler(parser) { data, text, count in
            guard let stream = unsafe XMLStream.at(data), let text = unsafe text else { return }
            unsafe stream.text(text, Int(count))
        }
        unsafe XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            guard let stream = unsafe XMLStream.at(data) else { return }
            stream.stop(.malformed("it has a document type declaration, which no workbook needs"))
        }
    }

    deinit {
        // Sound: created by init and freed only here.
        unsafe XML_ParserFree(parser)
    }

    /// Parses the next bytes of the document.
    func feed(_ bytes: UnsafeRawBufferPointer) throws(PartFault) {
        // Sound: expat reads the bytes during the call only.
        let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        try check(unsafe XML_Parse(parser, start, Int32(bytes.count), 0))
    }

    /// Says that the document ends here.
    func finish() throws(PartFault) {
        try check(unsafe XML_Parse(parser, nil, 0, 1))
    }

    private func check(_ status: XML_Status) throws(PartFault) {
        if let fault { throw fault }
        guard status != XML_STATUS_OK else { return }
        let code = unsafe XML_GetErrorCode(parser)
        let text =
            unsafe XML_ErrorString(code).map { unsafe String(cString: $0) } ?? "\(code.rawValue)"
        let line = unsafe XML_GetCurrentLineNumber(parser)
        let column = unsafe XML_GetCurrentColumnNumber(parser)
        throw .malformed("\(text) at line \(line), column \(column)")
    }

    private static func at(_ data: UnsafeMutableRawPointer?) -> XMLStream? {
        // Sound: the user data is always the stream that owns the parser.
        unsafe data.map { unsafe Unmanaged<XMLStream>.fromOpaque($0).takeUnretainedValue() }
    }

    private func begin(
        _ name: UnsafePointer<CChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) {
        guard fault == nil else { return }
        depth += 1
        guard depth <= Self.maximumDepth else {
            return stop(.tooLarge("elements are nested deeper than \(Self.maximumDepth)"))
        }
        let local = unsafe Self.localName(name)
        do throws(PartFault) {
            unsafe try handler.begin(local, XMLAttributes(attributes))
        } catch {
            stop(error)
        }
    }

    private func end(_ name: UnsafePointer<CChar>) {
        guard fault == nil else { return }
        depth -= 1
        let local = unsafe Self.localName(name)
        do throws(PartFault) { try handler.end(local) } catch { stop(error) }
    }

    private func text(_ start: UnsafePointer<CChar>, _ count: Int) {
        guard fault == nil else { return }
        // Sound: CChar and UInt8 have the same layout, and expat vouches for `count` bytes.
        unsafe start.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
            do throws(PartFault) {
                unsafe try handler.text(UnsafeBufferPointer(start: bytes, count: count))
            } catch {
                stop(error)
            }
        }
    }

    private func stop(_ reason: PartFault) {
        fault = fault ?? reason
        _ = unsafe XML_StopParser(parser, XML_Bool(XML_FALSE))
    }

    /// What follows the namespace prefix.
    private static func localName(_ name: UnsafePointer<CChar>) -> String {
        var start = unsafe name
        var position = unsafe name
        // Sound: expat ends every name with a zero.
        while unsafe position.pointee != 0 {
            let isColon = unsafe position.pointee == CChar(bitPattern: UInt8(ascii: ":"))
            unsafe position += 1
            if isColon { unsafe start = position }
        }
        return unsafe String(cString: start)
    }
}
