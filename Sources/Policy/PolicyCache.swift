import Foundation
import UsageModel

/// Remembers what a set found out: the months of a pair, and many pairs, share their policies.
///
/// Lists of candidates get a number each, so that a cell is answered by looking up numbers, however
/// many policies take it. Unchecked: every access to the state is inside of `lock`.
final class PolicyCache: @unchecked Sendable {
    typealias Candidates = [PolicyResolution.Candidate]

    /// What besides contract and product decides which candidates take a cell.
    private struct Question: Hashable {
        var ofPair: Int
        var facts: CellFacts

        /// The ids are the pair's matter and would only make equal questions different.
        init(ofPair: Int, _ facts: CellFacts) {
            self.ofPair = ofPair
            self.facts = facts
            self.facts.cell = Cell(contract: "", product: "", month: facts.cell.month)
        }
    }

    private let lock = NSLock()
    private var numbers: [Candidates: Int] = [:]
    private var lists: [Int: Candidates] = [:]
    /// Goes on after the cache was emptied, so that no number ever has two meanings.
    private var nextNumber = 0
    private var pairs: [CellPair: Int] = [:]
    private var answers: [Question: Int] = [:]
    private var policies: [Int: EffectivePolicy] = [:]
    /// The time that `policies` is for.
    private var time = Timestamp(seconds: 0)

    /// Entries beyond this make the cache begin anew, so that it stays small in a long run.
    private static let limit = 200_000

    /// The candidates that take a cell, with the number of the list.
    func matched(
        _ facts: CellFacts, ofPair: () -> Candidates, takes: (PolicyResolution.Candidate) -> Bool
    ) -> (number: Int, list: Candidates) {
        lock.withLock {
            let number = numberOfMatched(facts, ofPair: ofPair, takes: takes)
            return (number, lists[number] ?? [])
        }
    }

    /// The policy of a cell; `resolve` is asked once for a list of candidates and a time.
    func policy(
        for facts: CellFacts, at time: Timestamp, ofPair: () -> Candidates,
        takes: (PolicyResolution.Candidate) -> Bool, resolve: (Candidates) -> EffectivePolicy
    ) -> EffectivePolicy {
        lock.withLock {
            if self.time != time {
                policies = [:]
                self.time = time
            }
            let number = numberOfMatched(facts, ofPair: ofPair, takes: takes)
            if let known = policies[number] { return known }
            let policy = resolve(lists[number] ?? [])
            policies[number] = policy
            return policy
        }
    }

    private func numberOfMatched(
        _ facts: CellFacts, ofPair: () -> Candidates, takes: (PolicyResolution.Candidate) -> Bool
    ) -> Int {
        if answers.count + pairs.count >= Self.limit { empty() }
        let pair = facts.cell.pair
        let pairNumber = pairs[pair] ?? number(of: ofPair())
        pairs[pair] = pairNumber
        let question = Question(ofPair: pairNumber, facts)
        if let known = answers[question] { return known }
        let answer = number(of: (lists[pairNumber] ?? []).filter(takes))
        answers[question] = answer
        return answer
    }

    private func number(of list: Candidates) -> Int {
        if let known = numbers[list] { return known }
        nextNumber += 1
        numbers[list] = nextNumber
        lists[nextNumber] = list
        return nextNumber
    }

    private func empty() {
        numbers = [:]
        lists = [:]
        pairs = [:]
        answers = [:]
        policies = [:]
    }
}
