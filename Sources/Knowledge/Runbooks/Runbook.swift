package import Content
package import Fingerprint
package import Markdown

/// A runbook as steps that can be followed one after the other.
package struct Runbook: Sendable {
    /// One thing in a step, in the order of the page.
    package enum Part: Sendable, Equatable {
        case text(String)
        case command(CommandText)
        /// What the command before it should print.
        case expected(String)
    }

    package struct Step: Sendable, Equatable {
        /// The stable address on the page: `step-3`, `verification-step-1`.
        package let address: String
        /// The title of the section: `Procedure`.
        package let section: String
        package let title: String
        /// The line of the page in which it begins; that of the section's heading if the section has no list.
        package let line: Int
        package let parts: [Part]

        package var commands: [CommandText] {
            parts.compactMap { part in
                if case .command(let command) = part { command } else { nil }
            }
        }
    }

    package let id: String
    package let title: String
    /// The path from the workbook's folder.
    package let file: String
    package let fingerprint: Fingerprint
    package let parameters: [RunbookParameter]
    /// The steps of the procedure, or of diagnosis and mitigation, and then of the verification.
    package let steps: [Step]
    /// The steps that take the procedure back.
    package let rollback: [Step]

    /// Returns nil if the page is not a runbook.
    package init?(_ page: Page) {
        guard page.frontMatter.kind == .runbook else { return nil }
        id = page.frontMatter.id
        title = page.frontMatter.title
        file = "content/" + page.path
        fingerprint = page.documentFingerprint
        parameters = page.frontMatter.parameters
        (steps, rollback) = Self.steps(in: page.document)
    }

    /// Returns the steps of a runbook's text, and those that take the procedure back.
    package static func steps(in document: Document) -> (steps: [Step], rollback: [Step]) {
        let sections = RunbookSections(document)
        let isAlert = sections.has("Diagnosis") || sections.has("Mitigation")
        let names = (isAlert ? ["Diagnosis", "Mitigation"] : ["Procedure"]) + ["Verification"]
        let steps = names.enumerated().flatMap { index, name in
            sections.steps(of: name, prefix: index == 0 ? "step" : "\(name.lowercased())-step")
        }
        return (steps, sections.steps(of: "Rollback", prefix: "rollback-step"))
    }

    /// Returns the steps from an address on: `step-3`, or `3`.
    package func steps(from address: String) -> [Step]? {
        let wanted =
            Int(address).map { "step-\($0)" } ?? (address.hasPrefix("#") ? String(address.dropFirst()) : address)
        return steps.firstIndex { $0.address == wanted }.map { Array(steps[$0...]) }
    }
}

/// The sections of a runbook, and the steps in them.
struct RunbookSections {
    private var blocks: [String: [Block]] = [:]
    private var lines: [String: Int] = [:]

    init(_ document: Document) {
        var current: String?
        for block in document.blocks {
            if case .heading(let heading) = block, heading.level <= 2 {
                current = heading.level == 2 ? PlainWords.text(of: heading.content).lowercased() : nil
                if let current {
                    blocks[current] = blocks[current] ?? []
                    lines[current] = lines[current] ?? heading.line
                }
            } else if let current {
                blocks[current, default: []].append(block)
            }
        }
    }

    func has(_ section: String) -> Bool { blocks[section.lowercased()] != nil }

    /// Returns the items of the section's numbered lists.
    ///
    /// What is before the first item belongs to it, and what follows a list to the last one. A section without a list is
    /// one step.
    func steps(of section: String, prefix: String) -> [Runbook.Step] {
        guard let blocks = blocks[section.lowercased()], !blocks.isEmpty else { return [] }
        var groups: [(number: Int, title: String?, line: Int, blocks: [Block])] = []
        var opening: [Block] = []
        for block in blocks {
            if case .list(let list) = block, let start = list.start {
                for (index, item) in list.items.enumerated() {
                    let number = max(start + index, (groups.last?.number ?? 0) + 1)
                    let line = item.blocks.first?.line ?? list.line
                    groups.append((number, PlainWords.title(of: item.blocks), line, opening + item.blocks))
                    opening = []
                }
            } else if groups.isEmpty {
                opening.append(block)
            } else {
                groups[groups.count - 1].blocks.append(block)
            }
        }
        if groups.isEmpty { groups = [(1, nil, lines[section.lowercased()] ?? 0, opening)] }
        return groups.map { number, title, line, blocks in
            let parts = RunbookParts.all(in: blocks)
            return Runbook.Step(
                address: "\(prefix)-\(number)", section: section, title: title ?? section, line: line,
                parts: parts)
        }
    }
}

/// Commands, expected results and the text around them.
enum RunbookParts {
    static func all(in blocks: [Block]) -> [Runbook.Part] {
        var parts: [Runbook.Part] = []
        var isExpecting = false
        for block in blocks {
            switch block {
            case .code(let code):
                if let language = CommandText.Language(fence: code.language) {
                    parts.append(.command(CommandText(language, code.text, line: code.line + 1)))
                    isExpecting = false
                } else if isExpecting, case .expected(let text)? = parts.last {
                    parts[parts.count - 1] = .expected(text + "\n" + code.text)
                } else {
                    parts.append(.text(code.text))
                }
            case .list(let list):
                for (index, item) in list.items.enumerated() {
                    let mark = list.start.map { "\($0 + index). " } ?? "- "
                    for (number, part) in all(in: item.blocks).enumerated() {
                        if number == 0, case .text(let text) = part {
                            parts.append(.text(mark + text))
                        } else {
                            parts.append(part)
                        }
                    }
                }
                isExpecting = false
            case .quote(let inner, _): parts += all(in: inner)
            case .alert(let alert):
                parts += all(in: alert.blocks).enumerated().map { index, part in
                    if index == 0, case .text(let text) = part { return .text("\(alert.kind.rawValue): \(text)") }
                    return part
                }
            case .details(let details): parts += all(in: details.blocks)
            case .paragraph(let content, _):
                let text = PlainWords.text(of: content)
                isExpecting = text.hasPrefix("Expected")
                parts.append(isExpecting ? .expected(text) : .text(text))
            case .table(let table):
                for row in [table.header] + table.rows {
                    parts.append(.text(row.map(PlainWords.text(of:)).joined(separator: " | ")))
                }
            case .heading(let heading): parts.append(.text(PlainWords.text(of: heading.content)))
            case .thematicBreak, .comment, .escaped: continue
            }
        }
        return parts
    }
}

/// The words of inline text, as a terminal shows them.
enum PlainWords {
    static func text(of content: [Inline]) -> String {
        content.map { inline in
            switch inline {
            case .text(let text): text
            case .code(let code): "`\(code)`"
            case .softBreak, .lineBreak: " "
            case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .tagged(_, let inner):
                text(of: inner)
            case .link(let link): text(of: link.content)
            default: ""
            }
        }.joined()
    }

    /// The bold words that a step begins with, or its first sentence.
    static func title(of blocks: [Block]) -> String? {
        for block in blocks {
            guard case .paragraph(let content, _) = block else { continue }
            if case .strong(let words)? = content.first { return trimmed(text(of: words)) }
            let text = text(of: content)
            return trimmed(String(text.prefix { $0 != "." }))
        }
        return nil
    }

    private static func trimmed(_ text: String) -> String {
        text.hasSuffix(".") || text.hasSuffix(":") ? String(text.dropLast()) : text
    }
}
