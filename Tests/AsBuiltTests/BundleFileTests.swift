import Testing

@testable import AsBuilt

/// Rules 1 and 3 to 7 of loading: which files belong to a bundle, and how they become one configuration.
@Suite struct BundleFileTests {
    private let root = "bundle: {name: a}\n"

    @Test func `a repository may hold several bundles, and tools' and templates' folders are skipped`() {
        let paths = [
            "databricks.yml", "one/bundle.yaml", "two/deep/databricks.yaml", "node_modules/x/databricks.yml",
            ".git/databricks.yml", "one/.databricks/bundle/dev/databricks.yml", "t/{{.name}}/databricks.yml",
            "three/databricks.yml.tmpl",
        ]
        let repository = Repository(texts: Dictionary(uniqueKeysWithValues: paths.map { ($0, root) }))
        #expect(Bundle.roots(in: repository) == ["", "one", "two/deep"])
    }

    @Test func `more than one root file is an error`() {
        let bundle = Bundle.read(at: "", in: Folders.bundle(root, ["bundle.yml": "bundle: {name: b}\n"]))
        #expect(lines(bundle.notes) == ["several-root-files databricks.yml"])
        #expect(bundle.name == "a")
    }

    @Test func `unknown keys at the top only hold anchors`() {
        let text =
            "bundle: {name: a}\nshared: &shared [{principal: p, privileges: [EXECUTE]}]\n"
            + "resources: {schemas: {s: {name: s, grants: *shared}}}\n"
        let bundle = Bundle.read(at: "", in: Folders.bundle(text))
        #expect(bundle.notes == [])
        #expect(bundle.config["shared"] == nil)
        #expect(bundle.config.at("resources", "schemas", "s", "grants")?.list?.count == 1)
    }

    @Test func `a section of the wrong shape is ignored with a warning`() {
        let text = "bundle: {name: a}\npermissions: &p {level: CAN_VIEW, group_name: users}\n"
        let bundle = Bundle.read(at: "", in: Folders.bundle(text))
        #expect(bundle.notes.map(\.severity) == [.warning])
        #expect(lines(bundle.notes) == ["wrong-shape databricks.yml:2"])
        #expect(bundle.config["permissions"] == nil)
    }

    @Test func `includes are globbed in their order, sorted inside one, each file once`() {
        let text = root + "include: [\"r/z.yml\", \"r/*.yml\", \"j/?[ab].json\"]\n"
        let files = [
            "r/z.yml": "", "r/a.yml": "", "r/.hidden.yml": "", "r/x/deep.yml": "", "j/1a.json": "{}",
            "j/1c.json": "{}",
        ]
        let bundle = Bundle.read(at: "", in: Folders.bundle(text, files))
        #expect(bundle.included == ["r/z.yml", "r/.hidden.yml", "r/a.yml", "j/1a.json"])
        #expect(bundle.notes == [])
    }

    @Test func `two stars are no recursion`() {
        let files = ["r/a.yml": "", "r/x/b.yml": "", "r/x/y/c.yml": ""]
        let bundle = Bundle.read(at: "", in: Folders.bundle(root + "include: [\"r/**/*.yml\"]\n", files))
        #expect(bundle.included == ["r/x/b.yml"])
    }

    @Test func `a path without a match is an error and an empty glob is not`() {
        let bundle = Bundle.read(at: "", in: Folders.bundle(root + "include:\n  - none.yml\n  - none/*.yml\n"))
        #expect(lines(bundle.notes) == ["missing-include databricks.yml:3"])
    }

    @Test func `an included file is YAML or JSON, and root files are skipped`() {
        let text = root + "include: [\"*\"]\n"
        let bundle = Bundle.read(at: "", in: Folders.bundle(text, ["a.txt": "", "b.yaml": ""]))
        #expect(bundle.included == ["b.yaml"])
        #expect(lines(bundle.notes) == ["missing-include databricks.yml:2"])
    }

    @Test func `include in an included file is ignored with a warning`() {
        let files = ["r/a.yml": "include: [b.yml]\n", "r/b.yml": "resources: {}\n"]
        let bundle = Bundle.read(at: "", in: Folders.bundle(root + "include: [r/a.yml]\n", files))
        #expect(bundle.included == ["r/a.yml"])
        #expect(lines(bundle.notes) == ["ignored-include r/a.yml:1"])
    }

    @Test func `included files define any section`() {
        let files = ["a.yml": "variables: {v: {default: 1}}\ntargets: {dev: {mode: development}}\n"]
        let bundle = Bundle.read(at: "", in: Folders.bundle(root + "include: [a.yml]\n", files))
        #expect(bundle.targets == [Bundle.Target(name: "dev", place: Place("a.yml", 2), isDefault: true)])
        #expect(bundle.config.at("variables", "v", "default")?.integer == 1)
    }

    @Test func `an included file merges: maps by key, lists joined, scalars replaced, null has no opinion`() {
        let text =
            root + "include: [a.yml]\nworkspace: {host: h, root_path: r}\n"
            + "permissions: [{level: CAN_VIEW, group_name: a}]\n"
        let files = ["a.yml": "workspace: {host: ~, root_path: s}\npermissions: [{level: CAN_RUN, group_name: b}]\n"]
        let config = Bundle.read(at: "", in: Folders.bundle(text, files)).config
        #expect(config.at("workspace", "host")?.string == "h")
        #expect(config.at("workspace", "root_path")?.string == "s")
        #expect(config.at("workspace", "root_path")?.place == Place("a.yml", 1))
        #expect(config["permissions"]?.list?.compactMap { $0["group_name"]?.string } == ["a", "b"])
    }

    @Test func `a type that does not match is an error`() {
        let files = ["a.yml": "workspace: {host: [1]}\n"]
        let bundle = Bundle.read(at: "", in: Folders.bundle(root + "include: [a.yml]\nworkspace: {host: h}\n", files))
        #expect(lines(bundle.notes) == ["merge-conflict a.yml:1"])
    }

    @Test func `environments is the old name of targets, and both are an error`() {
        let old = Bundle.read(at: "", in: Folders.bundle(root + "environments: {dev: {}, prod: {default: true}}\n"))
        #expect(old.targets.map(\.name) == ["dev", "prod"])
        #expect(old.notes == [])
        let both = Bundle.read(at: "", in: Folders.bundle(root + "targets: {a: {}}\nenvironments: {b: {}}\n"))
        #expect(both.targets.map(\.name) == ["a"])
        #expect(lines(both.notes) == ["targets-and-environments databricks.yml:3"])
    }

    @Test func `a bundle without targets has one named default`() {
        #expect(Bundle.read(at: "", in: Folders.bundle(root)).targets.map(\.name) == ["default"])
    }

    @Test func `the default target is the only one or the marked one, and two marked ones are an error`() {
        func targets(_ text: String) -> Bundle { Bundle.read(at: "", in: Folders.bundle(root + text)) }
        #expect(targets("targets: {a: ~}\n").targets.map(\.isDefault) == [true])
        #expect(targets("targets: {a: {}, b: {default: true}}\n").targets.map(\.isDefault) == [false, true])
        let none = targets("targets: {a: {}, b: {}}\n")
        #expect(none.targets.map(\.isDefault) == [false, false])
        #expect(lines(none.notes) == ["default-target databricks.yml:2"])
        let two = targets("targets: {a: {default: true}, b: {default: true}}\n")
        #expect(two.targets.map(\.isDefault) == [false, false])
        #expect(two.notes.map(\.severity) == [.error])
    }

    @Test func `resource keys are unique among all kinds and files, and hold no reference`() {
        let text =
            root + "include: [a.yml]\nresources:\n  jobs:\n    x: {name: a}\n    ${var.y}: {name: b}\n"
            + "  schemas:\n    x: {name: c}\n"
        let bundle = Bundle.read(at: "", in: Folders.bundle(text, ["a.yml": "resources: {jobs: {x: {}}}\n"]))
        #expect(
            lines(bundle.notes) == [
                "duplicate-resource a.yml:1", "reference-in-key databricks.yml:6",
                "duplicate-resource databricks.yml:8",
            ])
    }

    @Test func `a broken file is a note, and the rest is read`() {
        let files = ["a.yml": "resources: {jobs: {x: {name: [}}}\n", "b.yml": "resources: {jobs: {y: {name: y}}}\n"]
        let bundle = Bundle.read(at: "", in: Folders.bundle(root + "include: [\"?.yml\"]\n", files))
        #expect(lines(bundle.notes) == ["invalid-yaml a.yml:1"])
        #expect(bundle.config.at("resources", "jobs", "y", "name")?.string == "y")
    }

    @Test func `files that declare resources and are not included are named`() {
        let files = [
            "resources/a.yml": "resources:\n  jobs: {}\n", "resources/b.yml": "resources:\n  jobs: {}\n",
            "other.yml": "key: 1\n", ".github/x.yml": "resources:\n  a: 1\n",
        ]
        let bundle = Bundle.read(at: "", in: Folders.bundle(root + "include: [resources/a.yml]\n", files))
        #expect(bundle.notIncluded == ["resources/b.yml"])
    }

    @Test(arguments: [
        ("a*c", "abc", true), ("a*c", "a/c", false), ("*", ".x", true), ("[^a]b", "cb", true), ("[^a]b", "ab", false),
        ("[a-c]", "b", true), ("\\*", "*", true), ("\\*", "a", false), ("a/*/c", "a/b/c", true),
        ("a*b*c", "aXbYc", true),
        ("a*b*c", "aXbY", false), ("[", "[", false), ("[]", "x", false), ("", "", true),
    ])
    func `patterns match as in Go`(pattern: String, path: String, isMatch: Bool) {
        #expect(Glob(pattern).matches(path) == isMatch)
    }
}
