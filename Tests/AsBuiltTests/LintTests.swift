import AsBuilt
import Foundation
import TestSupport
import Testing

@Suite struct LintTests {
    /// A project in which no rule finds anything.
    private static let sound = [
        "databricks.yml": """
        bundle: {name: b}
        variables: {catalog: {description: Catalog of the target}}
        include: [resources/*.yml]
        targets:
          dev:
            mode: development
            default: true
            variables: {catalog: dev}
            workspace: {host: https://dev.example}
          prod:
            mode: production
            run_as: {service_principal_name: sp}
            variables: {catalog: prod}
            workspace: {host: https://prod.example, root_path: /Workspace/b}

        """,
        "resources/jobs.yml": """
        resources:
          jobs:
            train:
              name: train
              timeout_seconds: 3600
              email_notifications: {on_failure: [team@example.com]}
              schedule: {quartz_cron_expression: 0 0 9 * * ?, timezone_id: UTC}
              tasks:
                - task_key: validate
                  max_retries: 1
                  job_cluster_key: c
                  notebook_task:
                    notebook_path: ../src/train.py
                    base_parameters:
                      run_mode: enabled
                      input_table: ${var.catalog}.s.readings
                      model_name: ${resources.registered_models.model.id}
              job_clusters: [{job_cluster_key: c, new_cluster: {spark_version: 16.4.x-cpu-ml-scala2.12}}]
            score:
              name: score
              timeout_seconds: 3600
              email_notifications: {on_failure: [team@example.com]}
              schedule: {quartz_cron_expression: 0 0 11 * * ?, timezone_id: UTC}
              tasks: [{task_key: score, max_retries: 1, notebook_task: {notebook_path: ../src/predict.py}}]
          registered_models:
            model: {name: model, catalog_name: "${var.catalog}", schema_name: s}
          experiments:
            experiment: {name: /Shared/experiment}

        """,
        "src/train.py": """
        previous = client.get_model_version_by_alias(name, "champion")
        client.set_registered_model_alias(name, "champion", version)

        """,
        "src/predict.py": "frame.write.mode(\"append\").saveAsTable(predictions)\n",
        ".github/workflows/ci.yml": """
        on: pull_request
        jobs:
          validate:
            runs-on: x
            env: {TOKEN: "${{ secrets.DEV_TOKEN }}"}
            steps:
              - uses: databricks/setup-cli@v0.236.0
              - uses: actions/setup-python@v5
                with: {python-version: "3.10"}
              - run: databricks bundle validate -t dev
              - run: databricks bundle run train -t dev

        """,
        ".github/workflows/cd.yml": """
        on: {push: {branches: [main]}}
        jobs:
          deploy:
            environment: production
            runs-on: x
            env: {TOKEN: "${{ secrets.PROD_TOKEN }}"}
            steps:
              - uses: databricks/setup-cli@v0.236.0
              - run: databricks bundle deploy -t prod

        """,
    ]

    /// Returns the findings of the sound project with a text replaced in one of its files, or with another file.
    private func lints(_ file: String, _ old: String = "", _ new: String, rest: [String: String] = [:]) -> [String] {
        var files = Self.sound.merging(rest) { $1 }
        let text = files[file] ?? ""
        files[file] = old.isEmpty ? text + new : text.replacing(old, with: new)
        #expect(files[file] != text || new.isEmpty)
        let repository = Repository(texts: files)
        return Lint.all(in: Inventory.read(repository), of: repository).map { "\($0.rule.rawValue) \($0.place)" }
    }

    @Test func `a sound project has no findings`() {
        let repository = Repository(texts: Self.sound)
        #expect(Lint.all(in: Inventory.read(repository), of: repository) == [])
    }

    private static let jobs = "resources/jobs.yml"
    private static let root = "databricks.yml"
    private static let pull = ".github/workflows/ci.yml"
    private static let push = ".github/workflows/cd.yml"

    private static let cases: [(file: String, old: String, new: String, found: String)] = [
        (
            root, "include: [resources/*.yml]", "include: [resources/jobs.yml]",
            "resource-not-included resources/other.yml:1"
        ),
        (jobs, "run_mode: enabled", "run_mode: dry_run", "validation-dry-run resources/jobs.yml:15"),
        (
            "src/train.py", "previous = client.get_model_version_by_alias(name, \"champion\")\n", "",
            "champion-not-recorded src/train.py:1"
        ),
        (jobs, "input_table: ${var.catalog}.s", "input_table: dev.s", "foreign-catalog resources/jobs.yml:16"),
        (
            jobs, "model_name: ${resources.registered_models.model.id}", "model_name: ${var.catalog}.s.model",
            "development-name resources/jobs.yml:17"
        ),
        (
            jobs, "model_name: ${resources.registered_models.model.id}", "experiment_name: /Shared/experiment",
            "development-name resources/jobs.yml:17"
        ),
        (push, "    environment: production\n", "", "no-approval .github/workflows/cd.yml:8"),
        (pull, "DEV_TOKEN", "PROD_TOKEN", "production-secret-in-pull-request .github/workflows/ci.yml:5"),
        (root, "    run_as: {service_principal_name: sp}\n", "", "production-mode databricks.yml:10"),
        (root, "    mode: production\n", "", "production-mode databricks.yml:10"),
        (
            jobs, "/Shared/experiment", "\"/Users/${workspace.current_user.userName}/e\"",
            "personal-experiment resources/jobs.yml:28"
        ),
        (
            jobs, "  score:\n      name: score\n      timeout_seconds: 3600\n", "  score:\n      name: score\n",
            "no-timeout resources/jobs.yml:19"
        ),
        (jobs, "{task_key: score, max_retries: 1, ", "{task_key: score, ", "no-retry resources/jobs.yml:19"),
        (
            jobs, "{on_failure: [team@example.com]}\n      schedule: {quartz_cron_expression: 0 0 11",
            "{on_failure: []}\n      schedule: {quartz_cron_expression: 0 0 11",
            "no-failure-notification resources/jobs.yml:19"
        ),
        ("src/predict.py", "\"append\"", "'overwrite'", "predictions-overwritten src/predict.py:1"),
        (jobs, "0 0 11 * * ?", "0 0 8 * * ?", "schedule-order resources/jobs.yml:23"),
        (jobs, "16.4.x-cpu-ml-scala2.12", "auto:latest-ml", "unpinned-version resources/jobs.yml:18"),
        (push, "setup-cli@v0.236.0", "setup-cli@main", "unpinned-version .github/workflows/cd.yml:8"),
        (pull, "\"3.10\"", "3.10", "version-is-number .github/workflows/ci.yml:9"),
        (root, "https://prod.example", "https://DEV.example/", "shared-host databricks.yml:14"),
        (root, "host: https://dev.example", "host: ", "no-host databricks.yml:9"),
        (pull, "databricks bundle validate -t dev", "env | sort", "secret-printed .github/workflows/ci.yml:10"),
        (pull, "validate -t dev", "validate -t staging", "unknown-target .github/workflows/ci.yml:10"),
        (pull, "run train", "run training", "unknown-job .github/workflows/ci.yml:11"),
        (
            root, "  prod:\n", "  test: {workspace: {host: https://t.example}, variables: {catalog: t}}\n  prod:\n",
            "never-deployed databricks.yml:10"
        ),
        (root, "bundle: {name: b}\n", "bundle: {name: b} # TODO: rename\n", "to-do databricks.yml:1"),
    ]

    @Test(arguments: cases)
    func `one change makes one finding, at its line`(file: String, old: String, new: String, found: String) {
        let rest = found.contains("other.yml") ? ["resources/other.yml": "resources:\n  schemas: {}\n"] : [:]
        #expect(lints(file, old, new, rest: rest) == [found])
    }

    @Test func `every rule has a case above, a reason and a page`() throws {
        let named = Set(Self.cases.map { $0.found.prefix { $0 != " " } })
        #expect(LintRule.allCases.filter { !named.contains($0.rawValue[...]) } == [])
        let content = TestSupport.Repository.root + "/content"
        let pages = try FileManager.default.subpathsOfDirectory(atPath: content).filter { $0.hasSuffix(".md") }
            .map { try String(contentsOfFile: content + "/" + $0, encoding: .utf8) }
        for rule in LintRule.allCases {
            #expect(rule.why.hasSuffix("."))
            #expect(pages.contains { $0.contains("\nid: \(rule.page)\n") }, "\(rule.page)")
        }
    }

    @Test(arguments: ["github-aws", "azure-devops", "gitlab-azure"])
    func `the findings in a project of the template are its golden`(name: String) throws {
        let repository = try Folders.fixture(name)
        let lints = Lint.all(in: Inventory.read(repository), of: repository)
        try expectGolden(lints.map(\.description).joined(separator: "\n") + "\n", "\(name)-lints.txt")
    }
}
