import UsageModel

/// One thing that happened: `{"at": ..., "by": {...}}`; `by` is absent where the platform acted.
struct WireEvent: Decodable {
    var at: Timestamp?
    var by: Lossy<WireReference>?

    var event: UsageFileEvent? { at.map { UsageFileEvent(at: $0, by: by?.value?.who) } }
}
