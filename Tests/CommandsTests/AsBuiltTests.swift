import Foundation
import TestSupport
import Testing

/// The verb `as-built`, by runs of the real program on copies of the example repositories.
@Suite(.timeLimit(.minutes(10))) struct AsBuiltCommandTests {
    private static let token = "dapi" + "00112233445566778899aabbccddeeff"

    /// A workbook with a customer's repository beside it, and a home without profiles.
    private struct Bench {
        let folder: TemporaryFolder
        let repository: String
        var workbook: String { folder.path + "/workbook" }
        var inventory: String { get throws { try folder.read("workbook/content/as-built/inventory.json") } }

        init(_ fixture: String = "github-aws", commits: Bool = true) throws {
            folder = try TemporaryFolder()
            repository = folder.path + "/churn-mlops"
            try folder.write(ExitStatusTests.contract, to: "workbook/content/engagement.yaml")
            try FileManager.default.copyItem(
                atPath: Repository.root + "/Tests/AsBuiltTests/Fixtures/" + fixture, toPath: repository)
            if commits { try commit("first") }
        }

        func commit(_ subject: String) throws {
            try git("init", "-q", "-b", "main", ".", in: repository)
            try git("add", "-A", in: repository)
            try git("commit", "-q", "-m", subject, in: repository)
        }

        func edit(_ file: String, _ old: String, _ new: String) throws {
            let text = try folder.read("churn-mlops/" + file)
            try #require(text.contains(old), "\(file) has no '\(old)'")
            try folder.write(text.replacing(old, with: new, maxReplacements: 1), to: "churn-mlops/" + file)
        }

        func run(_ arguments: String..., environment: [String: String] = [:]) throws -> (
            status: Int32, output: String, talk: String
        ) {
            let process = Process()
            process.executableURL = try Program.executable
            process.arguments = ["--directory", workbook, "as-built"] + arguments
            process.currentDirectoryURL = URL(filePath: folder.path)
            process.environment = environment.merging([
                "TZ": "UTC", "USER": "tester", "HOME": folder.path,
                "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
            ]) { given, _ in given }
            let (output, talk) = (folder.path + "/output", folder.path + "/talk")
            for path in [output, talk] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
            process.standardError = try FileHandle(forWritingTo: URL(filePath: talk))
            try process.run()
            process.waitUntilExit()
            return (process.terminationStatus, try folder.read("output"), try folder.read("talk"))
        }
    }

    @Test func `a repository is read into one file, twice the same`() throws {
        let bench = try Bench()
        let first = try bench.run("read", "--bundle", "churn-mlops")
        #expect(first.status == 0, "\(first.talk)")
        #expect(first.output.hasPrefix("written content/as-built/inventory.json: "))
        let text = try bench.inventory
        let commit = try #require(text.firstMatch(of: /"revision": "([0-9a-f]{40})"/)).output.1
        #expect(first.output.contains(commit.prefix(12)))
        #expect(text.contains("\"key\": \"model_training_job\""))
        #expect(text.contains("\"kind\": \"workflow_jobs\""))
        let second = try bench.run("read", "--bundle", "churn-mlops")
        #expect(second.output.hasPrefix("unchanged content/as-built/inventory.json: "))
        #expect(try bench.inventory == text)
        // The folder of the bundle belongs to the same repository.
        _ = try bench.run("read", "--bundle", "churn-mlops/turbine_failures")
        #expect(
            try bench.inventory.replacing("\"bundles\": [\"turbine_failures\"]", with: "").contains(
                "\"key\": \"model_training_job\""))
    }

    @Test func `a changed file marks the revision, and no commit leaves it out`() throws {
        let bench = try Bench()
        try bench.edit("turbine_failures/databricks.yml", "bundle:", "# changed\nbundle:")
        _ = try bench.run("read", "--bundle", "churn-mlops")
        #expect(try bench.inventory.contains(/"revision": "[0-9a-f]{40}-dirty"/))
        let plain = try Bench(commits: false)
        #expect(try plain.run("read", "--bundle", "churn-mlops").status == 0)
        #expect(try !plain.inventory.contains("revision"))
        #expect(try plain.inventory.contains("\"key\": \"model_training_job\""))
    }

    @Test func `the workbook's own files are no part of the repository that it is in`() throws {
        let bench = try Bench(commits: false)
        try bench.folder.write(ExitStatusTests.contract, to: "churn-mlops/handover/content/engagement.yaml")
        try bench.commit("with a workbook")
        func run(_ arguments: String...) throws -> String {
            try Program.output(
                of: ["--directory", bench.repository + "/handover", "as-built"] + arguments, in: bench.folder.path,
                environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"])
        }
        let first = try run("read")
        #expect(first.hasPrefix("written"))
        // The inventory itself changes nothing.
        #expect(try run("read").hasPrefix("unchanged"))
        let text = try bench.folder.read("churn-mlops/handover/content/as-built/inventory.json")
        #expect(!text.contains("-dirty"))
    }

    @Test func `the inventory is shown within 80 columns, whole or one item`() throws {
        let bench = try Bench()
        _ = try bench.run("read", "--bundle", "churn-mlops")
        for arguments in [[], ["show"], ["show", "--target", "prod"], ["show", "model_training_job"]] {
            let process = try Program.output(
                of: ["--directory", bench.workbook, "as-built"] + arguments, in: bench.folder.path)
            #expect(process.contains("model_training_job"))
            for line in process.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        }
        let facts = try bench.run("show", "batch_inference_job", "--target", "prod").output
        #expect(facts.contains("schedule.words: every day at 11:00 UTC (line 31)"))
        let json = try bench.run("show", "--json").output
        #expect(try json == bench.inventory)
        let typo = try bench.run("show", "model_trainig_job")
        #expect(typo.status == 2 && typo.talk.contains("did you mean 'model_training_job'?"))
        #expect(try bench.run("show", "--target", "production").talk.contains("the targets: dev, prod, staging, test"))
    }

    @Test func `a difference has both values and its line, and the exit status is 1`() throws {
        let bench = try Bench()
        _ = try bench.run("read", "--bundle", "churn-mlops")
        let same = try bench.run("diff", "--bundle", "churn-mlops")
        #expect(same.status == 0 && same.output == "" && same.talk == "the inventory is what was read now\n")
        let file = "turbine_failures/resources/batch-inference-workflow-resource.yml"
        try bench.edit(file, "0 0 11 * * ?", "0 0 12 * * ?")
        let text = try bench.run("diff", "--bundle", "churn-mlops", "--target", "prod")
        #expect(text.status == 1)
        #expect(text.talk == "2 differences\n")
        let words = text.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            words.contains(
                "~ \(file):31: jobs/batch_inference_job of target prod (bundle turbine_failures): "
                    + "schedule.quartz_cron_expression: 0 0 11 * * ? -> 0 0 12 * * ?"))
        let json = try bench.run("diff", "--bundle", "churn-mlops", "--json")
        let changes = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        // Two facts in each of four targets.
        #expect(changes.count == 8)
        #expect(
            Set(changes.compactMap { $0["field"] as? String }).sorted() == [
                "schedule.quartz_cron_expression", "schedule.words",
            ])
        #expect(changes.first?["newPlace"] as? String == "\(file):31")
    }

    @Test func `the targets that were read are those that are compared`() throws {
        let bench = try Bench()
        _ = try bench.run("read", "--bundle", "churn-mlops", "--target", "prod")
        #expect(try !bench.inventory.contains("\"target\": \"dev\""))
        #expect(try bench.run("diff", "--bundle", "churn-mlops").status == 0)
        let typo = try bench.run("read", "--bundle", "churn-mlops", "--target", "production")
        #expect(typo.status == 2 && typo.talk.contains("hint: the targets: dev, prod, staging, test"))
    }

    @Test func `a check has the lints, and drift as errors, in each form`() throws {
        let bench = try Bench()
        let alone = try bench.run("check", "--bundle", "churn-mlops")
        #expect(alone.status == 0 && alone.talk.contains("there is no inventory to compare with"))
        let golden = try String(
            contentsOfFile: Repository.root + "/Tests/AsBuiltTests/Goldens/github-aws-lints.txt", encoding: .utf8)
        for line in golden.split(separator: "\n") { #expect(alone.output.contains(line + "\n"), "\(line)") }
        #expect(try bench.run("check", "--bundle", "churn-mlops", "--strict").status == 1)
        _ = try bench.run("read", "--bundle", "churn-mlops")
        #expect(try bench.run("check", "--bundle", "churn-mlops").status == 0)
        let file = "turbine_failures/resources/batch-inference-workflow-resource.yml"
        try bench.edit(file, "0 0 11 * * ?", "0 0 12 * * ?")
        let drift = try bench.run("check", "--bundle", "churn-mlops")
        #expect(drift.status == 1)
        #expect(
            drift.output.contains(
                "\(file):31: error: jobs/batch_inference_job of target prod: schedule.quartz_cron_expression is "
                    + "0 0 12 * * ? here, and 0 0 11 * * ? in the inventory [as-built-changed]"))
        let github = try bench.run("check", "--bundle", "churn-mlops", "--format", "github").output
        #expect(github.contains("::error file=\(file),line=31,title=as-built-changed::"))
        let sarif = try bench.run("check", "--bundle", "churn-mlops", "--format", "sarif").output
        let log = try #require(try JSONSerialization.jsonObject(with: Data(sarif.utf8)) as? [String: Any])
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        #expect((run["results"] as? [[String: Any]])?.count ?? 0 > 20)
        let json = try bench.run("check", "--bundle", "churn-mlops", "--json").output
        let lines = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
        #expect(lines.count { $0["severity"] as? String == "error" } == 4)
    }

    @Test func `a server that fails is told, and the files are written all the same`() throws {
        let bench = try Bench()
        let result = try bench.run(
            "read", "--bundle", "churn-mlops", "--mlflow", "http://127.0.0.1:9", "--timeout", "1")
        #expect(result.status == 6)
        #expect(result.talk.contains("error: MLflow at http://127.0.0.1:9 was not read: "))
        #expect(try bench.inventory.contains("\"key\": \"model_training_job\""))
        #expect(try !bench.inventory.contains("\"origin\": \"mlflow\""))
    }

    @Test func `no source that can be read writes nothing`() throws {
        let bench = try Bench()
        for arguments in [
            ["read", "--bundle", "nowhere"], ["read", "--bundle", "workbook"], ["read"],
            ["read", "--databricks", "none"], ["read", "--databricks", "environment"],
        ] {
            let process = Process()
            process.executableURL = try Program.executable
            process.arguments = ["--directory", bench.workbook, "as-built"] + arguments
            process.environment = ["HOME": bench.folder.path, "PATH": "/usr/bin:/bin"]
            process.standardError = FileHandle.nullDevice
            process.currentDirectoryURL = URL(filePath: bench.folder.path)
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 2, "\(arguments)")
        }
        #expect(!FileManager.default.fileExists(atPath: bench.workbook + "/content/as-built"))
        #expect(try bench.run("show").talk.contains("hint: make it with workbook as-built read --bundle DIR"))
    }

    @Test func `a workspace is read by a profile, and its token is nowhere`() throws {
        let bench = try Bench()
        let token = Self.token
        let server = try ScriptedServer { path in
            // A server that repeats what it was sent.
            if path.contains("scim") { return ScriptedServer.answer("200 OK", "{\"userName\": \"sp-reader\"}") }
            if path.contains("secrets/scopes/list") {
                return ScriptedServer.answer("200 OK", "{\"scopes\": [{\"name\": \"churn\"}]}")
            }
            if path.contains("secrets/list") {
                return ScriptedServer.answer("200 OK", "{\"secrets\": [{\"key\": \"api\"}]}")
            }
            return ScriptedServer.answer(
                "403 Forbidden", "{\"error_code\": \"PERMISSION_DENIED\", \"message\": \"no right with \(token)\"}")
        }
        defer { server.stop() }
        try bench.folder.write(
            "# made by hand\n[DEFAULT]\nhost = https://example.com\n\n[prod]\nhost = http://127.0.0.1:\(server.port)\n"
                + "token = \(token)\n", to: ".databrickscfg")
        let result = try bench.run("read", "--bundle", "churn-mlops", "--databricks", "prod")
        #expect(
            server.received.contains {
                $0.contains("Authorization: Bearer \(token)") || $0.contains("authorization: Bearer \(token)")
            })
        let text = try bench.inventory
        #expect(text.contains("\"origin\": \"databricks\"") && text.contains("\"key\": \"churn\""))
        #expect(text.contains("as sp-reader at 20"))
        #expect(text.contains("not-visible"))
        for shown in [text, result.output, result.talk, try bench.run("show").output] {
            #expect(!shown.contains(token) && !shown.contains("00112233"))
        }
        let missing = try bench.run("read", "--bundle", "churn-mlops", "--databricks", "DEFAULT")
        #expect(missing.status == 6 || missing.status == 2)
        #expect(missing.talk.contains("the profile 'DEFAULT' of \(bench.folder.path)/.databrickscfg has no token"))
        let unknown = try bench.run("read", "--bundle", "churn-mlops", "--databricks", "dev")
        #expect(unknown.talk.contains("hint: the profiles: DEFAULT, prod"))
        // The same by the environment.
        let variables = ["DATABRICKS_HOST": "http://127.0.0.1:\(server.port)", "DATABRICKS_TOKEN": token]
        _ = try bench.run("read", "--databricks", "environment", "--bundle", "churn-mlops", environment: variables)
        #expect(try bench.inventory.contains("as sp-reader at 20"))
        let plain = ["DATABRICKS_HOST": "http://dbc.example.com", "DATABRICKS_TOKEN": token]
        let refused = try bench.run(
            "read", "--databricks", "environment", "--bundle", "churn-mlops", environment: plain)
        #expect(refused.talk.contains("the host of Databricks does not begin with https://"))
        #expect(!refused.talk.contains(token))
    }

    @Test func `a password in an address is not repeated`() throws {
        let bench = try Bench()
        let result = try bench.run("read", "--bundle", "churn-mlops", "--mlflow", "https://ann:hunter2@example.com")
        #expect(result.status == 6 || result.status == 2)
        #expect(!(result.talk + result.output).contains("hunter2"))
        #expect(try !bench.inventory.contains("hunter2"))
    }

    @Test func `live blocks of a page show the inventory, and a wrong one is a diagnostic`() throws {
        let bench = try Bench()
        let head = "---\nid: home\ntitle: Home\nkind: guide\n---\n\n# Home\n\n"
        func write(_ blocks: String...) throws {
            try bench.folder.write(
                head + blocks.map { "```as-built \($0)\n```\n" }.joined(separator: "\n"),
                to: "workbook/content/index.md")
        }
        func workbook(_ arguments: String...) throws -> String {
            try Program.output(of: ["--directory", bench.workbook] + arguments, in: bench.folder.path)
        }
        try write("jobs target=prod")
        #expect(
            try workbook("check").contains(
                "content/index.md:9: error: the block shows an inventory, and there is none in content/as-built "
                    + "[missing-inventory]"))
        _ = try bench.run("read", "--bundle", "churn-mlops")
        try write(
            "jobs target=prod", "models target=prod", "schedule target=prod", "grants target=prod", "ci",
            "lineage target=prod", "targets", "jobs")
        #expect(try !workbook("check").contains("as-built"))
        _ = try workbook("build", "--output", "site")
        let page = try bench.folder.read("site/index.html")
        let commit = try #require(try bench.inventory.firstMatch(of: /"revision": "([0-9a-f]{12})/)).output.1
        for text in [
            "<caption>Jobs of target prod, at commit \(commit)</caption>",
            "<th scope=\"row\">batch_inference_job</th>", "every day at 11:00 UTC",
            "<caption>Registered models of target prod", "not read from a platform",
            "Starts at 09:00 UTC.", "<caption>Rights of target prod", "group users", "CAN_VIEW",
            "<caption>Jobs of workflows", "bundle deploy, target prod", "none: no environment",
            "<caption>Tables and models of tasks of target prod", "writes",
            "<caption>Targets, at commit", "<mark>https://prod.cloud.databricks.example</mark>",
        ] { #expect(page.contains(text), "\(text)") }
        #expect(!page.contains("```"))
        // Two builds are the same.
        _ = try workbook("build", "--output", "again")
        #expect(try bench.folder.read("again/index.html") == page)
        for (block, message) in [
            ("job", "the inventory has no view 'job'"), ("jobs target=live", "the inventory has no target 'live'"),
            ("schedule", "`as-built schedule` shows one target, and the inventory has 4"),
            ("jobs prod", "'prod' is no setting of an as-built block"),
            ("jobs bundle=x", "the inventory has no bundle 'x'"),
        ] {
            try write(block)
            #expect(
                try workbook("check").contains("content/index.md:9: error: \(message) [unknown-inventory-view]"),
                "\(block)")
        }
    }

    @Test func `a page that names what is not there is found at its line, and one that is right is not`() throws {
        let bench = try Bench()
        _ = try bench.run("read", "--bundle", "churn-mlops")
        let names = [
            "`batch_inference_job` runs at `0 0 11 * * ?`", "`prod.turbine_failures.turbine-failures-model`",
            "`PROD_WORKSPACE_TOKEN`",
        ]
        let head = "---\nid: home\ntitle: Home\nkind: guide\n---\n\n# Home\n\n"
        let block = "```bash\ndatabricks bundle run -t prod model_training_job\n```\n"
        let right = head + names.joined(separator: "\n") + "\n\n" + block
        try bench.folder.write(right, to: "workbook/content/index.md")
        let clean = try bench.run("check", "--bundle", "churn-mlops").output
        #expect(!clean.contains("content/index.md"), "\(clean)")
        for (old, new, line, rule) in [
            ("batch_inference_job", "batch_scoring_job", 9, "as-built-job"),
            ("0 0 11", "0 0 10", 9, "as-built-schedule"),
            ("`0 0 11 * * ?`", "`0 0 9 * * ?`", 9, "as-built-schedule"),
            ("prod.turbine_failures.turbine-failures-model", "prod.turbine_failures.old_model", 10, "as-built-table"),
            ("PROD_WORKSPACE_TOKEN", "PRD_WORKSPACE_TOKEN", 11, "as-built-secret"),
            ("-t prod", "-t production", 14, "as-built-target"),
            ("model_training_job\n", "training_job\n", 14, "as-built-job"),
        ] {
            try #require(right.contains(old))
            try bench.folder.write(right.replacing(old, with: new), to: "workbook/content/index.md")
            let output = try bench.run("check", "--bundle", "churn-mlops").output
            let found = output.split(separator: "\n").filter { $0.hasPrefix("content/index.md:") }
            let place = "content/index.md:\(line): warning: "
            #expect(found.count == 1, "\(new): \(found)")
            #expect(found.allSatisfy { $0.hasPrefix(place) && $0.hasSuffix("[\(rule)]") }, "\(new): \(found)")
        }
    }
}
