import Testing

@testable import AsBuilt

@Suite struct WorkflowTests {
    private func gitHub(_ text: String, _ others: [String: String] = [:]) throws -> Workflow {
        let files = others.merging([".github/workflows/a.yml": text]) { first, _ in first }
        return try #require(Workflow.all(in: Repository(texts: files)).workflows.first)
    }

    private func azure(_ text: String, _ others: [String: String] = [:]) throws -> Workflow {
        let files = others.merging([".azure/a.yml": text]) { first, _ in first }
        return try #require(Workflow.all(in: Repository(texts: files)).workflows.first)
    }

    private func gitLab(_ text: String, _ others: [String: String] = [:]) throws -> Workflow {
        let files = others.merging([".gitlab-ci.yml": text]) { first, _ in first }
        return try #require(Workflow.all(in: Repository(texts: files)).workflows.first)
    }

    // MARK: Scripts

    private func commands(_ text: String, _ environment: [String: String] = [:]) -> [BundleCommand] {
        ShellScript(Datum(.string(text), Place("a", 1))).bundleCommands(environment: environment, folder: nil)
    }

    @Test(arguments: [
        ("databricks bundle deploy -t prod", "deploy prod -"),
        ("databricks bundle deploy --target=prod", "deploy prod -"),
        ("databricks -p x bundle deploy --target 'prod'", "deploy prod -"),
        ("databricks bundle run -t prod my_job", "run prod my_job"),
        ("databricks bundle run my_job --no-wait -t prod", "run prod my_job"),
        ("cd x && databricks bundle validate -t dev > ../out.txt || true", "validate dev -"),
        ("databricks bundle deploy \\\n  -t prod", "deploy prod -"), ("databricks bundle deploy", "deploy - -"),
        ("databricks bundle deploy -t ${{ inputs.target }}", "deploy ${{ inputs.target }} -"),
        ("databricks bundle deploy -t $TARGET", "deploy from-env -"),
        ("databricks bundle deploy -t \"${TARGET}\"", "deploy from-env -"),
        ("./bin/databricks bundle deploy -t prod # not -t dev", "deploy prod -"),
        ("out=$(databricks bundle summary -t prod -o json)", "summary prod -"),
    ])
    func `commands of bundles are found in scripts`(text: String, found: String) {
        let command = commands(text, ["TARGET": "from-env"]).first
        #expect(command.map { "\($0.verb) \($0.target ?? "-") \($0.resource ?? "-")" } == found)
    }

    @Test(arguments: [
        "databricks jobs list", "# databricks bundle deploy", "echo bundle deploy", "databricks bundle", "databricks",
    ])
    func `other lines are no commands of bundles`(text: String) {
        #expect(commands(text) == [])
    }

    @Test func `a command knows its line, its folder and its variables`() {
        let text = "cd churn\n\ndatabricks bundle deploy -t prod --var=\"a=b c\" --var d=e\n"
        let command = commands(text).first
        #expect(command?.place == Place("a", 4))
        #expect(command?.folder == "churn")
        #expect(command?.variables == ["a=b c", "d=e"])
        #expect(commands("databricks bundle deploy", ["DATABRICKS_BUNDLE_ENV": "prod"]).first?.target == "prod")
    }

    // MARK: GitHub

    @Test(arguments: [
        ("on: push", "push:"), ("on: [push, pull_request]", "push: pull request:"),
        ("on: {push: {branches: [main], paths: ['a/**']}}", "push:branches main; paths a/**"),
        ("on: {schedule: [{cron: '0 5 * * *'}]}", "schedule:cron 0 5 * * * UTC"),
        ("on: {workflow_dispatch: {inputs: {name: {}}}}", "manual:inputs name"), ("on: {workflow_call: }", "call:"),
        ("on: {pull_request_target: {types: [labeled]}}", "pull request:pull_request_target; types labeled"),
        ("on: release", "other:release"),
    ])
    func `triggers of GitHub are read in each of their forms`(text: String, found: String) throws {
        let workflow = try gitHub(text + "\njobs: {a: {runs-on: x}}\n")
        let triggers = workflow.triggers.map { "\($0.event.rawValue):\($0.detail)" }.joined(separator: " ")
        #expect(triggers == found)
        #expect(workflow.triggers.first?.place.line == 1)
    }

    @Test func `a job of GitHub has its order, environment, secrets and tools`() throws {
        let workflow = try gitHub(
            """
            on: push
            permissions: {id-token: write}
            env: {TOKEN: "${{ secrets.SHARED }}"}
            jobs:
              deploy:
                needs: [build]
                if: github.ref == 'refs/heads/main'
                environment: {name: production, url: https://example.com}
                runs-on: ubuntu-latest
                strategy: {matrix: {target: [staging, prod]}}
                env: {ID: "${{ vars.CLIENT }}"}
                steps:
                  - uses: databricks/setup-cli@main
                  - uses: actions/setup-python@v5
                    with: {python-version: 3.10}
                  - run: databricks bundle deploy -t ${{ matrix.target }}
                    env: {X: "${{ secrets.OWN }}"}
                  - run: |
                      echo start
                      env | sort
                  - run: echo "${{ secrets.OWN }}"
            """)
        let job = try #require(workflow.jobs.first)
        #expect(job.needs == ["build"])
        #expect(job.gate == .environment("production"))
        #expect(job.gatePlace?.line == 8)
        #expect(job.usesOIDC)
        #expect(job.secrets.map(\.name).sorted() == ["OWN", "SHARED"])
        #expect(job.variables.map(\.name) == ["CLIENT"])
        #expect(job.commands.map(\.target) == ["staging", "prod"])
        #expect(job.tools.map(\.version) == [nil, "3.10"])
        #expect(job.tools.map(\.isNumber) == [false, true])
        #expect(job.printed.map(\.place.line) == [20, 21])
        #expect(workflow.runsForPullRequests(job) == false)
    }

    @Test func `a workflow and an action of the repository are followed`() throws {
        let workflow = try gitHub(
            """
            on: pull_request
            jobs:
              call: {uses: ./.github/workflows/b.yml, secrets: inherit}
              steps: {runs-on: x, steps: [{uses: ./.github/actions/deploy}]}
            """,
            [
                ".github/actions/deploy/action.yml":
                    "runs:\n  using: composite\n  steps:\n    - run: databricks bundle deploy -t test\n"
            ])
        #expect(workflow.jobs[0].calls == ".github/workflows/b.yml")
        #expect(workflow.jobs[0].secrets.map(\.name) == ["every secret (inherit)"])
        #expect(workflow.jobs[1].commands.first?.place == Place(".github/actions/deploy/action.yml", 4))
    }

    // MARK: Azure DevOps

    @Test(
        arguments: [
            ("eq(variables['Build.SourceBranch'], 'refs/heads/main')", "on branch main", false),
            ("eq(variables['Build.Reason'], 'PullRequest')", "for a pull request", true),
            ("and(succeeded(), ne(variables['Build.Reason'], 'PullRequest'))", "not for a pull request", false),
            ("and(succeeded(), eq(variables.env, 'x'))", "env is x", nil),
            ("succeeded()", "everything before it succeeded", nil),
            ("eq(1,", nil, nil), ("startsWith(variables['x'], 'y')", nil, nil), ("", nil, nil),
        ] as [(String, String?, Bool?)])
    func `conditions of Azure DevOps are put in words`(text: String, words: String?, isForPullRequest: Bool?) {
        #expect(AzureCondition.parse(text).flatMap(AzureCondition.words) == words)
        #expect(AzureCondition.runsForPullRequests([text]) == isForPullRequest)
    }

    @Test func `a pipeline of Azure DevOps has stages, templates, groups and deployments`() throws {
        let workflow = try azure(
            """
            trigger: {branches: {include: [main], exclude: [old]}, paths: {include: [a/*]}}
            variables: [{group: shared group}, {name: TARGET, value: prod}]
            stages:
              - stage: Build
                jobs: [{template: jobs.yml}]
              - stage: Deploy
                condition: eq(variables['Build.SourceBranch'], 'refs/heads/main')
                jobs:
                  - deployment: Prod
                    environment: production
                    strategy:
                      runOnce:
                        deploy:
                          steps:
                            - ${{ if eq(1, 1) }}:
                                - script: databricks bundle deploy -t $(TARGET)
                                  env: {ARM_CLIENT_SECRET: $(SP_SECRET)}
            """,
            [
                ".azure/jobs.yml":
                    "jobs:\n  - job: Test\n    steps:\n      - template: steps.yml@self\n      - task: UsePythonVersion@0\n"
                    + "        inputs: {versionSpec: '3.10'}\n",
                ".azure/steps.yml": "steps:\n  - bash: env | sort\n",
            ])
        #expect(workflow.triggers.map(\.detail) == ["branches main; not branches old; paths a/*"])
        #expect(workflow.jobs.map(\.id) == ["Test", "Prod"])
        #expect(workflow.jobs[0].printed.map(\.place) == [Place(".azure/steps.yml", 2)])
        #expect(workflow.jobs[0].tools.map(\.version) == ["3.10"])
        let deploy = workflow.jobs[1]
        #expect(deploy.needs == ["stage Build"])
        #expect(deploy.gate == .environment("production"))
        #expect(deploy.commands.map(\.target) == ["prod"])
        #expect(deploy.variables.map(\.name) == ["SP_SECRET"])
        #expect(deploy.variableGroups.map(\.name) == ["shared group"])
        #expect(workflow.runsForPullRequests(deploy) == false)
    }

    @Test(arguments: [
        ("steps: [{script: databricks bundle deploy}]", 1), ("jobs: [{job: a, steps: []}, {job: b, steps: []}]", 2),
        ("stages: [{stage: s, jobs: [{job: a}]}]", 1),
    ])
    func `a pipeline is rooted in stages, jobs or steps`(text: String, count: Int) throws {
        #expect(try azure("trigger: none\n" + text + "\n").jobs.count == count)
    }

    @Test func `templates that include themselves end`() throws {
        let workflow = try azure(
            "steps: [{template: a.yml}, {template: a.yml}, {template: a.yml}]\n",
            [
                ".azure/b.yml": "steps: [{template: a.yml}]\n"
            ])
        #expect(workflow.jobs.count <= 1)
    }

    // MARK: GitLab

    @Test func `a pipeline of GitLab has rules, templates and references`() throws {
        let workflow = try gitLab(
            """
            stages: [test, deploy]
            image: {name: "team/image:1.2"}
            variables: {TARGET: prod}
            .base: {before_script: [cd churn], script: [echo hi], environment: base}
            test: {stage: test, extends: .base, rules: [{if: $CI_PIPELINE_SOURCE == "merge_request_event"}]}
            prod:
              stage: deploy
              extends: .base
              environment: {name: production}
              rules: [{if: $CI_COMMIT_BRANCH == "main", changes: [churn/**/*], when: manual}]
              script:
                - !reference [.base, script]
                - databricks bundle deploy -t $TARGET
                - echo $SP_SECRET
            """)
        #expect(workflow.jobs.map(\.id) == ["test", "prod"])
        #expect(workflow.runsForPullRequests(workflow.jobs[0]))
        let prod = workflow.jobs[1]
        #expect(prod.gate == .manual)
        #expect(prod.needs == ["stage test"])
        #expect(prod.condition == "if $CI_COMMIT_BRANCH == \"main\"; changes churn/**/*; when manual")
        #expect(prod.commands.first?.target == "prod")
        #expect(prod.commands.first?.folder == "churn")
        #expect(prod.commands.first?.place.line == 13)
        #expect(prod.printed.map(\.name) == ["$SP_SECRET"])
        #expect(prod.tools.map(\.version) == ["1.2"])
        #expect(workflow.runsForPullRequests(prod) == false)
    }

    @Test func `a child pipeline gets the rules of the job that starts it`() throws {
        let repository = Repository(texts: [
            ".gitlab-ci.yml":
                "start: {trigger: {include: .gitlab/c.yml}, rules: [{if: $CI_COMMIT_BRANCH == \"main\"}]}\n",
            ".gitlab/c.yml": "deploy: {script: [databricks bundle deploy -t prod]}\n",
        ])
        let child = try #require(Workflow.all(in: repository).workflows.last)
        #expect(
            child.triggers.map(\.detail) == ["if $CI_COMMIT_BRANCH == \"main\"; started by .gitlab-ci.yml, job start"])
        #expect(child.runsForPullRequests(child.jobs[0]) == false)
    }

    @Test func `templates that extend themselves end`() throws {
        #expect(try gitLab("a: {extends: [a, a], script: [!reference [a, script]]}\n").jobs.count == 1)
    }
}
