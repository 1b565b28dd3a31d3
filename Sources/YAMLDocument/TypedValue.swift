/// A value that was read as its definition says, with the place where it was written.
package struct TypedValue: Sendable {
    package enum Content: Sendable {
        /// The word that switches something off: `none`.
        case none
        case scalar(any Sendable)
        case list([TypedValue])
        case object([TypedMember])
    }

    package let content: Content
    /// Where the value stands; `builtIn` for a default.
    package let mark: SourceMark

    package init(_ content: Content, at mark: SourceMark) {
        self.content = content
        self.mark = mark
    }

    package init(_ scalar: some Sendable, at mark: SourceMark) {
        self.init(.scalar(scalar), at: mark)
    }

    /// The member of an object or map, nil where it was not given.
    package subscript(key: String) -> TypedValue? { member(key)?.value }

    /// The member with the place of its key, which is what an origin names.
    package func member(_ key: String) -> TypedMember? { members.first { $0.key == key } }

    /// The members of an object or map in the order of the file, none for other values.
    package var members: [TypedMember] {
        guard case .object(let members) = content else { return [] }
        return members
    }

    /// The items of a list, none for other values.
    package var items: [TypedValue] {
        guard case .list(let items) = content else { return [] }
        return items
    }

    package var isNone: Bool {
        if case .none = content { return true }
        return false
    }

    /// The value as a Swift type, nil where the definition reads another type.
    package func value<T>(as type: T.Type = T.self) -> T? {
        guard case .scalar(let value) = content else { return nil }
        return value as? T
    }

    /// Every item as a Swift type; items of another type are left out.
    package func values<T>(as type: T.Type = T.self) -> [T] {
        items.compactMap { $0.value(as: type) }
    }

    package var text: String? { value() }
    package var bool: Bool? { value() }
    package var int: Int? { value() }
    package var duration: Duration? { value() }
}

/// A member of an object or map.
package struct TypedMember: Sendable {
    package let key: String
    package let keyMark: SourceMark
    package let value: TypedValue

    package init(key: String, keyMark: SourceMark, value: TypedValue) {
        self.key = key
        self.keyMark = keyMark
        self.value = value
    }
}
