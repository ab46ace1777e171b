/// What the pages of a new engagement take from the worked example, and what they say instead.
///
/// Read from `site/beginning/beginning.yaml`. Each record may name the answers under which it holds, in `when`.
package struct BeginningTable: Sendable {
    /// A word of the example, and the answer that it becomes.
    struct Word: Sendable {
        let example: String
        let becomes: String
        let when: [String]
        /// Pages in which the word stays, because there it is about the platform.
        let except: [String]
    }

    /// A page that is left out, or begins otherwise than the example's.
    struct Page: Sendable {
        let path: String
        /// The answers under which the page is there; empty for always.
        let when: [String]
        /// The page that links go to where this one is left out.
        let instead: String?
        /// The name of the text in `site/beginning/` that replaces the page, or nil.
        let text: String?
        let edits: [Edit]
    }

    struct Edit: Sendable {
        /// The heading whose section is edited, or nil for the title.
        let heading: String?
        let when: [String]
        /// What the section becomes, or nil.
        let becomes: String?
        /// What is added below the heading, or nil.
        let note: String?
        let isDropped: Bool
    }

    struct Decision: Sendable {
        let id: String
        let question: String
        /// What to find out before deciding.
        let facts: String
        let recommendations: [(when: [String], text: String)]
    }

    let words: [Word]
    let pages: [Page]
    let decisions: [Decision]
    /// Dates of the platform that stay: `2028-05-09`.
    let platformDates: [String]
    /// The line that is put on a page that describes the example's system, below its title.
    let draft: String
    let draftPages: Set<String>

    /// Reads the table.
    ///
    /// - Returns: Nil, with diagnostics, if it can't be read.
    package static func read(_ text: String) -> (table: BeginningTable?, diagnostics: [Diagnostic]) {
        let log = DiagnosticLog()
        guard
            let record = YAMLRecord.parse(
                text, name: "table", file: "site/beginning/beginning.yaml", bytes: YAMLTree.Limits.contract, log: log)
        else { return (nil, log.diagnostics) }
        record.name = "the table"
        let table = BeginningTable(record)
        record.finish()
        return (log.diagnostics.isEmpty ? table : nil, log.diagnostics)
    }

    private init(_ record: YAMLRecord) {
        let platformPages = record.texts("platform-pages")
        let platformWords = record.records("platform-words", each: "word").compactMap(Self.word).map { word in
            Word(
                example: word.example, becomes: word.becomes, when: ["azure-devops", "gitlab"], except: platformPages)
        }
        words = record.records("words", each: "word").compactMap(Self.word) + platformWords
        pages = record.records("pages", each: "page").compactMap(Self.page)
        decisions = record.records("decisions", each: "decision").compactMap(Self.decision)
        platformDates = record.texts("platform-dates")
        draft = record.text("draft") ?? ""
        draftPages = Set(record.texts("draft-pages"))
    }

    private static func word(_ record: YAMLRecord) -> Word? {
        defer { record.finish() }
        guard let example = record.text("example"), let becomes = record.texts("becomes").first else { return nil }
        return Word(example: example, becomes: becomes, when: record.texts("when"), except: record.texts("except"))
    }

    private static func page(_ record: YAMLRecord) -> Page? {
        defer { record.finish() }
        guard let path = record.text("page") else { return nil }
        let edits = record.records("sections", each: "section").map { edit in
            defer { edit.finish() }
            return Edit(
                heading: edit.optionalText("heading"), when: edit.texts("when"), becomes: edit.texts("becomes").first,
                note: edit.texts("note").first, isDropped: edit.flag("dropped"))
        }
        return Page(
            path: path, when: record.texts("when"), instead: record.optionalText("instead"),
            text: record.optionalText("text"), edits: edits)
    }

    private static func decision(_ record: YAMLRecord) -> Decision? {
        defer { record.finish() }
        guard let id = record.text("id"), let question = record.text("question"), let facts = record.text("facts")
        else { return nil }
        let recommendations = record.records("recommend", each: "recommendation").compactMap { record in
            defer { record.finish() }
            return record.text("text").map { (record.texts("when"), $0) }
        }
        return Decision(id: id, question: question, facts: facts, recommendations: recommendations)
    }
}
