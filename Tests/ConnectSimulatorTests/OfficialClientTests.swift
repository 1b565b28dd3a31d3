import ConnectSimulator
import Foundation
import TestSupport
import Testing
import UsageModel

/// CloudBlue's own Python client must work against the simulator as it does against the platform.
struct OfficialClientTests {
    /// Creates, uploads, waits, submits and reads back, with nothing but the client's own calls.
    private static let script = """
        import io, sys, time
        from connect.client import ClientError, ConnectClient, R
        url, key, workbook = sys.argv[1:]
        client = ConnectClient(key, endpoint=url, max_retries=0)
        files = client('usage').files
        contract = client.contracts.filter(status='active', type='distribution').first()
        product = [p for p in client.products.all() if p['capabilities'].get('ppu')][0]
        items = list(client.products[product['id']].items.filter(type='PPU'))
        assert [i['mpn'] for i in items] == ['MPN-1-1', 'MPN-1-2', 'MPN-1-3'], items
        assert client.listings.filter(contract__id=contract['id'], status='listed').count() == 5
        created = files.create(payload={
            'name': 'October', 'external_id': 'a/b',
            'product': {'id': product['id']}, 'contract': {'id': contract['id']}})
        assert created['status'] == 'draft', created
        try:
            files[created['id']]('submit').post()
            raise SystemExit('submitted too early')
        except ClientError as error:
            assert error.status_code == 400 and error.error_code, error
        uploaded = client.execute(
            'post', 'usage/files/%s/upload' % created['id'],
            files={'usage_file': ('usage.xlsx', open(workbook, 'rb').read())})
        assert uploaded['status'] == 'uploading', uploaded
        while files[created['id']].get()['status'] in ('uploading', 'processing'):
            time.sleep(0.02)
        ready = files[created['id']].get()
        assert ready['status'] == 'ready' and ready['records']['valid'] == 1, ready
        assert files[created['id']]('submit').post()['status'] == 'pending'
        assert files.filter(R().external_id.eq('"a/b"') & R().status.ne('deleted')).count() == 1
        assert files.filter(R().id.in_([created['id']]) | R().name.like('*x*')).count() == 1
        assert files.filter(R().status.out(['pending'])).count() == 0
        records = client('usage').records.filter(usagefile__id=created['id'])
        records = list(records.order_by('-status'))
        assert [r['usage'] for r in records] == [5], records
        print('official client: all steps done')
        """

    private static func run(_ arguments: [String]) async throws -> (status: Int32, output: String) {
        let run = try await Program.run("/usr/bin/env", ["python3"] + arguments)
        return (run.code, run.text)
    }

    @Test func `the official Python client works against the simulator unchanged`() async throws {
        guard
            try await Self.run(["-c", "import connect.client"]).status == 0
                || Program.runsWithout(
                    "python3 cannot import connect.client, see scripts/setup-python")
        else { return }
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("official-client-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let workbook = folder.appendingPathComponent("usage.xlsx").path
        let small = SmallWorld(
            options: PlatformOptions(apiKey: SmallWorld.key, processingTime: .milliseconds(300)))
        try SampleWorkbook.write(small.row(), to: workbook)
        let simulation = Simulation(platform: small.platform)
        let server = SimulatorServer(host: SimulationHost(simulation, clock: SystemClock.now))
        let result = try await server.withRunning { address in
            try await Self.run(["-c", Self.script, address.url, SmallWorld.key, workbook])
        }
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("all steps done"))
    }
}
