import ConnectAPI
import Foundation
import StatusServer
import UsageModel

/// A first look at an account: whether the key is taken, and what there is to report.
struct AccountProbe {
    let answers: InitAnswers
    let options: ConnectionOptions
    let environment: [String: String]

    /// What was found, in a sentence.
    /// - Throws: where there is no key, or Connect does not take it.
    func look() async throws -> String {
        let key = try key()
        let configuration = try ConnectConfiguration(
            endpoint: answers.endpoint, apiKey: key.text, apiKeyOrigin: key.origin,
            retry: RetryPolicy(attempts: 1), version: Version.number)
        do {
            return try await AsyncHTTPTransport.withTransport(connections: 2) { transport in
                try await seen(
                    ConnectClient(
                        configuration: configuration, transport: transport,
                        logger: options.logger("connect", from: .error)))
            }
        } catch {
            throw CommandFailure.failed(
                "the account cannot be looked at: \(error); nothing was written, --no-probe "
                    + "writes without looking")
        }
    }

    private func seen(_ client: ConnectClient) async throws -> String {
        let contracts = try await client.contracts().rows.filter { $0.status == "active" }
        let products = try await client.products().rows.filter { $0.payAsYouGo != nil }
        let files = try await client.usageFiles().rows
        return "the account has "
            + CellWords.counted(
                contracts.count, "active distribution contract", "active distribution contracts")
            + ", "
            + CellWords.counted(
                products.count, "pay-as-you-go product", "pay-as-you-go products")
            + " and " + CellWords.counted(files.count, "usage file", "usage files")
    }

    private func key() throws -> ConfiguredKey {
        if let key = environment["CONNECT_API_KEY"].nonEmpty, options.apiKeyFile == nil {
            return ConfiguredKey(text: key, origin: "CONNECT_API_KEY", file: nil)
        }
        let file = answers.keyFile ?? ""
        guard let key = try? SessionSetup.read(file, named: "spec.connect.apiKeyFile") else {
            throw CommandFailure.usage(
                "the API key file '\(file)' cannot be read; create a token in Connect under "
                    + "Integrations, API tokens, and put it there, or leave the look out with "
                    + "--no-probe")
        }
        return key
    }
}
