/// A whole answer: status, headers and body.
package struct HTTPAnswer: Sendable, Equatable {
    package var status: Int
    package var headers: HeaderList
    package var body: [UInt8]

    package init(status: Int, headers: HeaderList = HeaderList(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package var isSuccess: Bool { (200..<300).contains(status) }
}
