import UsageModel

/// Finds the policies that take a cell, and remembers them for the cells that differ in nothing
/// that any policy asks for.
///
/// The policies fall into three lists by how their contracts take the cell, which is also the order
/// in which they are resolved. Each list has a number, so that a cell is answered by looking up
/// numbers, however many policies take it.
struct PolicyMatcher {
    /// The numbers of the lists of policies that take a cell; 0 is the empty list.
    struct Matched: Hashable {
        var anyContract = 0
        var byGlob = 0
        var exactly = 0
    }

    /// What the policies of a cell that name its contract in some way depend on.
    private struct Question: Hashable {
        /// The number of the list of the contract's traits, or of the policies that name it.
        var contract: Int
        /// The decisive ones.
        var facts: CellFacts
    }

    /// All on which the policies of a cell depend.
    private struct Whole: Hashable {
        var contract: ContractNumbers
        var facts: CellFacts
    }

    /// Equal numbers have the contracts for which policies differ in nothing.
    private struct ContractNumbers: Hashable {
        var traits: Int
        var naming: Int
    }

    /// The policies by number.
    private(set) var lists = NumberedLists<PolicyResolution.Candidate>()

    private let index: PolicyIndex
    private var traits = NumberedLists<PolicyIndex.Trait>()
    private var naming = NumberedLists<Int>()
    private var contracts: [ContractID: ContractNumbers] = [:]
    private var forAnyContract: [CellFacts: Int] = [:]
    private var byGlob: [Question: Int] = [:]
    private var byName: [Question: Int] = [:]
    private var answers: [Whole: Matched] = [:]

    init(_ index: PolicyIndex) {
        self.index = index
    }

    /// How much is remembered.
    var size: Int { answers.count + contracts.count }

    /// The policies that take a cell, whether they have ended or not.
    mutating func matched(_ facts: CellFacts) -> Matched {
        let contract = numbers(of: facts.cell.contract)
        let decisive = index.decisive.of(facts)
        let whole = Whole(contract: contract, facts: decisive)
        if let known = answers[whole] { return known }
        let answer = Matched(
            anyContract: forAnyContract(decisive, facts),
            byGlob: byGlob(Question(contract: contract.traits, facts: decisive), facts),
            exactly: byName(Question(contract: contract.naming, facts: decisive), facts))
        answers[whole] = answer
        return answer
    }

    private mutating func numbers(of contract: ContractID) -> ContractNumbers {
        if let known = contracts[contract] { return known }
        let numbers = ContractNumbers(
            traits: traits.number(of: index.traits(of: contract)),
            naming: naming.number(of: index.places(naming: contract)))
        contracts[contract] = numbers
        return numbers
    }

    private mutating func forAnyContract(_ decisive: CellFacts, _ facts: CellFacts) -> Int {
        if let known = forAnyContract[decisive] { return known }
        let number = lists.number(of: index.candidatesForAnyContract(facts))
        forAnyContract[decisive] = number
        return number
    }

    private mutating func byGlob(_ question: Question, _ facts: CellFacts) -> Int {
        if question.contract == 0 { return 0 }
        if let known = byGlob[question] { return known }
        let number = lists.number(of: index.candidatesByGlob(facts))
        byGlob[question] = number
        return number
    }

    private mutating func byName(_ question: Question, _ facts: CellFacts) -> Int {
        if question.contract == 0 { return 0 }
        if let known = byName[question] { return known }
        let places = naming[question.contract]
        let number = lists.number(of: index.candidates(naming: places, facts))
        byName[question] = number
        return number
    }
}
