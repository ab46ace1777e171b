/// Something that a reader could not read, or could not know, with its place.
package struct Note: Hashable, Comparable, Sendable, CustomStringConvertible {
    package enum Severity: String, Hashable, Sendable, CaseIterable {
        /// The Databricks CLI or the CI platform would refuse this.
        case error
        /// Read, but probably not what its writer meant.
        case warning
        /// Cannot be known from files.
        case unknown
    }

    /// The rule that a note is about.
    ///
    /// The raw value is stable, and a report may print it.
    package enum Rule: String, Hashable, Sendable, CaseIterable {
        case severalRootFiles = "several-root-files"
        case unreadableFile = "unreadable-file"
        case limit = "limit"
        case invalidYAML = "invalid-yaml"
        case invalidJSON = "invalid-json"
        case duplicateKey = "duplicate-key"
        case invalidKey = "invalid-key"
        case cyclicAlias = "cyclic-alias"
        case wrongShape = "wrong-shape"
        case missingInclude = "missing-include"
        case ignoredInclude = "ignored-include"
        case mergeConflict = "merge-conflict"
        case targetsAndEnvironments = "targets-and-environments"
        case defaultTarget = "default-target"
        case duplicateResource = "duplicate-resource"
        case referenceInKey = "reference-in-key"
        case unknownVariable = "unknown-variable"
        case requiredValue = "required-value"
        case lookedUp = "looked-up"
        case unknownReference = "unknown-reference"
        case cyclicReference = "cyclic-reference"
        case referenceInText = "reference-in-text"
        case referenceNotRead = "reference-not-read"
        case missingFile = "missing-file"
        case resourcesInPython = "resources-in-python"
        case modeCheck = "mode-check"
        case runAs = "run-as"
        /// A server has it, or may have it, and doesn't show it to this identity.
        case notVisible = "not-visible"
        case notThere = "not-there"
        case serverNotRead = "server-not-read"
    }

    package var severity: Severity
    package var rule: Rule
    package var place: Place
    package var text: String

    package init(_ severity: Severity, _ rule: Rule, _ place: Place, _ text: String) {
        self.severity = severity
        self.rule = rule
        self.place = place
        self.text = text
    }

    package static func < (left: Note, right: Note) -> Bool {
        (left.place, left.rule.rawValue, left.text) < (right.place, right.rule.rawValue, right.text)
    }

    package var description: String { "\(place): \(severity.rawValue): \(text) [\(rule.rawValue)]" }
}

/// Collects notes, each once, up to `AsBuilt.Limits.notes`.
struct NoteLog: Sendable {
    private(set) var notes: [Note] = []
    private var seen: Set<Note> = []

    mutating func add(_ severity: Note.Severity, _ rule: Note.Rule, _ place: Place, _ text: String) {
        add(Note(severity, rule, place, text))
    }

    mutating func add(_ note: Note) {
        guard notes.count < AsBuilt.Limits.notes, seen.insert(note).inserted else { return }
        notes.append(note)
    }

    mutating func add(contentsOf other: [Note]) {
        for note in other { add(note) }
    }
}
