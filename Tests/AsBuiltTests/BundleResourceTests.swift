import Testing

@testable import AsBuilt

/// Rules 12 to 18 of loading: what happens to resources once references are replaced.
@Suite struct BundleResourceTests {
    private func resolve(
        _ text: String, _ others: [String: String] = [:], supplied: SuppliedValues = SuppliedValues()
    ) -> ResolvedTarget? {
        let repository = Folders.bundle("bundle: {name: b}\n" + text, others)
        return Bundle.read(at: "", in: repository).resolve("dev", in: repository, supplied: supplied)
    }

    // MARK: 12

    @Test func `tasks merge by key after references are replaced, and are sorted`() {
        let text = """
            variables: {k: {default: a}}
            resources:
              jobs:
                j:
                  tasks: [{task_key: b}, {task_key: a, max_retries: 1, depends_on: [{task_key: b}]}]
                  job_clusters: [{job_cluster_key: c, new_cluster: {num_workers: 1}}]
                  parameters: [{name: p, default: "1"}]
            targets:
              dev:
                resources:
                  jobs:
                    j:
                      tasks: [{task_key: "${var.k}", max_retries: 2}]
                      job_clusters: [{job_cluster_key: c, new_cluster: {spark_version: s}}]
                      parameters: [{name: p, default: "2"}, {name: q}]
            """
        let job = resolve(text)?.config("jobs", "j")
        #expect(job?["tasks"]?.list?.compactMap { $0["task_key"]?.string } == ["a", "b"])
        #expect(job?["tasks"]?.list?[0]["max_retries"]?.integer == 2)
        #expect(job?["tasks"]?.list?[0]["depends_on"]?.list?.count == 1)
        #expect(job?["job_clusters"]?.list?[0].at("new_cluster")?.map?.keys == ["num_workers", "spark_version"])
        #expect(job?["parameters"]?.list?.compactMap { $0["default"]?.string } == ["2"])
        #expect(job?["parameters"]?.list?.count == 2)
    }

    @Test func `clusters of pipelines merge by label, resources of apps by name, grants by principal`() {
        let text = """
            resources:
              pipelines: {p: {clusters: [{num_workers: 1}, {label: default, num_workers: 2}, {label: x}]}}
              apps: {a: {resources: [{name: r, job: {id: 1}}, {name: r, description: d}]}}
              schemas: {s: {grants: [{principal: g, privileges: [A, B]}, {principal: g, privileges: [B, C]}]}}
            targets: {dev: {}}
            """
        let target = resolve(text)
        #expect(target?.config("pipelines", "p")?["clusters"]?.list?.count == 2)
        #expect(target?.config("apps", "a")?["resources"]?.list?.first?.map?.keys == ["name", "job", "description"])
        let grants = target?.config("schemas", "s")?["grants"]?.list
        #expect(grants?.count == 1)
        #expect(grants?.first?["privileges"]?.scalarTexts == ["A", "B", "C"])
    }

    @Test func `other lists are joined`() {
        let text =
            "resources: {jobs: {j: {triggers: [1]}}}\ntargets: {dev: {resources: {jobs: {j: {triggers: [1]}}}}}\n"
        #expect(resolve(text)?.config("jobs", "j")?["triggers"]?.scalarTexts == ["1", "1"])
    }

    // MARK: 13

    private static let everything = """
        resources:
          jobs:
            j:
              name: job
              schedule: {quartz_cron_expression: 0 0 9 * * ?, timezone_id: UTC}
            k: {name: kept, max_concurrent_runs: 2, continuous: {pause_status: UNPAUSED}}
          pipelines: {p: {name: pipe}}
          models: {m: {name: model}}
          clusters: {c: {cluster_name: cluster}}
          dashboards: {d: {display_name: board}}
          experiments: {e: {name: /Shared/exp}}
          registered_models: {r: {name: reg}}
          model_serving_endpoints: {s: {name: serve}}
          schemas: {h: {name: schema}}
          volumes: {v: {name: volume}}
          quality_monitors: {q: {table_name: t, schedule: {quartz_cron_expression: 0 0 8 * * ?, timezone_id: UTC}}}

        """

    @Test func `mode development prefixes names, tags, pauses and raises concurrency`() {
        let target = resolve(
            Self.everything + "targets: {dev: {mode: development}}\n",
            supplied: SuppliedValues(deployers: ["dev": "jane.doe@example.com"]))
        func name(_ kind: String, _ key: String, _ field: String = "name") -> String? {
            target?.config(kind, key)?[field]?.string
        }
        #expect(name("jobs", "j") == "[dev jane_doe] job")
        #expect(name("pipelines", "p") == "[dev jane_doe] pipe")
        #expect(name("models", "m") == "[dev jane_doe] model")
        #expect(name("clusters", "c", "cluster_name") == "[dev jane_doe] cluster")
        #expect(name("dashboards", "d", "display_name") == "[dev jane_doe] board")
        #expect(name("experiments", "e") == "/Shared/[dev jane_doe] exp")
        #expect(name("registered_models", "r") == "dev_jane_doe_reg")
        #expect(name("model_serving_endpoints", "s") == "dev_jane_doe_serve")
        #expect(name("schemas", "h") == "dev_jane_doe_schema")
        #expect(name("volumes", "v") == "volume")
        let job = target?.config("jobs", "j")
        #expect(job?.at("schedule", "pause_status")?.string == "PAUSED")
        #expect(job?["max_concurrent_runs"]?.integer == 4)
        #expect(job?.at("tags", "dev")?.string == "jane_doe")
        #expect(target?.config("jobs", "k")?["max_concurrent_runs"]?.integer == 2)
        #expect(target?.config("jobs", "k")?.at("continuous", "pause_status")?.string == "UNPAUSED")
        #expect(target?.config("pipelines", "p")?["development"]?.bool == true)
        #expect(target?.config("quality_monitors", "q")?["schedule"] == nil)
        #expect(target?.config("experiments", "e")?["tags"]?.list?.first?["value"]?.string == "jane_doe")
    }

    @Test func `an unknown deployer is shown in the names`() {
        let target = resolve(Self.everything + "targets: {dev: {mode: development}}\n")
        #expect(target?.config("registered_models", "r")?["name"]?.string == "dev_«deployer»_reg")
        #expect(target?.config("jobs", "j")?["name"]?.string == "[dev «deployer»] job")
    }

    @Test func `presets do the same in any target`() {
        let presets =
            "{name_prefix: \"[x] \", tags: {team: a}, jobs_max_concurrent_runs: 3, "
            + "trigger_pause_status: PAUSED, pipelines_development: true}"
        let target = resolve(Self.everything + "targets: {dev: {presets: \(presets)}}\n")
        #expect(target?.config("jobs", "j")?["name"]?.string == "[x] job")
        #expect(target?.config("schemas", "h")?["name"]?.string == "x_schema")
        #expect(target?.config("jobs", "j")?.at("tags", "team")?.string == "a")
        #expect(target?.config("jobs", "j")?["max_concurrent_runs"]?.integer == 3)
        #expect(target?.config("jobs", "j")?.at("schedule", "pause_status")?.string == "PAUSED")
        #expect(target?.config("pipelines", "p")?["development"]?.bool == true)
        #expect(target?.config("quality_monitors", "q")?["schedule"] != nil)
    }

    @Test func `mode production changes nothing and is checked`() {
        let bare = resolve(Self.everything + "targets:\n  dev: {mode: production}\n")
        #expect(bare?.config("jobs", "j")?["name"]?.string == "job")
        #expect(lines(bare?.notes ?? []) == ["mode-check databricks.yml:19"])
        let rooted = "targets: {dev: {mode: production, workspace: {root_path: /Workspace/prod}}}\n"
        #expect(resolve(Self.everything + rooted)?.notes == [])
        #expect(resolve("targets: {dev: {mode: live}}\n")?.notes.map(\.severity) == [.error])
    }

    // MARK: 14

    @Test func `bundle permissions are added under each kind's names, and the deployer owns`() {
        let text = """
            permissions:
              - {level: CAN_RUN, group_name: runners}
              - {level: CAN_VIEW, group_name: viewers}
              - {level: CAN_MANAGE, service_principal_name: sp}
            resources:
              jobs:
                j: {name: j, permissions: [{level: CAN_VIEW, group_name: runners}]}
              experiments: {e: {name: e}}
              model_serving_endpoints: {s: {name: s}}
              pipelines: {p: {name: p}}
              schemas: {h: {name: h}}
            targets: {dev: {}}
            """
        let target = resolve(text)
        func levels(_ kind: String, _ key: String) -> [String] {
            (target?.config(kind, key)?["permissions"]?.list ?? []).map {
                "\(Permissions.principal(of: $0) ?? "?") \($0["level"]?.string ?? "?")"
            }
        }
        #expect(
            levels("jobs", "j") == ["runners CAN_VIEW", "viewers CAN_VIEW", "sp CAN_MANAGE", "«deployer» IS_OWNER"])
        #expect(levels("experiments", "e") == ["viewers CAN_READ", "sp CAN_MANAGE", "«deployer» CAN_MANAGE"])
        #expect(
            levels("model_serving_endpoints", "s") == [
                "runners CAN_QUERY", "viewers CAN_VIEW", "sp CAN_MANAGE", "«deployer» CAN_MANAGE",
            ])
        #expect(levels("pipelines", "p").first == "runners CAN_RUN")
        #expect(levels("schemas", "h") == [])
    }

    @Test func `a job alone gets the bundle's levels, and without permissions no one is added`() {
        let text = "resources: {jobs: {j: {name: j}}}\ntargets: {dev: {}}\n"
        #expect(resolve(text)?.config("jobs", "j")?["permissions"] == nil)
        let shared = "permissions: [{level: CAN_RUN, group_name: g}]\n"
        let list = resolve(shared + text)?.config("jobs", "j")?["permissions"]?.list
        #expect(list?.compactMap { $0["level"]?.string } == ["CAN_MANAGE_RUN", "IS_OWNER"])
    }

    @Test func `of several levels of a principal the highest stays`() {
        let text =
            "resources: {jobs: {j: {name: j, permissions: [{level: CAN_VIEW, group_name: g}]}}}\n"
            + "targets: {dev: {resources: {jobs: {j: {permissions: [{level: CAN_MANAGE, group_name: g}, "
            + "{level: CAN_MANAGE_RUN, group_name: g}]}}}}}\n"
        let list = resolve(text)?.config("jobs", "j")?["permissions"]?.list
        #expect(list?.compactMap { $0["level"]?.string } == ["CAN_MANAGE", "IS_OWNER"])
    }

    // MARK: 15

    @Test func `defaults are shown`() {
        let text =
            "resources: {jobs: {j: {schedule: {quartz_cron_expression: x}}}, volumes: {v: {name: v}}}\n"
            + "targets: {dev: {}}\n"
        let job = resolve(text)?.config("jobs", "j")
        #expect(job?["name"]?.string == "Untitled")
        #expect(job?["max_concurrent_runs"]?.integer == 1)
        #expect(job?.at("queue", "enabled")?.bool == true)
        #expect(job?.at("schedule", "pause_status")?.string == "UNPAUSED")
        #expect(resolve(text)?.config("volumes", "v")?["volume_type"]?.string == "MANAGED")
    }

    @Test func `run_as of the bundle applies to jobs and pipelines without their own`() {
        let text = """
            run_as: {service_principal_name: sp}
            resources:
              jobs: {j: {name: j}, k: {name: k, run_as: {user_name: u}}}
              pipelines: {p: {name: p}}
              model_serving_endpoints: {s: {name: s}}
            targets: {dev: {}}
            """
        let target = resolve(text)
        #expect(target?.config("jobs", "j")?.at("run_as", "service_principal_name")?.string == "sp")
        #expect(target?.config("jobs", "k")?["run_as"]?.map?.keys == ["user_name"])
        #expect(target?.config("pipelines", "p")?["run_as"] != nil)
        #expect(lines(target?.notes ?? []) == ["run-as databricks.yml:6"])
    }

    // MARK: 16

    @Test func `paths are relative to the file that states them, and a missing file is noted`() {
        let jobs = """
            resources:
              jobs:
                j:
                  name: j
                  tasks:
                    - {task_key: a, notebook_task: {notebook_path: ../src/A.py}}
                    - {task_key: b, notebook_task: {notebook_path: ../src/B}}
                    - {task_key: c, spark_python_task: {python_file: "${var.main}"}}
                    - {task_key: d, notebook_task: {notebook_path: /Shared/x}}
                    - {task_key: e, notebook_task: {notebook_path: x, source: GIT}}
                    - {task_key: f, libraries: [{requirements: ../nothing.txt}]}
                  environments: [{environment_key: d, spec: {dependencies: [-r ../req.txt, -r ./req.txt, numpy]}}]
            """
        let root = "include: [r/j.yml]\nvariables: {main: {default: ../src/main.py}}\ntargets: {dev: {}}\n"
        let files = ["r/j.yml": jobs, "src/A.py": "", "src/B.py": "", "src/main.py": "", "req.txt": ""]
        let target = resolve(root, files)
        let tasks = target?.config("jobs", "j")?["tasks"]?.list
        let folder = "/Workspace/Users/«deployer»/.bundle/b/dev/files/"
        #expect(tasks?[0].at("notebook_task", "notebook_path")?.string == folder + "src/A")
        #expect(tasks?[0].at("notebook_task", "source_file")?.string == "src/A.py")
        #expect(tasks?[2].at("spark_python_task", "python_file")?.string == folder + "src/main.py")
        #expect(tasks?[3].at("notebook_task", "notebook_path")?.string == "/Shared/x")
        #expect(tasks?[4].at("notebook_task", "notebook_path")?.string == "x")
        #expect(
            lines(target?.notes ?? []) == [
                "missing-file r/j.yml:7", "missing-file r/j.yml:11", "missing-file r/j.yml:12",
            ])
    }

    // MARK: 17

    @Test func `resources in Python are a blind spot, and a recorded validation shows them`() throws {
        let target = resolve("python:\n  resources: [resources:load]\ntargets: {dev: {}}\n")
        #expect(lines(target?.notes ?? []) == ["resources-in-python databricks.yml:2"])
        let recording = """
            {
              "bundle": {"name": "b", "target": "prod", "mode": "production"},
              "resources": {"jobs": {"made_in_python": {"name": "x", "id": "12", "url": "https://h/jobs/12"}}},
              "variables": {"v": {"default": "d", "value": "7"}},
              "workspace": {"host": "https://h"}
            }
            """
        let (recorded, notes) = ResolvedTarget.recorded(Array(recording.utf8), file: "validate.json")
        #expect(notes == [])
        let value = try #require(recorded)
        #expect(value.name == "prod")
        #expect(value.host == "https://h")
        #expect(value.resources.map(\.key) == ["made_in_python"])
        #expect(value.resources.first?.place == Place("validate.json", 3))
        #expect(value.variables.first?.value.string == "7")
    }

    @Test(arguments: ["", "{}", "[]", "Error: no such profile", "{\"bundle\": {\"name\": \"x\"}}"])
    func `a recording that is none is a note`(text: String) {
        let (target, notes) = ResolvedTarget.recorded(Array(text.utf8), file: "v.json")
        #expect(target == nil)
        #expect(notes.count == 1)
    }

    // MARK: 18

    @Test func `many defects in one bundle leave the rest readable`() {
        let text = """
            include: [broken.yml, missing.yml]
            variables: {a: {}, b: {default: "${var.b}"}}
            resources:
              jobs:
                good: {name: good}
                bad: [1, 2]
                odd: {name: "${var.unknown} ${var.a}", tasks: 3, permissions: 4, schedule: 5}
              schemas: 7
            targets: {dev: {variables: {zzz: 1}, presets: 9}}
            """
        let target = resolve(text, ["broken.yml": "a: [\n"])
        #expect(target?.config("jobs", "good")?["name"]?.string == "good")
        #expect(target?.config("jobs", "odd")?["name"]?.string == "${var.unknown} \(Unknown.required)")
    }
}
