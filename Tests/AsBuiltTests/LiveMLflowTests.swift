import AsBuilt
import Foundation
import Testing

/// A real MLflow server, which `make test-mlflow` starts and fills by its own client.
///
/// The first reading is written to a file; after the client has moved the alias, the second one is compared with it.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["WORKBOOK_MLFLOW"] != nil)) struct LiveMLflowTests {
    @Test func `a real server is read, and a moved alias is the only difference`() async throws {
        let environment = ProcessInfo.processInfo.environment
        let exchange = NetworkExchange()
        let client = try RESTClient(
            base: try #require(environment["WORKBOOK_MLFLOW"]), authorization: .none, exchange: exchange)
        let inventory = await MLflowReader(client: client).read()
        await exchange.close()
        #expect(inventory.notes == [])
        let model = try #require(inventory.items("registered_models").first)
        #expect(model.name == "turbines")
        #expect(model["versions"] == "2")
        #expect(inventory.items("model_versions").map(\.id.key) == ["turbines/1", "turbines/2"])
        let run = try #require(inventory.items("runs").first)
        #expect(run["params[alpha]"] != nil)
        #expect(run["metrics[rmse]"].flatMap(Double.init) != nil)
        #expect(run["status"] == "FINISHED")
        #expect(inventory.items("experiments").map(\.id.key).contains("turbines"))

        let file = URL(filePath: try #require(environment["WORKBOOK_MLFLOW_INVENTORY"]))
        guard let before = try? Data(contentsOf: file) else {
            #expect(model["aliases[champion]"] == "1")
            try Data(inventory.json.utf8).write(to: file)
            return
        }
        let difference = InventoryDifference(from: try Inventory(json: Array(before), file: "before"), to: inventory)
        let aliases = difference.changes.filter { $0.id.kind != "runs" }
        #expect(
            aliases.map { "\($0.id.key) \($0.field ?? "") \($0.old ?? "") -> \($0.new ?? "")" } == [
                "turbines/1 aliases champion -> ", "turbines/2 aliases  -> champion",
                "turbines aliases[champion] 1 -> 2",
            ])
        // The run behind the champion is another one.
        #expect(
            difference.changes.filter { $0.id.kind == "runs" }.map(\.kind).sorted { $0.rawValue < $1.rawValue } == [
                .added, .removed,
            ])
    }
}
