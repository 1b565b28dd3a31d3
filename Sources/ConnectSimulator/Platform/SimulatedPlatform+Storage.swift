package import UsageModel

// The storage beside the API: signed links, valid for a short while, that no key opens.
extension SimulatedPlatform {
    /// As long as the platform's own links of processed files are said to live.
    static let linkLifetime = Duration.seconds(30)

    /// The file in full as an answer to `GET`, its links signed anew.
    func detailWithLinks(_ index: Int, at now: Timestamp) -> JSONValue {
        var detail = files[index].detail
        guard files[index].processed != nil, detail["processed_file_uri"] != nil else {
            return detail
        }
        let end = now.adding(Self.linkLifetime)
        detail["processed_file_uri"] = .string(
            "\(options.storage)/processed/\(files[index].id).xlsx?se=\(end.microseconds)")
        return detail
    }

    /// Answers a request to the storage; its path begins below the storage's address.
    ///
    /// As real storages do, it refuses a request that is signed by its link and brings a header
    /// `Authorization` besides.
    package func stored(_ request: PlatformRequest, at now: Timestamp) -> PlatformResponse {
        guard request.method == "GET" else { return .text(405, "Method Not Allowed") }
        guard request.headers["authorization"] == nil else {
            return .text(400, "InvalidAuthenticationInfo")
        }
        guard request.rawQuery.hasPrefix("se="), let end = Int64(request.rawQuery.dropFirst(3)),
            Timestamp(microseconds: end) >= now
        else { return .text(403, "AuthenticationFailed") }
        let name = request.path.split(separator: "/").map(String.init)
        guard name.count == 2, name[0] == "processed", name[1].hasSuffix(".xlsx"),
            let index = fileIndices[String(name[1].dropLast(".xlsx".count))],
            let workbook = files[index].processed
        else { return .text(404, "BlobNotFound") }
        return PlatformResponse(
            status: 200, headers: ["content-type": "application/octet-stream"],
            body: workbook.bytes)
    }
}
