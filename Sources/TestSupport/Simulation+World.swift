package import ConnectSimulator
package import UsageModel

extension Simulation {
    /// Changes the world behind the platform's back.
    package mutating func replaceWorld(at now: Timestamp, _ change: (inout World) -> Void) {
        var world = platform.world
        change(&world)
        _ = control(
            PlatformRequest(method: "PUT", path: "/state", body: .bytes(world.json.jsonBytes)),
            at: now)
    }
}
