import CivilTime
import Markdown

/// Writes the first pages of a new engagement from the worked example, the table and the answers.
///
/// Works on texts alone: the same texts and answers make the same pages.
package struct FirstPages {
    private let table: BeginningTable
    /// The texts in `site/beginning/`, by name.
    private let texts: [String: String]
    private let answers: Answers
    private let facts: Set<String>
    private let values: [(example: String, becomes: String)]
    private let dates: ExampleDates
    /// The words of the table that hold, with the answers in them.
    private let words: [(word: BeginningTable.Word, becomes: String)]

    /// - Parameter example: The dates of the worked example.
    package init(
        table: BeginningTable, texts: [String: String], answers: Answers, example: Answers.Schedule
    ) {
        self.table = table
        self.texts = texts
        self.answers = answers
        let facts = answers.facts
        let values = answers.values.map { (example: "{\($0.key)}", becomes: $0.value) }
        words = table.words.filter { Self.holds($0.when, facts) }.map { word in
            (word, values.reduce(word.becomes) { $0.replacing($1.example, with: $1.becomes) })
        }
        self.facts = facts
        self.values = values
        dates = ExampleDates(
            of: example, to: answers.schedule, facts: Set(table.platformDates.compactMap { CivilDate(iso: $0) }))
    }

    /// Returns the pages of the new engagement.
    ///
    /// - Parameter example: The files below `content/` of the worked example.
    package func pages(from example: [(path: String, text: String)]) -> [(path: String, text: String)] {
        let missing = Dictionary(
            table.pages.filter { !holds($0.when) }.map { ($0.path, $0.instead) },
            uniquingKeysWith: { first, _ in first })
        let begun = example.filter { missing[$0.path] == nil }.map { file in
            (path: file.path, text: written(file.text, at: file.path))
        }
        let anchors = Dictionary(
            begun.filter { $0.path.hasSuffix(".md") }.map { ($0.path, Self.anchors(in: $0.text)) },
            uniquingKeysWith: { first, _ in first })
        let links = BegunLinks(missing: missing, anchors: anchors)
        return begun.map { file in
            guard let parts = FrontMatterReader.split(file.text) else { return file }
            return (file.path, "---\n" + parts.yaml + "---\n" + links.repaired(parts.body, of: file.path))
        }
    }

    private func holds(_ conditions: [String]) -> Bool { Self.holds(conditions, facts) }

    private static func holds(_ conditions: [String], _ facts: Set<String>) -> Bool {
        conditions.isEmpty || conditions.contains(where: facts.contains)
    }

    private static func anchors(in text: String) -> Set<String> {
        let body = FrontMatterReader.split(text)?.body ?? text
        return (try? Document(parsing: body, firstLine: 1).headingIDs) ?? []
    }

    /// Returns the text of one file with the answers in it.
    private func written(_ text: String, at path: String) -> String {
        let words = substitution(on: path)
        guard path.hasSuffix(".md"), let parts = FrontMatterReader.split(text) else {
            return words.applied(to: text)
        }
        var matter = parts.yaml.split(separator: "\n").map(String.init)
        var body = MarkdownSections(parts.body)
        body.removeQuotes(beginning: "Worked example:")
        let entries = table.pages.filter { $0.path == path }
        if let name = entries.compactMap(\.text).first, let other = texts[name] {
            body = MarkdownSections(including(body, in: other))
        } else if let decision = table.decisions.first(where: { matter.contains("id: \($0.id)") }) {
            propose(decision, matter: &matter, body: &body)
        } else if table.draftPages.contains(path) {
            _ = body.insert(table.draft, below: nil)
        }
        for edit in entries.flatMap(\.edits) where holds(edit.when) { apply(edit, to: &body) }
        let lines = matter.map { MatterLine($0).replacing(words.applied) }
        return "---\n" + lines.joined(separator: "\n") + "\n---\n" + words.applied(to: body.text)
    }

    private func substitution(on path: String) -> Substitution {
        let words = words.filter { !$0.word.except.contains(path) }.map { ($0.word.example, $0.becomes) }
        return Substitution(values + words, dates: dates)
    }

    private func apply(_ edit: BeginningTable.Edit, to body: inout MarkdownSections) {
        if let heading = edit.heading {
            if edit.isDropped { _ = body.replace(heading, with: nil) }
            if let becomes = edit.becomes { _ = body.replace(heading, with: becomes) }
        }
        if let note = edit.note { _ = body.insert(note, below: edit.heading) }
    }

    /// Fills each line `{{Heading}}` of a text with the example's section of that heading.
    private func including(_ example: MarkdownSections, in text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.hasPrefix("{{"), line.hasSuffix("}}") else { return String(line) }
            return example.section(String(line.dropFirst(2).dropLast(2))).map { String($0.trimmedLines) } ?? ""
        }.joined(separator: "\n")
    }

    /// Turns a decision of the example back into a proposal: its options stay, its outcome doesn't.
    private func propose(_ decision: BeginningTable.Decision, matter: inout [String], body: inout MarkdownSections) {
        matter.removeAll { line in
            ["date:", "status:", "implementation:", "description:", "supersedes:"].contains { line.hasPrefix($0) }
        }
        let place = matter.firstIndex { $0.hasPrefix("kind:") } ?? matter.endIndex
        matter.insert(
            contentsOf: [
                "description: \(QuotedText.yaml(decision.question))", "status: proposed",
                "implementation: not-started",
            ], at: place)
        let recommended = decision.recommendations.filter { holds($0.when) }.map(\.text).joined(separator: " ")
        _ = body.replace(
            "Context and problem statement",
            with: "\(decision.question)\n\n**To be filled:** \(decision.facts)")
        _ = body.replace(
            "Decision outcome",
            with: "**To be decided:** who decides, on which day, and for which option.\n\n"
                + "Recommended by the answers that this workbook began with: \(recommended)\n\n"
                + "When it is decided, write the consequences here, good and bad, and how to confirm that it was done.")
        _ = body.insert(
            "These arguments come from earlier work. Strike each one that does not hold here.",
            below: "Pros and cons of the options")
        _ = body.replace(
            "What would overturn this", with: "**To be filled:** the facts that would reopen this decision.")
    }
}
