import AsBuilt
import TestSupport
import Testing

@Suite struct InventoryTests {
    static let fixtures = [
        "github-aws", "github-aws-features", "azure-devops", "azure-devops-features", "gitlab-azure",
        "gitlab-azure-features",
    ]

    /// The whole inventory of the GitHub projects; of their twins what differs: the workflows, and one target.
    @Test(arguments: fixtures)
    func `the inventory of an MLOps Stacks project is its golden`(name: String) throws {
        let isWhole = name.hasPrefix("github")
        let reading = Inventory.read(try Folders.fixture(name), revision: "r1", targets: isWhole ? nil : ["prod"])
        try expectGolden(reading.inventory.json, "\(name).json")
    }

    @Test(arguments: fixtures)
    func `an inventory is read back as it was written`(name: String) throws {
        let inventory = Inventory.read(try Folders.fixture(name)).inventory
        let again = try Inventory(json: Array(inventory.json.utf8), file: "a.json")
        #expect(again == inventory)
        #expect(InventoryDifference(from: inventory, to: again).isEmpty)
    }

    @Test func `more bundles than the limit are a note, and the first ones are read`() {
        let limit = AsBuilt.Limits.bundles
        let texts = (0...limit).map { ("b\(1000 + $0)/databricks.yml", "bundle: {name: b}\n") }
        let inventory = Inventory.read(Repository(texts: Dictionary(uniqueKeysWithValues: texts))).inventory
        #expect(inventory.items("targets").count == limit)
        #expect(inventory.notes.map(\.rule) == [.limit])
    }

    @Test func `two readings are the same text`() throws {
        let repository = try Folders.fixture("github-aws-features")
        #expect(Inventory.read(repository).inventory.json == Inventory.read(repository).inventory.json)
    }

    @Test(arguments: ["", "{}", "[]", "{\"format\": 99}", "{\"format\": 1, \"items\": [{}]}"])
    func `what is no inventory is refused with its place`(text: String) {
        #expect(throws: Inventory.Unreadable.self) { try Inventory(json: Array(text.utf8), file: "a.json") }
    }

    @Test func `odd characters come through the text`() throws {
        let id = Inventory.ID(origin: .mlflow, scope: "a:b\"\\", kind: "k", key: "\u{1}\u{7F}\n\u{2028}é😀")
        let place = Place("dir/a:b.yml", 3)
        let item = Inventory.Item(
            id: id, name: "n", place: place, facts: ["f\"": .init("v\t", place), "g": .init("", Place("other.yml", 9))])
        let note = Note(.unknown, .requiredValue, place, "«x»")
        let inventory = Inventory(
            source: .init(revision: "r", readings: ["who, when"]), items: [item], notes: [note])
        #expect(try Inventory(json: Array(inventory.json.utf8), file: "a.json") == inventory)
    }

    @Test func `a resource of any kind is listed with every fact and its line`() throws {
        let text = """
            bundle: {name: b}
            resources:
              secret_scopes:
                scope:
                  name: keys
                  permissions: [{level: READ, group_name: g}]
              vector_search_indexes:
                index: {name: a.b.c, primary_key: id}
            """
        let inventory = Inventory.read(Folders.bundle(text)).inventory
        let scope = try #require(inventory.items("secret_scopes").first)
        #expect(scope.name == "keys")
        #expect(scope["permissions[group g]"] == "READ")
        #expect(scope.facts["name"]?.place == Place("databricks.yml", 5))
        #expect(inventory.items("vector_search_indexes").first?["primary_key"] == "id")
    }

    @Test func `no secret value is in the inventory, and names of secrets stay`() {
        let token = "dapi" + "0123456789abcdef0123456789abcdef"
        let text = """
            bundle: {name: b}
            variables:
              api_token: {default: plain-value}
              note: {default: "token \(token)"}
            resources:
              jobs:
                j:
                  name: j
                  parameters: [{name: p, default: "https://user:hunter2@example.com/x"}]
                  tasks:
                    - task_key: t
                      notebook_task:
                        notebook_path: /x
                        base_parameters: {db_password: hunter2, max_tokens: 7, scope: "{{secrets/s/k}}"}
                      new_cluster: {spark_env_vars: {A: hunter2, B: "{{secrets/s/k}}"}}
            """
        let inventory = Inventory.read(Folders.bundle(text)).inventory
        let json = inventory.json
        #expect(!json.contains("hunter2"))
        #expect(!json.contains("plain-value"))
        #expect(!json.contains(token))
        let job = inventory.items("jobs").first
        #expect(job?["tasks[t].notebook_task.base_parameters.scope"] == "{{secrets/s/k}}")
        #expect(job?["tasks[t].notebook_task.base_parameters.max_tokens"] == "7")
        #expect(job?["tasks[t].new_cluster.spark_env_vars.B"] == "{{secrets/s/k}}")
        #expect(job?["tasks[t].new_cluster.spark_env_vars.A"] == Redaction.hidden)
    }

    @Test(arguments: [
        ("${var.a}", true), ("${{ secrets.A }}", true), ("{{secrets/a/b}}", true), ("$(A)", true), ("", true),
        ("«x»", true), ("${a}hunter2${b}", false), ("hunter2", false), ("{{secrets/a/b}} {{secrets/c/d}}", false),
    ])
    func `under the name of a secret only a reference is shown`(value: String, isShown: Bool) {
        #expect((Redaction.value(value, path: ["db_password"]) == value) == isShown)
    }

    @Test(arguments: [
        "prod-risk-model-2026-training-job", "scikit-learn", "sk-learn-2026-a-long-name", "https://example.com/a@b",
        "basic auth", "hf_dataset", "Bearer of news",
    ])
    func `names that look a little like tokens stay`(text: String) {
        #expect(Redaction.text(text) == text)
    }

    @Test(arguments: ["dapi", "ghp_", "glpat-", "AKIA", "hf_", "sk-", "github_pat_"])
    func `tokens of well-known issuers are hidden in any text`(prefix: String) {
        let token = prefix + "0a1B2c3D4e5F6a7B8c9D0e1F"
        #expect(Redaction.text("x=\(token), y") == "x=(hidden), y")
        #expect(Redaction.text("Authorization: Bearer abcdefghijkl") == "Authorization: Bearer (hidden)")
    }
}
