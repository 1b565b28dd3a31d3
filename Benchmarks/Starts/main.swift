// How long a release build takes to start and say one thing: under 30 ms is promised, since people
// and scripts call it again and again. A program that does nothing says how fast this machine starts
// one just now.
import Foundation

let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
let beside = folder.appendingPathComponent("usagectl").path
try await measure(CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : beside)

/// - Throws: ``Wrong`` if a start takes longer than is promised.
func measure(_ command: String) async throws {
    let calls = [[command, "--version"], [command, "--help"]]
    let medians = try await StartMeasurement(calls: [["/bin/true"]] + calls).medians()
    print(StartMeasurement.line("/bin/true", medians[0], nothing: medians[0]))
    for (call, median) in zip(calls, medians.dropFirst()) {
        print(StartMeasurement.line("usagectl " + call[1], median, nothing: medians[0]))
    }
    guard let slowest = medians.max(), slowest < .milliseconds(30) else {
        throw Wrong(description: "a start takes 30 ms or longer")
    }
    print("under 30 ms")
}
