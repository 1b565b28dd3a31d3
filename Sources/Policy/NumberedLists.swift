/// Lists by number: equal lists have one number, the empty list is 0.
struct NumberedLists<Element: Hashable> {
    private var numbers: [[Element]: Int] = [[]: 0]
    private var lists: [[Element]] = [[]]

    /// The number of a list, a new one for a list that was not there.
    mutating func number(of list: [Element]) -> Int {
        if let known = numbers[list] { return known }
        numbers[list] = lists.count
        lists.append(list)
        return lists.count - 1
    }

    /// The list of a number that `number(of:)` gave.
    subscript(number: Int) -> [Element] { lists[number] }
}
