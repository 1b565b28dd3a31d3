/// A benchmark whose work came out wrong, or took more than is promised.
struct Wrong: Error, CustomStringConvertible {
    let description: String
}
