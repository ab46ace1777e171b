import CivilTime
import Engagement
import Yams

/// A YAML mapping that is read key by key, with a diagnostic for each mistake.
///
/// Reading goes on after a diagnostic, so that one pass reports them all: a missing or ill-typed value
/// yields nil and a diagnostic. `finish()` reports the keys that were never read.
final class YAMLRecord {
    let file: String
    /// The name of the record in messages: `role 'data-scientist'`.
    var name: String
    let line: Int
    /// Each key's value and line.
    private let values: [String: (node: Node, line: Int)]
    private let lineOffset: Int
    private let log: DiagnosticLog
    private var asked: Set<String> = []

    init(_ mapping: Node.Mapping, name: String, file: String, lineOffset: Int, log: DiagnosticLog) {
        // A mapping of Yams compares its keys one by one, as nodes: a dictionary is made once instead.
        var values: [String: (node: Node, line: Int)] = [:]
        values.reserveCapacity(mapping.count)
        for (key, value) in mapping {
            guard let scalar = key.scalar else { continue }
            values[scalar.string] = (value, (scalar.mark?.line ?? 1) + lineOffset)
        }
        self.values = values
        self.name = name
        self.file = file
        self.lineOffset = lineOffset
        self.log = log
        line = (mapping.mark?.line ?? 1) + lineOffset
    }

    /// Returns the mapping that `text` holds, or nil, with a diagnostic, if it is not one.
    ///
    /// - Parameter bytes: The largest text that is read.
    static func parse(
        _ text: String, name: String, file: String, lineOffset: Int = 0, bytes: Int, log: DiagnosticLog
    ) -> YAMLRecord? {
        do throws(YAMLTree.Refusal) {
            guard let node = try YAMLTree.compose(text, bytes: bytes) else {
                log.add(rule: .yaml, file: file, line: lineOffset + 1, "the \(name) is empty", hint: "fill it in")
                return nil
            }
            guard case .mapping(let mapping) = node else {
                log.add(
                    rule: .yaml, file: file, line: lineOffset + 1, "the \(name) is not a list of `key: value` lines",
                    hint: "write one `key: value` a line")
                return nil
            }
            return YAMLRecord(mapping, name: name, file: file, lineOffset: lineOffset, log: log)
        } catch {
            log.add(
                rule: .yaml, file: file, line: error.line + lineOffset, error.summary, hint: error.hint)
            return nil
        }
    }
}

extension YAMLRecord {
    /// Returns the line of `key`, or of the record if the key is missing.
    func line(of key: String) -> Int { values[key]?.line ?? line }

    /// Every key of the record, with its line.
    var keyLines: [String: Int] { values.mapValues(\.line) }

    /// Every key of the record, in the order in which they are written.
    var keys: [String] {
        values.sorted { left, right in
            let (left, right) = (left.value, right.value)
            return (left.line, left.node.mark?.column ?? 0) < (right.line, right.node.mark?.column ?? 0)
        }.map(\.key)
    }

    func diagnose(_ key: String? = nil, rule: DiagnosticRule, _ summary: String, hint: String) {
        log.add(rule: rule, file: file, line: key.map { line(of: $0) } ?? line, summary, hint: hint)
    }

    private func node(_ key: String) -> Node? {
        asked.insert(key)
        guard let node = values[key]?.node else { return nil }
        if let scalar = node.scalar, scalar.style == .plain, node.null != nil { return nil }
        return node
    }

    private func missing(_ key: String, _ example: String) {
        diagnose(rule: .missingKey, "\(name) has no \(key)", hint: "add `\(key): \(example)`")
    }

    private func wrong(_ key: String, _ want: String, hint: String) {
        diagnose(key, rule: .wrongType, "\(key) of \(name) is not \(want)", hint: hint)
    }

    /// Returns the text of `key` as one line, or nil if it is missing.
    func optionalText(_ key: String) -> String? {
        guard let node = node(key) else { return nil }
        guard let scalar = node.scalar else {
            wrong(key, "text", hint: "write `\(key): some text`")
            return nil
        }
        let text = Self.folded(scalar.string)
        return text.isEmpty ? nil : text
    }

    /// Returns the lines of `text` as one line.
    private static func folded(_ text: String) -> String {
        // Most texts are one line of ASCII, and need no look at each character's properties.
        if text.utf8.first != 0x20, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
        return text.split(whereSeparator: \.isNewline)
            .map { $0.drop(while: \.isWhitespace) }.joined(separator: " ")
    }

    func text(_ key: String, example: String = "...") -> String? {
        if let text = optionalText(key) { return text }
        if values[key]?.node.scalar != nil || values[key] == nil { missing(key, example) }
        return nil
    }

    /// Returns the texts of a list; a single text counts as a list of one.
    func texts(_ key: String) -> [String] {
        guard let node = node(key) else { return [] }
        if let scalar = node.scalar { return [scalar.string] }
        guard let sequence = node.sequence else {
            wrong(key, "a list", hint: "write `\(key): [one, two]`")
            return []
        }
        return sequence.compactMap { element in
            if element.scalar == nil { wrong(key, "a list of texts", hint: "write `\(key): [one, two]`") }
            return element.scalar?.string
        }
    }

    /// - Parameter range: The numbers that are allowed, because a window of a billion weeks is a typing mistake.
    func integer(_ key: String, in range: ClosedRange<Int> = 0...100_000) -> Int? {
        guard let node = node(key) else { return nil }
        guard let number = node.scalar.flatMap({ Int($0.string) }), range.contains(number) else {
            wrong(key, "a whole number from \(range.lowerBound) to \(range.upperBound)", hint: "write `\(key): 4`")
            return nil
        }
        return number
    }

    func flag(_ key: String) -> Bool {
        guard let node = node(key) else { return false }
        guard let flag = node.bool else {
            wrong(key, "true or false", hint: "write `\(key): true`")
            return false
        }
        return flag
    }

    func optionalDate(_ key: String) -> CivilDate? {
        guard let text = optionalText(key) else { return nil }
        guard let date = CivilDate(iso: text) else {
            diagnose(key, rule: .badDate, "'\(text)' is not a date", hint: "write it as \(key): 2026-12-01")
            return nil
        }
        return date
    }

    func date(_ key: String) -> CivilDate? {
        require(key, example: "2026-12-01")
        return optionalDate(key)
    }

    /// Reports `key` if it is missing or has no value.
    func require(_ key: String, rule: DiagnosticRule = .missingKey, example: String) {
        guard node(key) == nil else { return }
        diagnose(
            values[key] == nil ? nil : key, rule: rule, "\(name) has no \(key)", hint: "add `\(key): \(example)`")
    }

    /// Returns the value of `key`, which is one of a fixed list of words.
    ///
    /// - Parameter rule: What another word breaks.
    func choice<Value: RawRepresentable & CaseIterable>(
        _ key: String, of type: Value.Type, rule: DiagnosticRule
    ) -> Value? where Value.RawValue == String {
        guard let text = optionalText(key) else { return nil }
        guard let value = Value(rawValue: text) else {
            let known = Value.allCases.map(\.rawValue)
            let near = nearest(to: text, among: known).map { "did you mean '\($0)'? " } ?? ""
            let article = key.first.map { "aeiou".contains($0) } == true ? "an" : "a"
            diagnose(
                key, rule: rule, "'\(text)' is not \(article) \(key)",
                hint: "\(near)write one of: \(abridged(known))")
            return nil
        }
        return value
    }

    func record(_ key: String, name: String) -> YAMLRecord? {
        guard let node = node(key) else { return nil }
        guard case .mapping(let inner) = node else {
            wrong(key, "a group of keys", hint: "indent its keys below `\(key):`")
            return nil
        }
        return YAMLRecord(inner, name: name, file: file, lineOffset: lineOffset, log: log)
    }

    /// Returns the records of a list, each named by its id if it has one.
    func records(_ key: String, each kind: String) -> [YAMLRecord] {
        guard let node = node(key) else { return [] }
        guard let sequence = node.sequence else {
            wrong(key, "a list", hint: "begin each \(kind) with `- ` below `\(key):`")
            return []
        }
        return sequence.enumerated().compactMap { index, element in
            guard case .mapping(let inner) = element else {
                wrong(key, "a list of groups", hint: "write each \(kind) as `- id: ...`")
                return nil
            }
            let record = YAMLRecord(
                inner, name: "\(kind) \(index + 1)", file: file, lineOffset: lineOffset, log: log)
            if let id = record.values["id"]?.node.scalar { record.name = "\(kind) '\(id.string)'" }
            return record
        }
    }

    /// Reports every key that was never read.
    ///
    /// - Parameter prefix: What the keys begin with that may be there all the same.
    func finish(except prefix: String? = nil) {
        let unknown = values.filter { key, _ in
            !asked.contains(key) && !(prefix.map { key.hasPrefix($0) } ?? false)
        }
        for (key, (_, line)) in unknown.sorted(by: { $0.value.line < $1.value.line }) {
            let near = nearest(to: key, among: asked.sorted()).map { "did you mean '\($0)'? " } ?? ""
            log.add(
                rule: .unknownKey, file: file, line: line, "\(name) has no key '\(key)'",
                hint: "\(near)known keys: \(abridged(asked.sorted(), atMost: 40))")
        }
    }
}

/// The diagnostics of one reading, in the order in which they are found.
final class DiagnosticLog {
    private(set) var diagnostics: [Diagnostic] = []

    func add(
        _ severity: Diagnostic.Severity = .error, rule: DiagnosticRule, file: String, line: Int? = nil,
        _ summary: String,
        hint: String
    ) {
        diagnostics.append(Diagnostic(severity, rule: rule, file: file, line: line, summary, hint: hint))
    }

    func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }
}
