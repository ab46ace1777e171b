import AsBuilt
import Testing

@Suite struct MLflowTests {
    /// Answers as an MLflow server does; the search of versions has no aliases.
    private static func reply(_ path: String, champion: String = "2") -> HTTPAnswer {
        switch path.split(separator: "?")[0] {
        case "/api/2.0/mlflow/registered-models/search":
            return path.contains("page_token=p2")
                ? .json("{\"registered_models\": [{\"name\": \"it's\"}]}")
                : .json("{\"registered_models\": [{\"name\": \"turbines\"}], \"next_page_token\": \"p2\"}")
        case "/api/2.0/mlflow/registered-models/get":
            return path.contains("turbines")
                ? .json(
                    """
                    {"registered_model": {"name": "turbines", "creation_timestamp": 1764576000000,
                      "description": "Hours until a failure", "tags": [{"key": "team", "value": "wind"}],
                      "aliases": [{"alias": "champion", "version": "\(champion)"}, {"alias": "challenger", "version": "3"}]}}
                    """) : .json("{\"registered_model\": {\"name\": \"it's\"}}")
        case "/api/2.0/mlflow/model-versions/search":
            return path.contains("turbines")
                ? .json(
                    """
                    {"model_versions": [
                      {"name": "turbines", "version": "2", "run_id": "r2", "status": "READY", "current_stage": "None",
                       "creation_timestamp": "1764576000000", "source": "models:/m-2"},
                      {"name": "turbines", "version": "3", "run_id": "r3", "status": "READY"},
                      {"name": "turbines", "version": "1", "run_id": "r1", "status": "FAILED_REGISTRATION"}]}
                    """) : .json("{}")
        case "/api/2.0/mlflow/runs/get":
            return path.contains("r3")
                ? .json(
                    "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"Run 'r3' not found\"}", status: 404)
                : .json(
                    """
                    {"run": {"info": {"run_id": "r2", "run_name": "nightly", "experiment_id": "1", "status": "FINISHED",
                      "start_time": 1764576000000, "end_time": 1764576060000},
                     "data": {"metrics": [{"key": "rmse", "value": 0.25, "step": 3}, {"key": "odd", "value": "NaN"},
                       {"key": "big", "value": 1.7976931348623157e+308}],
                      "params": [{"key": "depth", "value": "6"}, {"key": "db_password", "value": "hunter2"}],
                      "tags": [{"key": "mlflow.source.git.commit", "value": "abc123"},
                        {"key": "mlflow.log-model.history", "value": "[]"}]}}}
                    """)
        case "/api/2.0/mlflow/experiments/search {\"max_results\": 200}":
            return .json(
                "{\"experiments\": [{\"experiment_id\": \"1\", \"name\": \"turbines\", \"lifecycle_stage\": \"active\"}]}"
            )
        default: return .json("{\"error_code\": \"ENDPOINT_NOT_FOUND\", \"message\": \"no\"}", status: 404)
        }
    }

    private func read(_ reply: @escaping FakeExchange.Reply) async throws -> Inventory {
        let client = try RESTClient(
            base: "https://server.example", authorization: .none, exchange: FakeExchange(reply)
        ) { _ in }
        return await MLflowReader(client: client).read()
    }

    @Test func `models, versions, aliases, the champion's run and experiments are read`() async throws {
        let inventory = try await read { .success(Self.reply($0)) }
        let model = try #require(inventory.items("registered_models").last)
        #expect(inventory.items("registered_models").map(\.id.key) == ["it's", "turbines"])
        #expect(model["aliases[champion]"] == "2")
        #expect(model["created"] == "2025-12-01T08:00:00.000Z")
        #expect(model["tags[team]"] == "wind")
        #expect(model["versions"] == "3")
        let versions = inventory.items("model_versions")
        #expect(versions.map(\.id.key) == ["turbines/1", "turbines/2", "turbines/3"])
        #expect(versions[1]["aliases"] == "champion")
        #expect(versions[1]["stage"] == nil)
        #expect(versions[0]["status"] == "FAILED_REGISTRATION")
        let run = try #require(inventory.items("runs").first)
        #expect(run["source_commit"] == "abc123")
        #expect(run["metrics[rmse]"] == "0.25")
        #expect(run["metrics[odd]"] == "NaN")
        #expect(run["params[depth]"] == "6")
        #expect(run["params[db_password]"] == Redaction.hidden)
        #expect(run["tags[mlflow.log-model.history]"] == nil)
        #expect(inventory.items("experiments").map(\.name) == ["turbines"])
        #expect(try Inventory(json: Array(inventory.json.utf8), file: "a") == inventory)
    }

    @Test func `a run that is gone is told apart, and the rest is read`() async throws {
        let inventory = try await read { .success(Self.reply($0)) }
        #expect(inventory.notes.map(\.rule) == [.notThere])
        #expect(inventory.notes.first?.text.hasPrefix("runs/r3: it is not there (404)") == true)
    }

    @Test func `what this identity may not see is told apart from what is not there`() async throws {
        let inventory = try await read { path in
            path.contains("experiments") ? .success(.json("{}", status: 403)) : .success(Self.reply(path))
        }
        #expect(inventory.notes.map(\.rule).contains(.notVisible))
        #expect(inventory.items("registered_models").count == 2)
    }

    @Test func `an alias that moves is one difference`() async throws {
        let before = try await read { .success(Self.reply($0)) }
        let after = try await read { .success(Self.reply($0, champion: "1")) }
        let changes = InventoryDifference(from: before, to: after).changes
        #expect(
            changes.filter { $0.id.kind == "registered_models" }.map {
                "\($0.field ?? "") \($0.old ?? "") \($0.new ?? "")"
            }
                == ["aliases[champion] 2 1"])
    }

    @Test(arguments: ["timeout", "html", "half", "500", "401"])
    func `a server that fails leaves notes and an inventory`(failure: String) async throws {
        let inventory = try await read { _ in
            switch failure {
            case "timeout": .failure(.timeout)
            case "html": .success(.json("<html>"))
            case "half": .success(.json("{\"registered_models\": ["))
            case "500": .success(.json("", status: 500))
            default: .success(.json("{}", status: 401))
            }
        }
        #expect(inventory.items.isEmpty)
        #expect(inventory.notes.count == 2)
    }
}
