package import ConnectSimulator
package import UsageModel

/// A usage file that a world begins with.
package struct SimulatedFileSeed: Sendable {
    package var id: String
    package var cell: Cell
    package var status: String
    /// The identity whose marker it carries; nil for a file of somebody else.
    package var identity: Identity?
    /// Nil for a file without a period.
    package var period: DateSpan?
    package var createdAt: Timestamp
    package var extra: [String: JSONValue] = [:]

    package init(
        _ id: String, _ cell: Cell, _ status: String, identity: Identity? = nil,
        createdAt: Timestamp
    ) {
        self.id = id
        self.cell = cell
        self.status = status
        self.identity = identity
        period = cell.month.days
        self.createdAt = createdAt
    }

    package var json: JSONValue {
        var json: JSONValue = [
            "id": .string(id), "name": "Usage", "status": .string(status),
            "contract": ["id": .string(cell.contract.text)],
            "product": ["id": .string(cell.product.text)], "events": events,
        ]
        if let period {
            json["period"] = [
                "from": .string(period.from.description), "to": .string(period.to.description),
            ]
        }
        if let identity {
            json["external_id"] = .string(Marker(identity: identity, cell: cell).externalID)
        }
        for (key, value) in extra { json[key] = value }
        return json
    }

    /// What must have happened for the file to be where it is, an hour apart.
    private var events: JSONValue {
        let past: [String] =
            switch UsageFileStatus(status) {
            case .draft: ["created"]
            case .uploading, .uploaded, .processing, .ready, .invalid: ["created", "uploaded"]
            case .pending: ["created", "uploaded", "submitted"]
            case .accepted, .rejected: ["created", "uploaded", "submitted", status]
            case .closed: ["created", "uploaded", "submitted", "accepted", "closed"]
            case .deleted: ["created", "deleted"]
            case .unknown: ["created", "uploaded"]
            }
        var events: JSONValue = [:]
        for (hours, name) in past.enumerated() {
            let at = createdAt.adding(.seconds(hours * 3600))
            events[name] = [
                "at": .string(at.description), "by": ["id": "UR-000-000-001", "name": "Somebody"],
            ]
        }
        return events
    }
}
