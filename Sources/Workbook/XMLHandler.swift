/// Takes the events of one XML part in the order of the document.
///
/// Names come without their namespace prefix, which is the writer's free choice.
protocol XMLHandler: AnyObject {
    func begin(_ element: String, _ attributes: XMLAttributes) throws(PartFault)
    func end(_ element: String) throws(PartFault)
    /// Takes a piece of text; one text may come in several pieces.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(PartFault)
}
