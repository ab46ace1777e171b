import CivilTime
import Content
import Engagement
import Foundation
import TestSupport
import Testing

/// The first pages of five new engagements, made from the repository's own files.
@Suite struct BeginningTests {
    /// Five customers that differ in cloud, platform, inference, promotion, monitoring and names.
    static let customers: [[Question: String]] = [
        [.customer: "Aurora Bank", .useCase: "card fraud", .entity: "payment", .schema: "fraud"],
        [
            .customer: "Nordwind: \"Rail\" & Sons", .useCase: "demand forecast", .entity: "store", .cloud: "azure",
            .schema: "demand", .inference: "batch,streaming", .monitoring: "yes", .productionCatalog: "ml_prod",
            .stagingCatalog: "ml_stage", .developmentCatalog: "ml_dev",
        ],
        [
            .customer: "Weber Maschinenbau", .useCase: "machine failure", .entity: "machine", .cloud: "gcp",
            .platform: "gitlab", .schema: "failures", .inference: "real-time", .promote: "model",
            .project: "upkeep", .repository: "upkeep-platform", .owners: "upkeep-team",
        ],
        [
            .customer: "Ilmarinen Oy", .useCase: "loan risk", .schema: "risk", .inference: "batch,streaming,real-time",
            .promote: "model", .monitoring: "yes", .holidays: "2028-05-01",
        ],
        [
            .customer: "Casa \"\u{301} $HOME $\u{301}", .platform: "azure-devops", .inference: "streaming",
            .start: "2029-06-13",
        ],
    ]

    static let example = Result { try ContentFolder.read(at: Repository.root) }

    static func texts(below folder: String) throws -> [(path: String, text: String)] {
        let root = Repository.root + "/" + folder
        return try FileManager.default.subpathsOfDirectory(atPath: root).sorted()
            .filter { $0.hasSuffix(".md") || $0.hasSuffix(".yaml") }
            .map { ($0, try String(contentsOfFile: root + "/" + $0, encoding: .utf8)) }
    }

    /// The pages of each customer, written once for all tests.
    private static let written = Dictionary(
        uniqueKeysWithValues: customers.map { given in (given, Result { try write(for: given) }) })

    static func pages(for given: [Question: String]) throws -> [(path: String, text: String)] {
        try #require(written[given]).get()
    }

    private static func write(for given: [Question: String]) throws -> [(path: String, text: String)] {
        let texts = try texts(below: "site/beginning")
        let (table, diagnostics) = BeginningTable.read(try #require(texts.first { $0.path == "beginning.yaml" }).text)
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        let contract = try #require(try example.get().contract)
        let start = given[.start].flatMap { CivilDate(iso: $0) } ?? CivilDate(2028, 4, 3)
        let calendar = BusinessCalendar(holidays: [.init(date: CivilDate(2028, 4, 14), name: "Good Friday")])
        let answers = try Answers(
            given, schedule: .init(window: start...start.adding(days: 24), calendar: calendar))
        let first = FirstPages(
            table: try #require(table), texts: Dictionary(uniqueKeysWithValues: texts.map { ($0.path, $0.text) }),
            answers: answers,
            example: .init(window: contract.window.start...contract.window.end, calendar: contract.calendar))
        return first.pages(from: try Self.texts(below: "content").filter { $0.path != "engagement.yaml" })
    }

    static func folder(for given: [Question: String]) throws -> ContentFolder {
        let contract = try String(contentsOfFile: Repository.root + "/content/engagement.yaml", encoding: .utf8)
        let pages = try pages(for: given).map { ($0.path, Array($0.text.utf8)) }
        return ContentFolder(files: [("engagement.yaml", Array(contract.utf8))] + pages)
    }

    @Test(arguments: customers)
    func `no page names the example or one of its dates`(given: [Question: String]) throws {
        let platform: Set = [
            "2026-04-23", "2026-07-15", "2026-11-27", "2027-05-20", "2028-05-09", "2028-10-22", "2029-06-10",
        ]
        let dates = Set(
            try Self.texts(below: "content").flatMap { $0.text.matches(of: /20\d\d-(?:\d\d-\d\d|W\d\d)/) }
                .map { String($0.0) }
        ).subtracting(platform)
        for (path, text) in try Self.pages(for: given) {
            for (index, line) in (path + "\n" + text).split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            {
                let lowered = line.lowercased()
                for word in [
                    "northwind", "churn", "customer_id", "customer_features", "retention campaign", "call center",
                    "tariff", "worked example", "january 2028", "{customer}", "{use-case}", "{schema}", "22 dec 2026",
                ] where lowered.contains(word) {
                    Issue.record("\(path):\(index): \(word) in \(line)")
                }
                for date in line.matches(of: /20\d\d-(?:\d\d-\d\d|W\d\d)/) where dates.contains(String(date.0)) {
                    Issue.record("\(path):\(index): \(date.0) in \(line)")
                }
                for date in line.matches(of: /(?:2026|2027)(?:0[1-9]|1[0-2])[0-3]\d/) {
                    Issue.record("\(path):\(index): \(date.0) in \(line)")
                }
            }
        }
    }

    @Test(arguments: customers)
    func `a shell reads the customer's name as it is written`(given: [Question: String]) throws {
        let name = given[.customer] ?? ""
        let text = try Self.pages(for: given).map(\.text).joined(separator: "\n")
        let written = try #require(text.components(separatedBy: "--customer \"").dropFirst().first)
        // Scalar by scalar, as a shell reads it: a backslash, and what it stands for, or the end.
        var read = String.UnicodeScalarView()
        var scalars = written.unicodeScalars.makeIterator()
        while let scalar = scalars.next(), scalar != "\"" {
            #expect(scalar != "$" && scalar != "`")
            if let next = scalar == "\\" ? scalars.next() : scalar { read.append(next) }
        }
        #expect(String(read) == name)
    }

    @Test(arguments: customers)
    func `the pages have no diagnostic but what is still to be completed`(given: [Question: String]) throws {
        let diagnostics = try Self.folder(for: given).diagnostics
        #expect(diagnostics.filter { $0.rule != .toBeCompleted }.map(\.description) == [])
        #expect(diagnostics.count > 40)
    }

    @Test(arguments: customers)
    func `every decision begins as a proposal with options and a recommendation`(given: [Question: String]) throws {
        let decisions = try Self.folder(for: given).pages.filter { $0.frontMatter.kind == .decision }
        #expect(decisions.count == 17)
        for page in decisions {
            #expect(page.frontMatter.status == .proposed, "\(page.path)")
            #expect(page.frontMatter.implementation == .notStarted, "\(page.path)")
            #expect(page.frontMatter.date == nil, "\(page.path)")
        }
        for (path, text) in try Self.pages(for: given) where path.hasPrefix("decisions/") {
            #expect(!text.contains("Chosen:"), "\(path)")
            #expect(text.contains(/Recommended by the answers that this workbook began with: \S/), "\(path)")
        }
    }

    @Test func `pages of parts that the answers exclude are left out`() throws {
        let paths = try Self.customers.map { Set(try Self.pages(for: $0).map(\.path)) }
        func isThere(_ path: String) -> [Bool] { paths.map { $0.contains(path) } }
        #expect(isThere("runbooks/serve-in-real-time.md") == [false, false, true, true, false])
        #expect(isThere("runbooks/change-or-replay-stream.md") == [false, true, false, true, true])
        #expect(isThere("runbooks/backfill-batch-inference.md") == [true, true, false, true, false])
        #expect(isThere("handover/data-profiling.md") == [false, true, false, true, false])
        #expect(isThere("handover/ci-cd-guide.md") == [true, false, true, true, false])
        #expect(isThere("runbooks/release-to-production-azure-devops.md") == [false, true, false, false, true])
        #expect(isThere("handover/gitlab-differences.md") == [false, false, true, false, false])
        #expect(isThere("runbooks/promote-model-across-catalogs.md") == [false, false, true, true, false])
    }

    @Test func `every page, section and decision of the table is one of the example`() throws {
        let texts = try Self.texts(below: "site/beginning")
        let yaml = try #require(texts.first { $0.path == "beginning.yaml" }).text
        let example = try Self.texts(below: "content")
        for match in yaml.matches(of: /(?:page|instead): ([a-z\/-]+\.md)/) {
            #expect(example.contains { $0.path == match.1 }, "\(match.1)")
        }
        for match in yaml.matches(of: /heading: ([^,\n]+)/) {
            #expect(example.contains { $0.text.contains("# \(match.1)\n") }, "\(match.1)")
        }
        for match in yaml.matches(of: /id: (ADR-\d+)/) {
            #expect(example.contains { $0.text.contains("\nid: \(match.1)\n") }, "\(match.1)")
        }
    }

    @Test func `a link to a page that was left out becomes text, and a row that served it goes`() throws {
        let index = try #require(try Self.pages(for: Self.customers[0]).first { $0.path == "index.md" }).text
        #expect(!index.contains("Stream one day"))
        #expect(!index.contains("azure-devops"))
        #expect(index.contains("# Card fraud on Databricks: engagement workbook"))
        let azure = try #require(try Self.pages(for: Self.customers[1]).first { $0.path == "index.md" }).text
        #expect(azure.contains("[CI/CD guide](handover/ci-cd-guide-azure-devops.md)"))
        #expect(!azure.contains("](handover/ci-cd-guide.md"))
    }

    /// The pages that are about GitHub, or compare the platforms.
    private static let aboutGitHub: Set = [
        "decisions/0004-ci-cd-platform.md", "guides/engineer.md", "handover/ci-cd-guide.md",
        "handover/gitlab-differences.md", "runbooks/move-ci-to-oidc.md",
    ]

    @Test(arguments: customers)
    func `no step runs GitHub's command line on another platform`(given: [Question: String]) throws {
        let pages = try Self.pages(for: given)
        let others = ["handover/ci-cd-guide-azure-devops.md", "handover/gitlab-differences.md"]
        guard pages.contains(where: { others.contains($0.path) }) else { return }
        for (path, text) in pages where !Self.aboutGitHub.contains(path) {
            for line in text.split(separator: "\n")
            where line.contains(#/(?:^|[ `$(|])gh (?:api|pr|run|secret|workflow) /#) {
                Issue.record("\(path): \(line)")
            }
            #expect(!text.contains("`gh`"), "\(path)")
        }
    }

    @Test func `catalogs of other names have a variable of their own`() throws {
        let pages = try Self.pages(for: Self.customers[1])
        for (path, text) in pages {
            for example in ["${ENV:?}.", "=$ENV.", "list \"${ENV:?}\"", "--catalog-name \"$ENV", "in dev staging prod"]
            {
                #expect(!text.contains(example), "\(path): \(example)")
            }
            // A page that uses the catalog sets it.
            let uses = text.contains("${CATALOG:?}") || text.contains("$CATALOG.")
            #expect(!uses || text.contains("CATALOG="), "\(path)")
        }
        let rollback = try #require(pages.first { $0.path == "runbooks/roll-back-champion.md" }).text
        #expect(rollback.contains("ENV=prod CATALOG=ml_prod\n"))
        #expect(rollback.contains("MODEL=$CATALOG.demand.demand_model\n"))
        let example = try #require(
            try Self.pages(for: Self.customers[0]).first { $0.path == "runbooks/roll-back-champion.md" })
        #expect(example.text.contains("MODEL=$ENV.fraud.fraud_model\n"))
    }

    @Test func `names that were given outweigh those that are derived`() throws {
        for (path, text) in try Self.pages(for: Self.customers[2]) {
            #expect(!text.contains("failures_mlops") && !text.contains("failures-mlops"), "\(path)")
            #expect(!text.contains("failures-owners"), "\(path)")
        }
    }

    @Test func `a business day of the example becomes the same business day of the new window`() throws {
        let agenda = try #require(
            try Self.pages(for: Self.customers[0]).first { $0.path == "engagement/kickoff-agenda.md" })
        #expect(agenda.text.contains("2028-04-03"))
    }

    @Test(arguments: [
        [Question.customer: " "], [.customer: "A|B"], [.customer: "A`\u{301}B"], [.customer: "A\u{1B}[2J"],
        [.customer: "A", .schema: "no-hyphen"],
        [.customer: "A", .cloud: "other"], [.customer: "A", .inference: "batch,now"],
        [.customer: "A", .holidays: "soon"],
    ])
    func `an answer that can't be used is refused`(given: [Question: String]) {
        #expect(throws: AnswerError.self) { try Answers.checked(given) }
    }

    @Test func `a file of answers has the questions as its keys`() {
        let (answers, diagnostics) = AnswersFile.read(
            "customer: Aurora Bank\ninference: [batch, streaming]\ncatalog-prod: ml\n", file: "a.yaml")
        #expect(diagnostics.isEmpty)
        #expect(answers == [.customer: "Aurora Bank", .inference: "batch,streaming", .productionCatalog: "ml"])
        #expect(AnswersFile.read("costumer: A\n", file: "a.yaml").diagnostics.map(\.rule) == [.unknownKey])
    }
}
