import Engagement

/// Finds the names in templates that their data doesn't have.
///
/// Mustache renders nothing for them, without an error.
///
/// Follows each template that the program fills, with the shape of its data, into the templates that it includes. A
/// name may belong to any of the sections around it.
struct TemplateCheck {
    /// Parsed, by the template's name.
    private let templates: [String: [TemplateNode]]
    private(set) var errors: Set<TemplateError> = []

    /// - Parameter texts: Path below `site/` and text by the template's name.
    static func errors(in texts: [String: (path: String, text: String)]) -> [TemplateError] {
        var check = TemplateCheck(
            templates: texts.mapValues { TemplateNode.all(in: $0.text, file: "site/" + $0.path) })
        for (name, shape) in TemplateShape.all.sorted(by: { $0.key < $1.key }) {
            check.check(check.templates[name] ?? [], in: [shape], blocks: [:], including: [name])
        }
        return check.errors.sorted()
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
                        .unknownTemplate, "there is no template '\(name)'", name,
                        among: templates.keys.sorted(),
                        at: node)
                    continue
                }
                guard !including.contains(name) else { continue }
                check(included, in: scopes, blocks: own.merging(blocks) { $1 }, including: including + [name])
            }
        }
    }

    /// Returns the shape of `name`, or nil if it has no names of its own.
    ///
    /// Adds an error if there is no such name.
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
                    .unknownName,
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
        _ kind: TemplateError.Kind, _ summary: String, _ name: String, among known: [String], at node: TemplateNode
    ) {
        // A template that several include has its error once, with the names of the first.
        guard !errors.contains(where: { ($0.file, $0.line, $0.summary) == (node.file, node.line, summary) }) else {
            return
        }
        let near = nearest(to: name, among: known).map { "did you mean '\($0)'? " } ?? ""
        errors.insert(
            TemplateError(
                kind: kind, file: node.file, line: node.line, summary: summary,
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
