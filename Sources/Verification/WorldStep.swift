/// Counts the steps of a simulated world.
package struct WorldStep: Hashable, Sendable {
    package let number: Int

    package init(number: Int) {
        self.number = number
    }
}
