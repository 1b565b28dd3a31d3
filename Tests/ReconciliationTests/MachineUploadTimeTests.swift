import Reconciliation
import TestSupport
import Testing
import UsageModel

// By what time our own upload is known again.
extension MachineScriptTests {
    private static let before = instant("2026-11-05T05:00:00Z")

    /// A machine that has sent an upload over an earlier one.
    private static func uploading(over before: Timestamp) -> CellMachine {
        var order = order(.upload(file))
        order.uploadedBefore = before
        var machine = CellMachine(order)
        _ = machine.start()
        return machine
    }

    @Test func `an upload that did not take is not taken for ours`() {
        var machine = Self.uploading(over: Self.before)
        _ = machine.handle(.uploaded(.notAfter(Self.pin)))
        // The old rows are still there, ready and as many: nothing of it is submitted.
        for _ in 0..<5 {
            let effect = machine.handle(.listed([Self.own(.ready, uploaded: Self.before)]))
            #expect(effect == .list(.poll))
        }
        #expect(machine.pinned == nil)
        #expect(machine.handle(.listed([Self.own(.ready)])) == .list(.poll))
        #expect(machine.pinned?.at == Self.pin)
        #expect(machine.handle(.listed([Self.own(.ready)])) == .list(.beforeSubmit))
    }

    @Test func `a time that was there before the upload names another one`() {
        var machine = Self.uploading(over: Self.before)
        _ = machine.handle(.uploaded(.named(Self.before)))
        // A list that lags shows the old rows, ready and as many.
        #expect(machine.pinned == nil)
        let effect = machine.handle(.listed([Self.own(.ready, uploaded: Self.before)]))
        #expect(effect == .upload(Self.file))
    }

    @Test func `what was uploaded after our answer is somebody else's and is sent over`() {
        var machine = CellMachine(Self.order(.upload(Self.file)))
        _ = machine.start()
        _ = machine.handle(.uploaded(.notAfter(Self.pin)))
        let late = Self.own(.ready, uploaded: Self.pin.adding(.seconds(2)))
        #expect(machine.handle(.listed([late])) == .upload(Self.file))
    }

    @Test func `an answer that says nothing of its time is as good as none`() {
        var machine = CellMachine(Self.order(.upload(Self.file)))
        _ = machine.start()
        #expect(machine.handle(.uploaded(.unsaid)) == .list(.poll))
        #expect(machine.handle(.listed([Self.own(.ready)])) == .upload(Self.file))
    }

    @Test func `the pin is known as soon as a list has shown it`() {
        var machine = CellMachine(Self.order(.upload(Self.file)))
        _ = machine.start()
        _ = machine.handle(.uploaded(.notAfter(Self.pin)))
        #expect(machine.pinned == nil)
        _ = machine.handle(.listed([Self.own(.processing)]))
        #expect(machine.pinned?.at == Self.pin)
        #expect(machine.pinned?.file == Self.file)
    }
}
