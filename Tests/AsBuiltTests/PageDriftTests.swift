import AsBuilt
import Testing

@Suite struct PageDriftTests {
    private func inventory() throws -> Inventory {
        Inventory.read(try Folders.fixture("github-aws-features")).inventory
    }

    private func drift(_ text: String, previous: Inventory? = nil) throws -> [PageDrift] {
        PageDrift.all(in: [PageCode(text, Place("page.md", 7))], against: try inventory(), previous: previous)
    }

    @Test(arguments: [
        "model_training_job", "prod-turbine-failures-model-training-job", "prod.turbine_failures.predictions",
        "prod.turbine_failures.turbine-failures-model", "0 0 9 * * ?", "PROD_WORKSPACE_TOKEN", "account users",
        ".github/workflows/turbine_failures-bundle-cd-prod.yml", "prod.turbine_failures", "ModelValidation", "Train",
        // No names of objects.
        "run_mode", "champion", "main.py", "databricks.yml", "DATABRICKS_TOKEN", "true", "mlflow.pyfunc.load_model",
        "other.schema.table", "SELECT 1", "", "git revert", "v0.236.0", "spark.sql.shuffle",
    ])
    func `names that exist, and texts that are no names, are no drift`(text: String) throws {
        #expect(try drift(text) == [])
    }

    @Test(arguments: [
        ("retraining_job", PageDrift.Kind.job), ("model_trainig_job", .job),
        ("prod-turbine-failures-scoring-job", .job),
        ("prod.turbine_failures.prediction", .table), ("prod.turbine_failures.labels", .table),
        ("prod.turbines", .schema),
        ("0 0 10 * * ?", .schedule), ("PROD_DATABRICKS_CLIENT_SECRET", .secret),
        (".github/workflows/turbine_failures-cd.yml", .workflow), ("acount users", .principal),
        ("ModelValidaton", .task),
    ])
    func `a name that does not exist is drift`(text: String, kind: PageDrift.Kind) throws {
        let found = try drift(text)
        #expect(found.map(\.kind) == [kind])
        #expect(found.first?.place == Place("page.md", 7))
        #expect(found.first?.problem.contains(text) == true)
    }

    @Test func `the nearest name and its place are told`() throws {
        let found = try #require(try drift("model_trainig_job").first)
        #expect(found.problem == "there is no job 'model_trainig_job'; is it 'model_training_job'?")
        #expect(found.source == Place("turbine_failures/resources/model-workflow-resource.yml", 17))
    }

    @Test func `a name of an earlier inventory that is gone is drift`() throws {
        let id = Inventory.ID(
            origin: .bundle, scope: "turbine_failures", target: "prod", kind: "volumes", key: "landing")
        let group = Inventory.Item(
            id: id, name: "landing", facts: ["permissions[group turbine-owners]": .init("CAN_MANAGE")])
        let previous = Inventory(items: [group])
        #expect(try drift("turbine-owners", previous: previous).map(\.kind) == [.principal])
        #expect(try drift("landing", previous: previous).map(\.kind) == [.name])
        #expect(try drift("turbine-owners") == [])
    }

    @Test func `a row with a job and the schedule of another one is drift`() throws {
        let row = ["model_training_job", "0 0 11 * * ?"].map { PageCode($0, Place("page.md", 3)) }
        let found = PageDrift.all(in: row, against: try inventory())
        #expect(
            found.map(\.problem) == ["the schedule of 'model_training_job' is '0 0 9 * * ?' and not '0 0 11 * * ?'"])
        #expect(found.first?.source?.line == 61)
        let right = ["model_training_job", "0 0 9 * * ?"].map { PageCode($0, Place("page.md", 3)) }
        #expect(PageDrift.all(in: right, against: try inventory()) == [])
    }

    @Test func `commands in blocks name targets and jobs that exist`() throws {
        func commands(_ text: String) throws -> [String] {
            let code = PageCode(text, Place("page.md", 9), isShell: true)
            return PageDrift.all(in: [code], against: try inventory()).map { "\($0.kind.rawValue) \($0.text)" }
        }
        #expect(try commands("databricks bundle run model_training_job -t prod") == [])
        #expect(try commands("databricks bundle deploy -t \"$TARGET\"") == [])
        #expect(try commands("databricks bundle deploy -t production") == ["target production"])
        #expect(try commands("databricks bundle run training_job -t prod") == ["job training_job"])
    }
}
