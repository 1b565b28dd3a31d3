import UsageModel

// What holds for all rows of one subscription or one item.
extension Preflight {
    /// What is wrong with a subscription in this cell, if anything is.
    func judge(_ id: SubscriptionID) -> Finding? {
        // Rows that the controller made itself name subscriptions that were never looked up.
        guard let subscription = facts.subscriptions[id] else { return nil }
        if let other = facts.sent.otherReport(of: id, in: cell) {
            return Finding(
                code: .subscriptionMoved,
                detail: "'\(id)' is reported under '\(other.cell.contract)' for "
                    + "\(other.cell.month) ('\(other.file)') already, whoever it belongs to: the "
                    + "distributor has to reject that file first")
        }
        if let why = facts.unprovenReports[ProductMonth(cell)] {
            return Finding(
                code: .subscriptionMoved,
                detail: "whether '\(id)' is reported under another contract already cannot be "
                    + "proven: \(why)")
        }
        let attributed = facts.attributions.contract(of: id, in: cell.month)
        if attributed == nil, let sent = facts.sent.movedFrom(id, in: cell) {
            return Finding(
                code: .subscriptionMoved,
                detail: "'\(id)' was reported under '\(sent.cell.contract)' for "
                    + "\(sent.cell.month) ('\(sent.file)') and stands under "
                    + "'\(cell.contract)' now; say under spec.attribution whose it is in "
                    + "\(cell.month)")
        }
        guard subscription.contract == cell.contract, subscription.product == cell.product else {
            return Finding(
                code: .subscriptionElsewhere, detail: Self.standsElsewhere(subscription))
        }
        return inactivity(of: subscription).map {
            Finding(code: .subscriptionInactive, detail: "'\(id)' \($0)")
        }
    }

    /// Where a subscription stands that a row of another contract or product names.
    static func standsElsewhere(_ subscription: Subscription) -> String {
        let contract = subscription.contract?.text ?? "no contract"
        let product = subscription.product?.text ?? "no product"
        return "'\(subscription.id)' stands under '\(contract)' and '\(product)' on Connect, "
            + "which refuses it in a file of another"
    }

    /// Why a subscription had nothing to report in the month.
    private func inactivity(of subscription: Subscription) -> String? {
        if let created = subscription.created, created >= afterLast {
            return "was created on \(created.date), after \(cell.month)"
        }
        switch subscription.status {
        case "draft", "processing": return "is \(subscription.status) and was never active"
        case "terminated":
            guard let end = subscription.updated, end < firstInstant else { return nil }
            return "ended by \(end.date), before \(cell.month)"
        default: return nil
        }
    }

    /// What the platform will make of an item.
    func judge(item mpn: String) -> ItemFinding {
        guard let index = facts.items[cell.product] else { return .known(decimals: nil) }
        let isDynamic = capability?.isDynamic ?? false
        guard let item = index[mpn] else { return isDynamic ? .new : .fault(unknown(mpn, index)) }
        if item.type == "reservation" {
            return .fault(
                Finding(
                    code: .itemNotPayAsYouGo,
                    detail: "the item '\(mpn)' is not pay-as-you-go, but a reservation"))
        }
        // Rows made the items of a dynamic product; whatever status those have is the platform's.
        if !item.isOnSale, !isDynamic || item.status == "endofsale" {
            let word = item.status == "endofsale" ? "at its end of sale" : item.status ?? ""
            return .fault(Finding(code: .itemOffSale, detail: "the item '\(mpn)' is \(word)"))
        }
        return .known(decimals: item.decimals)
    }

    private func unknown(_ mpn: String, _ index: ItemIndex) -> Finding {
        let hint = index.nearest(to: mpn).map { ", did you mean '\($0)'?" } ?? ""
        return Finding(
            code: .itemUnknown, detail: "'\(cell.product)' has no item '\(mpn)'\(hint)")
    }
}
