import UsageModel

/// A usage file by itself: the row of lists with counts and links beside it.
struct WireProcessedFile: Decodable {
    struct Records: Decodable {
        var valid: LenientInteger?
        var invalid: LenientInteger?
    }

    private struct Extras: Decodable {
        var records: Records?
        var processed_file_uri: String?
    }

    let processed: ProcessedFile

    init(from decoder: any Decoder) throws {
        let file = try WireUsageFile(from: decoder).file
        let extras = try Extras(from: decoder)
        processed = ProcessedFile(
            file: file, validRecords: extras.records?.valid?.value,
            invalidRecords: extras.records?.invalid?.value,
            processedLink: extras.processed_file_uri)
    }
}
