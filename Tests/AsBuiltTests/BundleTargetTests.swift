import Testing

@testable import AsBuilt

/// Rules 8 to 11 of loading: targets, variables and references.
@Suite struct BundleTargetTests {
    private func resolve(
        _ text: String, _ others: [String: String] = [:], target: String = "dev",
        supplied: SuppliedValues = SuppliedValues()
    ) -> ResolvedTarget? {
        let repository = Folders.bundle("bundle: {name: b}\n" + text, others)
        return Bundle.read(at: "", in: repository).resolve(target, in: repository, supplied: supplied)
    }

    private func job(_ text: String, variables: String, target: String = "{}") -> (name: Datum?, notes: [Note]) {
        let resolved = resolve(
            "variables: \(variables)\nresources: {jobs: {j: {name: \"\(text)\"}}}\ntargets: {dev: \(target)}\n")
        return (resolved?.config("jobs", "j")?["name"], resolved?.notes ?? [])
    }

    @Test func `every target is resolved, and an unknown one is not`() {
        let repository = Folders.bundle("bundle: {name: b}\ntargets: {dev: {}, prod: {}}\n")
        let bundle = Bundle.read(at: "", in: repository)
        #expect(bundle.resolveAll(in: repository).map(\.name) == ["dev", "prod"])
        #expect(bundle.resolve("test", in: repository) == nil)
    }

    @Test func `a target merges its sections and replaces mode and run_as`() {
        let text =
            "run_as: {user_name: a}\nworkspace: {host: h}\nresources: {jobs: {j: {name: a, tags: {x: 1}}}}\n"
            + "targets:\n  dev:\n    mode: production\n    run_as: {service_principal_name: b}\n"
            + "    workspace: {root_path: /r}\n    git: {branch: main}\n"
            + "    resources: {jobs: {j: {name: b, tags: {y: \"${bundle.git.branch}\"}}}}\n"
        let resolved = resolve(text)
        #expect(resolved?.mode == "production")
        #expect(resolved?.runAs?.map?.keys == ["service_principal_name"])
        #expect(resolved?.host == "h")
        #expect(resolved?.workspace["file_path"]?.string == "/r/files")
        let job = resolved?.config("jobs", "j")
        #expect(job?["name"]?.string == "b")
        #expect(job?["name"]?.place == Place("databricks.yml", 11))
        #expect(job?.at("tags", "x")?.integer == 1)
        #expect(job?.at("tags", "y")?.string == "main")
    }

    @Test func `a target may not introduce a variable`() {
        let resolved = resolve("variables: {a: {default: 1}}\ntargets:\n  dev:\n    variables: {a: 2, z: 3}\n")
        #expect(resolved?.variables.map(\.name) == ["a"])
        #expect(lines(resolved?.notes ?? []) == ["unknown-variable databricks.yml:5"])
    }

    @Test func `in a target a default drops the lookup, a lookup drops the default, and values are not merged`() {
        let text = """
            variables:
              a: {lookup: {warehouse: w}}
              b: {default: x}
              c: {type: complex, default: {x: 1, y: 2}}
            targets: {dev: {variables: {a: plain, b: {lookup: {job: j}}, c: {z: 3}}}}
            """
        let variables = resolve(text)?.variables ?? []
        #expect(variables.map(\.source) == [.target, .lookup, .target])
        #expect(variables.first?.value.string == "plain")
        #expect(variables[1].value.string == "«job looked up by name: j»")
        #expect(variables[2].value.map?.keys == ["z"])
    }

    @Test func `arguments come before the environment, the lookup, the overrides, the target and the default`() {
        let text = """
            variables:
              a: {default: d}
              b: {default: d}
              c: {lookup: {cluster: n}}
              d: {default: d}
              e: {default: d}
              f: {default: d}
              g: {description: needed}
            targets: {dev: {variables: {a: t, b: t, d: t, e: t}}}
            """
        let overrides = ["a", "b", "c", "d"].map { "\"\($0)\": \"o\"" }.joined(separator: ", ")
        let resolved = resolve(
            text, [".databricks/bundle/dev/variable-overrides.json": "{\(overrides)}"],
            supplied: SuppliedValues(arguments: ["a": "arg"], environment: ["a": "env", "b": "env"]))
        let variables = resolved?.variables ?? []
        #expect(
            variables.map(\.source) == [.argument, .environment, .lookup, .overrides, .target, .default, .missing])
        #expect(
            variables.map { $0.value.string } == [
                "arg", "env", "«cluster looked up by name: n»", "o", "t", "d", Unknown.required,
            ])
        #expect(variables[3].place == Place(".databricks/bundle/dev/variable-overrides.json", 1))
        #expect(
            lines(resolved?.notes ?? []) == ["looked-up databricks.yml:5", "required-value databricks.yml:9"])
    }

    @Test func `a value that is missing is shown as required and does not stop the rest`() {
        let (name, notes) = job("x-${var.a}", variables: "{a: {description: needed}}")
        #expect(name?.string == "x-\(Unknown.required)")
        #expect(notes.map(\.severity) == [.unknown])
    }

    @Test func `a pure reference keeps the type`() {
        let text = """
            variables: {n: {default: 7}, m: {type: complex, default: {k: [1, 2]}}}
            resources:
              jobs:
                j:
                  name: "${var.n}"
                  max_concurrent_runs: ${var.n}
                  tags: ${var.m}
                  description: ${var.m.k[1]}
                  timeout_seconds: ${variables.n.value}
            targets: {dev: {}}
            """
        let job = resolve(text)?.config("jobs", "j")
        #expect(job?["name"]?.value == .integer(7))
        #expect(job?["max_concurrent_runs"]?.value == .integer(7))
        #expect(job?["tags"]?.map?.keys == ["k"])
        #expect(job?["tags"]?.place == Place("databricks.yml", 8))
        #expect(job?["description"]?.value == .integer(2))
        #expect(job?["timeout_seconds"]?.value == .integer(7))
    }

    @Test func `a reference in a longer text becomes text, and a map in it is an error`() {
        #expect(job("a-${var.n}-${bundle.target}", variables: "{n: {default: 07}}").name?.string == "a-7-dev")
        let (name, notes) = job("a-${var.m}", variables: "{m: {default: {default: {x: 1}}}}")
        #expect(name?.string == "a-${var.m}")
        #expect(notes.map(\.rule) == [.referenceInText])
    }

    @Test func `references nest, and variables refer to variables`() {
        let variables = "{a_x: {default: found}, b: {default: x}, c: {default: \"${var.a_${var.b}}\"}}"
        #expect(job("${var.c}!", variables: variables).name?.string == "found!")
    }

    @Test func `cycles are an error`() {
        let (name, notes) = job("n", variables: "{a: {default: \"${var.b}\"}, b: {default: \"x${var.a}\"}}")
        #expect(name?.string == "n")
        #expect(Set(notes.map(\.rule)) == [.cyclicReference])
    }

    @Test func `a reference to an undeclared variable is an error and stays`() {
        let (name, notes) = job("${var.nope}", variables: "{}")
        #expect(name?.string == "${var.nope}")
        #expect(notes.map(\.rule) == [.unknownVariable])
        #expect(job("${foo.bar}", variables: "{}").notes.map(\.rule) == [.unknownReference])
    }

    @Test(arguments: [
        "{{job.id}}", "${{ github.ref }}", "$(X)", "$#{var.a}", "${9a}", "${var.a-}", "${var._a}", "${}", "${var..a}",
        "${var.a[x]}", "${var.a", "$var.a",
    ])
    func `what is no reference stays`(text: String) {
        let (name, notes) = job(text, variables: "{a: {default: 1}}")
        #expect(name?.string == text)
        #expect(notes == [])
    }

    @Test func `names may hold letters of any script, digits, hyphens and doubled underscores`() {
        let variables = "{größe: {default: 1}, a__b-c2: {default: 2}}"
        #expect(job("${var.größe}/${var.a__b-c2}", variables: variables).name?.string == "1/2")
    }

    @Test func `resources and artifacts stay symbolic`() {
        let text = "${resources.jobs.other.id}"
        #expect(job(text, variables: "{}").name?.string == text)
        #expect(job("x${artifacts.a.path}", variables: "{}").notes == [])
    }

    @Test func `unset fields of bundle and workspace are empty, and those of git are known at deploy`() {
        #expect(job("a${bundle.uuid}b${workspace.nothing}c", variables: "{}").name?.string == "abc")
        #expect(job("${bundle.git.commit}", variables: "{}").name?.string == "«commit at deploy»")
    }

    @Test func `built-in names are known`() {
        let text = "${bundle.name} ${bundle.target} ${bundle.environment} ${bundle.mode} ${workspace.host}"
        #expect(
            job(text, variables: "{}", target: "{mode: production, workspace: {host: h, root_path: /r}}").name?.string
                == "b dev dev production h")
    }

    @Test func `the deployer is unknown unless a caller names one`() {
        let text =
            "resources: {jobs: {j: {name: \"${workspace.current_user.userName} ${workspace.root_path}\"}}}\n"
            + "targets: {dev: {}}\n"
        #expect(
            resolve(text)?.config("jobs", "j")?["name"]?.string
                == "«deployer» /Workspace/Users/«deployer»/.bundle/b/dev")
        let supplied = SuppliedValues(deployers: ["dev": "jane.doe@example.com"])
        let name = resolve(text, supplied: supplied)?.config("jobs", "j")?["name"]?.string
        #expect(name == "jane.doe@example.com /Workspace/Users/jane.doe@example.com/.bundle/b/dev")
    }

    @Test func `no reference is replaced in the host or the name of the bundle`() {
        let repository = Folders.bundle(
            "bundle: {name: \"x-${var.a}\"}\nvariables: {a: {default: 1}}\nworkspace: {host: \"https://${var.a}\"}\n")
        let resolved = Bundle.read(at: "", in: repository).resolve("default", in: repository)
        #expect(resolved?.host == "https://${var.a}")
        #expect(resolved?.notes.map(\.rule) == [.referenceNotRead, .referenceNotRead])
    }

    @Test func `the paths of the workspace have defaults under the home of the deployer`() {
        let workspace = resolve("targets: {dev: {workspace: {state_path: ~/state}}}\n")?.workspace
        #expect(workspace?["root_path"]?.string == "/Workspace/Users/«deployer»/.bundle/b/dev")
        #expect(workspace?["file_path"]?.string == "/Workspace/Users/«deployer»/.bundle/b/dev/files")
        #expect(workspace?["artifact_path"]?.string == "/Workspace/Users/«deployer»/.bundle/b/dev/artifacts")
        #expect(workspace?["resource_path"]?.string == "/Workspace/Users/«deployer»/.bundle/b/dev/resources")
        #expect(workspace?["state_path"]?.string == "/Workspace/Users/«deployer»/state")
    }

    @Test func `references that unfold without end are bounded by their length`() {
        var variables = "{v0: {default: xxxxxxxxxx}"
        for level in 1...30 { variables += ", v\(level): {default: \"${var.v\(level - 1)}${var.v\(level - 1)}\"}" }
        let (_, notes) = job("${var.v30}", variables: variables + "}")
        #expect(notes.contains { $0.rule == .limit })
    }
}
