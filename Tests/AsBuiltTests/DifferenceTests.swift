import AsBuilt
import Testing

/// Differences that are planted in a project: each is found, at its line.
@Suite struct DifferenceTests {
    struct Plant: Sendable, CustomStringConvertible {
        var file: String
        var old: String
        var new: String
        /// The field that differs, or nil for a whole item.
        var field: String?
        var kind: InventoryDifference.Change.Kind
        /// A text of the line where it has to be found: in the changed file, or in the old one for what is removed.
        var line: String

        var description: String { "\(file): \(field ?? "item") \(kind.rawValue)" }
    }

    private static let folder = "turbine_failures/"
    private static let root = folder + "databricks.yml"
    private static let training = folder + "resources/model-workflow-resource.yml"
    private static let batch = folder + "resources/batch-inference-workflow-resource.yml"
    private static let artifacts = folder + "resources/ml-artifacts-resource.yml"
    private static let monitoring = folder + "resources/monitoring-resource.yml"
    private static let delivery = ".github/workflows/turbine_failures-bundle-cd-prod.yml"

    /// The example with feature tables and with its monitor switched on.
    private static func project() throws -> Repository {
        let fixture = try Folders.fixture("github-aws-features")
        var contents = fixture.contents
        let text = String(decoding: contents[root] ?? [], as: UTF8.self)
        contents[root] = Array(
            text.replacing("# - ./resources/monitoring-resource.yml", with: "- ./resources/monitoring-resource.yml")
                .utf8)
        return Repository(contents: contents)
    }

    private static func plant(
        _ file: String, _ old: String, _ new: String, _ field: String?,
        _ kind: InventoryDifference.Change.Kind = .changed, at line: String? = nil
    ) -> Plant {
        Plant(file: file, old: old, new: new, field: field, kind: kind, line: line ?? new)
    }

    private static let base = "notebook_task.base_parameters."

    static let plants: [Plant] = [
        plant(training, "-model-training-job", "-training", "name"),
        plant(training, "0 0 9 * * ?", "0 30 9 * * ?", "schedule.quartz_cron_expression"),
        plant(training, "timezone_id: UTC", "timezone_id: Europe/Berlin", "schedule.timezone_id"),
        plant(
            training, "depends_on:\n            - task_key: ModelValidation",
            "depends_on: # both\n            - task_key: Train\n            - task_key: ModelValidation",
            "tasks[ModelDeployment].depends_on", at: "depends_on: # both"),
        plant(training, "task_key: ModelDeployment", "task_key: Deploy", "tasks[Deploy].task_key", .added),
        plant(training, "run_mode: dry_run", "run_mode: enabled", "tasks[ModelValidation].\(base)run_mode"),
        plant(
            training, "../validation/notebooks/ModelValidation.py", "../validation/notebooks/Other.py",
            "tasks[ModelValidation].notebook_task.source_file"),
        plant(training, "failure_hours", "failure_days", "tasks[ModelValidation].\(base)targets"),
        plant(batch, "level: CAN_VIEW", "level: CAN_MANAGE_RUN", "permissions[group users]"),
        plant(batch, "group_name: users", "group_name: analysts", "permissions[group analysts]", .added, at: "level:"),
        plant(batch, "num_workers: 3", "num_workers: 5", "tasks[batch_inference_job].new_cluster.num_workers"),
        plant(batch, "15.3.x", "16.4.x", "tasks[batch_inference_job].new_cluster.spark_version"),
        plant(batch, "i3.xlarge", "i3.2xlarge", "tasks[batch_inference_job].new_cluster.node_type_id"),
        plant(
            batch, "task_key: batch_inference_job", "task_key: batch_inference_job\n          max_retries: 2",
            "tasks[batch_inference_job].max_retries", .added, at: "max_retries"),
        plant(
            batch, "      schedule:", "      timeout_seconds: 3600\n      schedule:", "timeout_seconds", .added,
            at: "timeout_seconds"),
        plant(
            batch, "      schedule:", "      email_notifications: {on_failure: [a@b.example]}\n      schedule:",
            "email_notifications.on_failure", .added, at: "email_notifications"),
        plant(
            batch, "turbine_failures.predictions", "turbine_failures.scores",
            "tasks[batch_inference_job].\(base)output_table_name"),
        plant(artifacts, "      <<: *grants\n", "", "grants[account users]", .removed, at: "- privileges:"),
        plant(artifacts, "- EXECUTE", "- APPLY_TAG", "grants[account users]", at: "- privileges:"),
        plant(
            artifacts, "principal: account users", "principal: readers", "grants[readers]", .added, at: "- privileges:"),
        plant(artifacts, "schema_name: turbine_failures", "schema_name: turbines", "schema_name"),
        plant(artifacts, "level: CAN_READ", "level: CAN_EDIT", "permissions[group users]"),
        plant(monitoring, "[1 day]", "[1 hour]", "inference_log.granularities"),
        plant(
            monitoring, "table_name: dev.turbine_failures.predictions", "table_name: dev.turbine_failures.scores",
            "table_name"),
        plant(
            monitoring, "outcome: \"true\"", "outcome: \"false\"", "tasks[trigger_retraining].depends_on",
            at: "depends_on:\n            - task_key: is_metric_violated"),
        plant(
            monitoring, "turbine_failures_quality_monitor:", "monitor:", nil, .removed,
            at: "turbine_failures_quality_monitor:"),
        plant(root, "catalog_name: prod", "catalog_name: production", "value"),
        plant(root, "https://prod.cloud", "https://production.cloud", "workspace.host"),
        plant(root, "  prod:\n", "  prod:\n    mode: production\n", "mode", at: "  prod:"),
        plant(
            root,
            "  test:\n    variables:\n      catalog_name: test\n    workspace:\n"
                + "      host: https://staging.cloud.databricks.example\n", "", nil, .removed, at: "  test:"),
        plant(root, "turbine-failures-model\n", "turbine-model\n", "value", at: "default: turbine-model"),
        plant(delivery, "- release", "- main", "triggers[push]", at: "push:"),
        plant(
            delivery, "    runs-on: ubuntu-22.04", "    environment: production\n    runs-on: ubuntu-22.04", "approval",
            at: "environment: production"),
        plant(delivery, "setup-cli@v0.236.0", "setup-cli@v0.240.0", "tools[databricks cli]"),
        plant(delivery, "PROD_WORKSPACE_TOKEN", "PROD_TOKEN", "secrets"),
        plant(delivery, "bundle deploy -t prod", "bundle deploy -t staging", "commands[02]"),
    ]

    @Test func `the untouched example has no difference`() throws {
        let project = try Self.project()
        #expect(
            InventoryDifference(from: Inventory.read(project).inventory, to: Inventory.read(project).inventory).isEmpty)
        #expect(Self.plants.count >= 30)
    }

    @Test(arguments: plants)
    func `a planted difference is found at its line`(plant: Plant) throws {
        let project = try Self.project()
        let text = String(decoding: try #require(project.contents[plant.file]), as: UTF8.self)
        let changed = text.replacing(plant.old, with: plant.new, maxReplacements: 1)
        #expect(changed != text)
        var contents = project.contents
        contents[plant.file] = Array(changed.utf8)
        let before = Inventory.read(project).inventory
        let difference = InventoryDifference(from: before, to: Inventory.read(Repository(contents: contents)).inventory)
        let place = Place(
            plant.file, try #require(Self.line(of: plant.line, in: plant.kind == .removed ? text : changed)))
        let found = difference.changes.first { change in
            change.field == plant.field && change.kind == plant.kind
                && (plant.kind == .removed ? change.oldPlace : change.newPlace) == place
        }
        #expect(found != nil, "\(place) \(difference.changes.map(\.description).joined(separator: "\n"))")
    }

    private static func line(of mark: String, in text: String) -> Int? {
        text.firstRange(of: mark).map { range in
            text[..<range.lowerBound].count { $0 == "\n" } + 1
        }
    }

    @Test func `lines that move are no difference`() throws {
        let project = try Self.project()
        var contents = project.contents
        for (path, bytes) in contents where path.hasSuffix(".yml") { contents[path] = Array("# moved\n".utf8) + bytes }
        let moved = Inventory.read(Repository(contents: contents)).inventory
        #expect(InventoryDifference(from: Inventory.read(project).inventory, to: moved).isEmpty)
    }

    @Test func `a difference reads as a sentence with its place`() {
        let id = Inventory.ID(origin: .bundle, scope: "b", target: "prod", kind: "jobs", key: "j")
        func inventory(_ value: String?) -> Inventory {
            let facts = value.map { ["f": Inventory.Fact($0, Place("a.yml", 7))] } ?? [:]
            return Inventory(items: [.init(id: id, name: "n", place: Place("a.yml", 3), facts: facts)])
        }
        func text(_ old: Inventory, _ new: Inventory) -> [String] {
            InventoryDifference(from: old, to: new).changes.map(\.description)
        }
        #expect(text(inventory("1"), inventory("2")) == ["a.yml:7: jobs/j of target prod (bundle b): f: 1 -> 2"])
        #expect(text(inventory(nil), inventory("2")) == ["a.yml:7: jobs/j of target prod (bundle b): f added: 2"])
        #expect(
            text(inventory("1"), inventory(nil)) == ["a.yml:3: jobs/j of target prod (bundle b): f removed, was: 1"])
        #expect(text(Inventory(items: []), inventory("1")) == ["a.yml:3: jobs/j of target prod (bundle b) added: n"])
    }
}
