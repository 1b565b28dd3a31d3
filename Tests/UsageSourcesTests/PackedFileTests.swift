import CZlib
import TestSupport
import Testing
import UsageModel

@testable import UsageSources

/// Files that are packed by gzip.
struct PackedFileTests {
    private let bench: SourceBench

    init() throws {
        bench = try SourceBench()
    }

    /// Packs as gzip does.
    static func packed(_ bytes: [UInt8]) throws -> [UInt8] {
        var stream = unsafe z_stream()
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        // Sound: the stream does not move until deflateEnd, and the buffers outlive the call.
        let begun = unsafe deflateInit2_(&stream, 9, Z_DEFLATED, 31, 8, 0, ZLIB_VERSION, size)
        #expect(begun == Z_OK)
        defer { _ = unsafe deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count + 1024)
        let room = output.count
        let code = unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                unsafe stream.next_in = source.baseAddress
                unsafe stream.avail_in = UInt32(source.count)
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = UInt32(target.count)
                return unsafe deflate(&stream, Z_FINISH)
            }
        }
        #expect(code == Z_STREAM_END)
        return Array(output.prefix(room - Int(unsafe stream.avail_out)))
    }

    private let text = Array(
        SourceBench.file((0..<5000).map { SourceBench.line(quantity: "\($0)") }).utf8)

    @Test(arguments: ["a.csv.gz", "A.CSV.GZ"])
    func `a packed file gives the records of the plain one`(name: String) async throws {
        try bench.folder.write(name, Self.packed(text))
        let reading = try await bench.read(name)
        #expect(bench.reason(in: reading) == nil)
        #expect(reading.allRecords.map(\.quantity) == (0..<5000).map { ExactDecimal($0) })
        #expect(reading.allRecords.last?.origin.line == 5001)
    }

    @Test
    func `packed JSON is read too`() async throws {
        try bench.folder.write("a.json.gz", Self.packed(Array("[]".utf8)))
        try bench.folder.write("2026-10.jsonl.gz", Self.packed(Array("\n{}\n".utf8)))
        #expect(try await bench.read("a.json.gz").problems == [])
        #expect(try await bench.read("2026-10.jsonl.gz").problems.count == 1)
    }

    @Test
    func `several packed parts in one file are one text`() async throws {
        let half = text.count / 2
        let parts =
            try Self.packed(Array(text[..<half])) + Self.packed([])
            + Self.packed(Array(text[half...])) + [0, 0, 0]
        try bench.folder.write("a.csv.gz", parts)
        let reading = try await bench.read("a.csv.gz")
        #expect(bench.reason(in: reading) == nil)
        #expect(reading.allRecords.count == 5000)
    }

    @Test(arguments: [
        ("nothing", 0..<0, [], "its packed bytes end too early; it is not whole"),
        ("the first half", 0..<900, [], "its packed bytes end too early; it is not whole"),
        ("no gzip", 0..<0, Array("product_id".utf8), "it is no gzip file, or a damaged one"),
    ])
    func `a packed file that is not whole is refused`(
        reason: String, kept: Range<Int>, more: [UInt8], message: String
    ) async throws {
        let packed = try Self.packed(text)
        try bench.folder.write("a.csv.gz", Array(packed[kept]) + more)
        let reading = try await bench.read("a.csv.gz")
        #expect(bench.reason(in: reading) == "a.csv.gz: \(message)", Comment(rawValue: reason))
    }

    @Test
    func `bytes behind a packed file and a wrong checksum are damage`() async throws {
        var packed = try Self.packed(text)
        try bench.folder.write("a.csv.gz", packed + [1, 2, 3])
        #expect(
            try await bench.reason(in: bench.read("a.csv.gz"))
                == "a.csv.gz: it is no gzip file, or a damaged one")
        packed[packed.count - 6] ^= 1
        try bench.folder.write("a.csv.gz", packed)
        #expect(
            try await bench.reason(in: bench.read("a.csv.gz"))
                == "a.csv.gz: it is no gzip file, or a damaged one")
    }

    @Test
    func `a file that unpacks to far more than files do is refused in bounded memory`() throws {
        var limits = SourceLimits()
        limits.ratioFreeBytes = 1 << 20
        let path = try bench.folder.write(
            "bomb.csv.gz", Self.packed([UInt8](repeating: 0x0A, count: 8 << 20)))
        let file = try HashedFile(path: path, isPacked: true, limits: limits)
        var reader = try CSVReader(file: file, limits: limits)
        let fault = #expect(throws: FileFault.self) { while try reader.next() {} }
        #expect(fault?.message == "it unpacks to more than 300 times its size")
        #expect(reader.bytes.count < 4 << 20)
    }

    @Test
    func `a packed workbook is not taken for a workbook`() async throws {
        try bench.folder.write("a.xlsx.gz", [])
        #expect(
            try await bench.reason(in: bench.read("a.xlsx.gz"))?
                .hasPrefix("a.xlsx.gz: the ending 'gz' is unknown") == true)
    }
}
