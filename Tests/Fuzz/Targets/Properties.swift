import CivilTime
import Content
import Diagrams
import Engagement
import ICalendar
import Markdown
import Spreadsheet

@testable import Ledger
@testable import Publishing

/// What holds for every input, whoever wrote it.
enum Properties {
    static func markdown(_ bytes: [UInt8]) {
        guard let document = try? Document(parsing: String(decoding: bytes, as: UTF8.self)) else { return }
        let html = String(decoding: HTMLRenderer().render(document), as: UTF8.self)
        precondition(!html.contains("<script"), "markup of the author's reaches the page")
        _ = (document.title, document.headings.count, document.links.count, document.plainText)
    }

    static func frontMatter(_ bytes: [UInt8]) {
        let folder = ContentFolder(files: [("guides/a.md", Array("---\n".utf8) + bytes + Array("\n---\n\n# A\n".utf8))])
        precondition(!folder.pages.isEmpty || !folder.diagnostics.isEmpty, "a page is left out without a reason")
    }

    static func contract(_ bytes: [UInt8]) {
        let folder = ContentFolder(files: [("engagement.yaml", bytes)])
        guard let contract = folder.contract else {
            precondition(!folder.diagnostics.isEmpty, "a contract is refused without a reason")
            return
        }
        // A contract that was read has figures on any day of its window.
        _ = StatusReport(contract: contract, state: State([Entry]()), asOf: contract.window.start)
    }

    static func csv(_ bytes: [UInt8]) {
        guard let table = try? CSVTable(bytes) else { return }
        let texts = table.records.map { $0.fields.map(\.text) }
        let written = texts.map { record in
            // By scalars, because a quotation mark with an accent after it is another `Character`.
            record.map { field in
                "\"\(String(String.UnicodeScalarView(field.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] })))\""
            }.joined(separator: ",")
        }
        let again = try? CSVTable(Array("sep=,\r\n\(written.joined(separator: "\r\n"))\r\n".utf8))
        precondition(
            again?.records.map { $0.fields.map(\.text) } == texts, "a table that was read reads the same again")
    }

    static func calendar(_ bytes: [UInt8]) {
        let (first, last) = (CivilDate(2026, 1, 1), CivilDate(2027, 12, 31))
        guard let events = try? ICalendar.events(inUTF8: bytes, from: first, through: last) else { return }
        precondition(events.count <= 10_000, "more events than the bound")
    }

    static func dot(_ bytes: [UInt8]) {
        let drawing = try? Graphviz.render(dot: String(decoding: bytes, as: UTF8.self), title: "T", idPrefix: "d-")
        guard let drawing else { return }
        precondition(drawing.svg.starts(with: "<svg".utf8), "a drawing is one svg element")
    }

    static func mermaid(_ bytes: [UInt8]) {
        guard let diagram = try? Mermaid.read(String(decoding: bytes, as: UTF8.self)) else { return }
        _ = diagram.words
        switch diagram {
        case .flowchart(let chart): _ = chart.dot(alternative: diagram.alternative)
        case .sequence(let sequence):
            let drawing = SequenceDrawing(
                sequence, title: "T", alternative: diagram.alternative, idPrefix: "d-", link: { $0 })
            precondition(drawing.svg.starts(with: "<svg".utf8), "a drawing is one svg element")
        }
    }

    static func image(_ bytes: [UInt8], path: String) {
        let image = ImageFile(path: path, bytes: bytes)
        precondition(image.format != nil || !image.diagnostics.isEmpty, "an image is refused without a reason")
        let published = ImageFiles.published(OutputFile(path: path, bytes: bytes))
        precondition(ImageFiles.published(published) == published, "what is published has still something to take out")
    }

    /// The first line is the kind of the entry, the rest its payload.
    static func payload(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return }
        let (kind, payload) = (String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self))
        guard let event = try? EntryCoding.event(kind: kind, payload: payload) else { return }
        guard let written = try? EntryCoding.payload(of: event) else { return }
        let again = try? EntryCoding.event(kind: kind, payload: written)
        precondition(again == event, "a payload that was read is written so that it reads the same")
    }
}
