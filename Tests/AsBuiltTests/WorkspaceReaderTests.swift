import AsBuilt
import Testing

@Suite struct WorkspaceReaderTests {
    /// Answers as a Databricks workspace does, by path without the query.
    private static let answers: [String: String] = [
        "/api/2.0/preview/scim/v2/Me": "{\"userName\": \"auditor@example.com\"}",
        "/api/2.1/unity-catalog/catalogs":
            "{\"catalogs\": [{\"name\": \"prod\", \"owner\": \"platform\"}, {\"name\": \"system\"}]}",
        "/api/2.1/unity-catalog/schemas":
            """
        {"schemas": [{"name": "turbine_failures", "catalog_name": "prod", "full_name": "prod.turbine_failures"},
          {"name": "information_schema", "catalog_name": "prod"}]}
        """,
        "/api/2.1/unity-catalog/tables":
            """
        {"tables": [{"name": "predictions", "catalog_name": "prod", "schema_name": "turbine_failures",
          "full_name": "prod.turbine_failures.predictions", "table_type": "MANAGED", "owner": "sp",
          "columns": [{"name": "turbine_id", "type_text": "bigint"}, {"name": "prediction", "type_text": "double"}]}]}
        """,
        "/api/2.1/unity-catalog/models":
            """
        {"registered_models": [{"name": "turbine-failures-model", "catalog_name": "prod",
          "schema_name": "turbine_failures", "full_name": "prod.turbine_failures.turbine-failures-model"}]}
        """,
        "/api/2.1/unity-catalog/models/prod.turbine_failures.turbine-failures-model":
            """
        {"name": "turbine-failures-model", "catalog_name": "prod", "schema_name": "turbine_failures",
         "full_name": "prod.turbine_failures.turbine-failures-model", "owner": "sp",
         "comment": "Registered model of \\"turbine-failures\\" in the target prod.",
         "aliases": [{"alias_name": "champion", "version_num": 12}]}
        """,
        "/api/2.1/unity-catalog/permissions/function/prod.turbine_failures.turbine-failures-model":
            "{\"privilege_assignments\": [{\"principal\": \"account users\", \"privileges\": [\"EXECUTE\"]}]}",
        "/api/2.1/unity-catalog/permissions/schema/prod.turbine_failures":
            "{\"privilege_assignments\": [{\"principal\": \"g\", \"privileges\": [\"USE SCHEMA\", \"SELECT\"]}]}",
        "/api/2.1/unity-catalog/tables/prod.turbine_failures.predictions/monitor":
            """
        {"table_name": "prod.turbine_failures.predictions", "inference_log": {"granularities": ["1 day"]},
         "schedule": {"quartz_cron_expression": "0 0 8 * * ?", "timezone_id": "UTC"}}
        """,
        "/api/2.2/jobs/list":
            """
        {"jobs": [{"job_id": 9007199254740993, "creator_user_name": "sp",
          "settings": {"name": "prod-turbine-failures-batch-inference-job", "max_concurrent_runs": 1,
            "schedule": {"quartz_cron_expression": "0 30 11 * * ?", "timezone_id": "UTC", "pause_status": "UNPAUSED"},
            "deployment": {"kind": "BUNDLE", "metadata_file_path": "/x/state/metadata.json"}, "format": "MULTI_TASK",
            "tasks": [{"task_key": "batch_inference_job", "max_retries": 0,
              "notebook_task": {"notebook_path": "/x", "base_parameters": {"api_token": "hunter2"}}}]}}]}
        """,
        "/api/2.0/permissions/jobs/9007199254740993":
            """
        {"access_control_list": [
          {"group_name": "users", "all_permissions": [{"permission_level": "CAN_VIEW", "inherited": false}]},
          {"group_name": "admins", "all_permissions": [{"permission_level": "CAN_MANAGE", "inherited": true}]}]}
        """,
        "/api/2.0/serving-endpoints": "{\"endpoints\": [{\"name\": \"e\"}]}",
        "/api/2.0/serving-endpoints/e":
            """
        {"name": "e", "id": "77", "creation_timestamp": 1, "state": {"ready": "READY", "config_update": "NOT_UPDATING"},
         "config": {"served_entities": [{"name": "s", "entity_name": "prod.a.b", "entity_version": "3",
           "environment_vars": {"A": "hunter2"}}]}}
        """,
        "/api/2.0/secrets/scopes/list": "{\"scopes\": [{\"name\": \"keys\", \"backend_type\": \"DATABRICKS\"}]}",
        "/api/2.0/secrets/list": "{\"secrets\": [{\"key\": \"api\", \"last_updated_timestamp\": 1}]}",
        "/api/2.0/secrets/acls/list": "{\"items\": [{\"principal\": \"g\", \"permission\": \"READ\"}]}",
    ]

    private static func reply(_ path: String) -> Result<HTTPAnswer, HTTPExchangeFailure> {
        let name = String(path.split(separator: "?")[0])
        if let body = answers[name] { return .success(.json(body)) }
        if name.contains("permissions/catalog") || name == "/api/2.1/unity-catalog/volumes" {
            return .success(.json("{\"error_code\": \"PERMISSION_DENIED\", \"message\": \"no\"}", status: 403))
        }
        return .success(.json("{\"error_code\": \"NOT_FOUND\", \"message\": \"no such thing\"}", status: 404))
    }

    private func read(
        _ selection: WorkspaceReader.Selection = .init(), _ reply: @escaping FakeExchange.Reply = Self.reply
    ) async throws -> (inventory: Inventory, requests: [HTTPRequest]) {
        let exchange = FakeExchange(reply)
        let client = try RESTClient(
            base: "https://server.example", authorization: .bearer(Secret("t0ken-t0ken")), exchange: exchange
        ) { _ in }
        return (
            await WorkspaceReader(client: client).read(selection, time: "2026-11-27T12:00:00.000Z"), exchange.requests
        )
    }

    @Test func `catalogs, schemas, tables, models with aliases, grants and monitors are read`() async throws {
        let inventory = try await read(.init(monitoredTables: ["prod.turbine_failures.predictions"])).inventory
        #expect(inventory.items("catalogs").map(\.id.key) == ["prod"])
        #expect(inventory.items("schemas").first?["grants[g]"] == "SELECT, USE_SCHEMA")
        #expect(inventory.items("tables").first?["columns[turbine_id]"] == "bigint")
        let model = try #require(inventory.items("registered_models").first)
        #expect(model["aliases[champion]"] == "12")
        #expect(model["grants[account users]"] == "EXECUTE")
        #expect(inventory.items("quality_monitors").first?["schedule.words"] == "every day at 08:00 UTC")
        #expect(
            inventory.source.readings == ["https://server.example as auditor@example.com at 2026-11-27T12:00:00.000Z"])
    }

    @Test func `jobs, endpoints, permissions and names of secrets are read, and no values of secrets`() async throws {
        let inventory = try await read().inventory
        let job = try #require(inventory.items("jobs").first)
        #expect(job["job_id"] == "9007199254740993")
        #expect(job["permissions[group users]"] == "CAN_VIEW")
        #expect(job["permissions[group admins]"] == "CAN_MANAGE (inherited)")
        #expect(job["schedule.words"] == "every day at 11:30 UTC")
        #expect(inventory.items("model_serving_endpoints").first?["config.served_entities[s].entity_version"] == "3")
        #expect(inventory.items("secret_scopes").first?["keys[api]"] == "present")
        #expect(!inventory.json.contains("hunter2"))
    }

    @Test func `what is not visible is told apart from what is not there`() async throws {
        let notes = try await read().inventory.notes
        #expect(notes.contains { $0.rule == .notVisible && $0.text.hasPrefix("volumes/prod.turbine_failures") })
        #expect(notes.contains { $0.rule == .notThere && $0.text.hasPrefix("functions/prod.turbine_failures") })
    }

    @Test func `only reads are sent, and only for what was asked`() async throws {
        let selection = WorkspaceReader.Selection(schemas: ["prod.turbine_failures"], jobs: [])
        let (inventory, requests) = try await read(selection)
        #expect(requests.allSatisfy { $0.method == .get })
        #expect(!requests.contains { $0.url.hasSuffix("/catalogs") })
        #expect(inventory.items("jobs").isEmpty)
        #expect(inventory.items("tables").count == 1)
    }

    @Test func `a server that is away leaves notes`() async throws {
        let inventory = try await read(.init()) { _ in .failure(.unreachable("no connection")) }.inventory
        #expect(inventory.items.isEmpty)
        #expect(Set(inventory.notes.map(\.rule)) == [.serverNotRead])
    }

    // MARK: Against a bundle

    private func declared() throws -> Inventory {
        Inventory.read(try Folders.fixture("github-aws"), targets: ["prod"]).inventory
    }

    @Test func `a declared schedule that a server has at another time is drift at its line`() async throws {
        let drift = LiveDrift.all(declared: try declared(), live: try await read().inventory)
        let schedule = try #require(drift.first { $0.field == "schedule.quartz_cron_expression" })
        #expect(schedule.kind == .changed)
        #expect(schedule.expected == "0 0 11 * * ?")
        #expect(schedule.actual == "0 30 11 * * ?")
        #expect(schedule.place == Place("turbine_failures/resources/batch-inference-workflow-resource.yml", 31))
    }

    @Test func `a declared job that a server lacks is missing, and a model that agrees is no drift`() async throws {
        let drift = LiveDrift.all(declared: try declared(), live: try await read().inventory)
        #expect(drift.filter { $0.kind == .missing }.map(\.declared.key) == ["model_training_job"])
        #expect(!drift.contains { $0.declared.kind == "registered_models" })
        #expect(!drift.contains { $0.field?.contains("IS_OWNER") == true })
    }

    @Test func `values that only a deployment knows are not compared`() async throws {
        let drift = LiveDrift.all(declared: try declared(), live: try await read().inventory)
        #expect(drift.contains { $0.kind == .notComparable && $0.declared.kind == "experiments" })
        let path = drift.first { $0.field == "tasks[batch_inference_job].notebook_task.notebook_path" }
        #expect(path?.kind == .notComparable)
    }

    @Test func `what the identity may not see is not called missing`() async throws {
        let live = try await read(.init()) { path in
            path.hasPrefix("/api/2.2/jobs") ? .success(.json("{}", status: 403)) : Self.reply(path)
        }.inventory
        let drift = LiveDrift.all(declared: try declared(), live: live)
        #expect(Set(drift.filter { $0.declared.kind == "jobs" }.map(\.kind)) == [.notVisible])
    }
}
