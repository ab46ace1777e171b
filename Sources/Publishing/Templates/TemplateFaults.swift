import Content
import Engagement

/// Names in templates that their pages do not have: Mustache writes nothing for them, and says nothing.
///
/// Every template that the program fills is followed with what it is filled from, into the templates that it
/// includes; a name may belong to any of the sections round it.
struct TemplateFaults {
    /// Parsed, by the template's name.
    private let templates: [String: [TemplateNode]]
    private(set) var diagnostics: Set<Diagnostic> = []

    /// - Parameter texts: Path below `site/` and text by the template's name.
    static func all(in texts: [String: (path: String, text: String)]) -> [Diagnostic] {
        var faults = TemplateFaults(
            templates: texts.mapValues { TemplateNode.all(in: $0.text, file: "site/" + $0.path) })
        for (name, shape) in TemplateShape.all.sorted(by: { $0.key < $1.key }) {
            faults.check(faults.templates[name] ?? [], in: [shape], blocks: [:], including: [name])
        }
        return faults.diagnostics.sorted()
    }

    private init(templates: [String: [TemplateNode]]) {
        self.templates = templates
    }

    /// - Parameters:
    ///   - scopes: What the template is filled from, and the sections on the way to here, the innermost last.
    ///   - blocks: What takes the place of the template's own blocks.
    ///   - including: The templates on the way to here; one may include itself.
    private mutating func check(
        _ nodes: [TemplateNode], in scopes: [TemplateShape], blocks: [String: [TemplateNode]], including: [String]
    ) {
        for node in nodes {
            switch node.kind {
            case .variable(let name): _ = shape(of: name, in: scopes, at: node)
            case .section(let name, let inner, let isInverted):
                let found = shape(of: name, in: scopes, at: node)
                let scope = isInverted ? nil : found
                check(inner, in: scopes + (scope.map { [$0] } ?? []), blocks: blocks, including: including)
            case .block(let name, let inner):
                check(blocks[name] ?? inner, in: scopes, blocks: blocks, including: including)
            case .partial(let name, let own):
                // `{{> *name}}` takes the name of the template from a variable.
                guard !name.hasPrefix("*") else {
                    _ = shape(of: String(name.dropFirst()), in: scopes, at: node)
                    continue
                }
                guard let included = templates[name] else {
                    add(
                        rule: .unknownTemplate, "there is no template '\(name)'", name,
                        among: templates.keys.sorted(),
                        at: node)
                    continue
                }
                guard !including.contains(name) else { continue }
                check(included, in: scopes, blocks: own.merging(blocks) { $1 }, including: including + [name])
            }
        }
    }

    /// What `name` stands for; nil, with a fault where it is nothing, for what has no names of its own.
    private mutating func shape(of name: String, in scopes: [TemplateShape], at node: TemplateNode) -> TemplateShape? {
        // The thing itself: `{{.}}`, and `index()` of the list that one is in.
        guard !name.isEmpty, name != "." else { return nil }
        let parts = name.split(separator: ".").map(String.init)
        var found: TemplateShape?
        var visible = scopes
        for (index, part) in parts.enumerated() {
            guard let shape = visible.reversed().lazy.compactMap({ $0[part] }).first else {
                let known = Set(visible.flatMap(\.names)).sorted()
                add(
                    rule: .unknownTemplateKey,
                    "the page has nothing called '\(parts[0...index].joined(separator: "."))' here",
                    part, among: known, at: node)
                return nil
            }
            found = shape
            visible = [shape]
        }
        guard case .object? = found else { return nil }
        return found
    }

    private mutating func add(
        rule: DiagnosticRule, _ summary: String, _ name: String, among known: [String], at node: TemplateNode
    ) {
        // A template that several include has its fault once, with the names of the first.
        guard !diagnostics.contains(where: { ($0.file, $0.line, $0.summary) == (node.file, node.line, summary) }) else {
            return
        }
        let near = nearest(to: name, among: known).map { "did you mean '\($0)'? " } ?? ""
        diagnostics.insert(
            Diagnostic(
                rule: rule, file: node.file, line: node.line, summary,
                hint: near + "known here: "
                    + (known.isEmpty ? "nothing" : abridged(known))))
    }
}

extension TemplateShape {
    fileprivate subscript(name: String) -> TemplateShape? {
        guard case .object(let shapes) = self else { return nil }
        return shapes[name]
    }

    fileprivate var names: [String] {
        guard case .object(let shapes) = self else { return [] }
        return Array(shapes.keys)
    }
}
