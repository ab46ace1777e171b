package import CivilTime

/// The file of a decision, in any of the styles that teams keep decisions in.
///
/// It is read for what it says (`DecisionFacts`) and edited without changing a byte that the edit doesn't need.
package struct DecisionDocument: Sendable, Equatable {
    package enum Style: String, Sendable, CaseIterable {
        /// Front matter of this workbook, with the keys of MADR 4.
        case workbook
        /// Front matter with `decision-makers:`, or with `status:` alone.
        case madr4
        /// Front matter with `deciders:`.
        case madr3
        /// A list below the title: `* Status: accepted`.
        case madr2
        /// A section `## Status`, as adr-tools writes it.
        case nygard
        /// The list of MADR 2 with `- Tags:`, in a file that is named by a date.
        case log4brains

        var hasMatter: Bool { self == .workbook || self == .madr4 || self == .madr3 }
        var hasList: Bool { self == .madr2 || self == .log4brains }
    }

    /// Why a file was not edited.
    package struct Unsupported: Error, Equatable {
        /// What would have been edited: `status`.
        package let what: String
        /// Counted from 1, or nil if the file has no place for it.
        package let line: Int?
    }

    /// The path below `content/`.
    package let path: String
    package let style: Style
    package internal(set) var lines: TextLines

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        lines = TextLines(bytes)
        style = Self.style(of: lines, path: path)
    }

    package var bytes: [UInt8] { lines.bytes }

    private static func style(of lines: TextLines, path: String) -> Style {
        if let matter = MatterLines(lines) {
            if matter.has("kind") || matter.has("id") { return .workbook }
            return matter.has("deciders") && !matter.has("decision-makers") ? .madr3 : .madr4
        }
        let outline = DecisionOutline(lines)
        if outline.section("Status") != nil { return .nygard }
        let isDated = path.split(separator: "/").last.map { $0.prefix { $0.isASCII && $0.isNumber }.count == 8 } == true
        if outline.items.contains(where: { $0.name == "tags" }) || (isDated && !outline.items.isEmpty) {
            return .log4brains
        }
        return outline.items.isEmpty && outline.titleNumber != nil ? .nygard : .madr2
    }

    /// Whether a page is a decision: its front matter says so, or it is in `decisions/` and says nothing else.
    package static func isDecision(_ bytes: [UInt8], path: String) -> Bool {
        let isInFolder = path.hasPrefix("decisions/")
        if let kind = MatterLines(TextLines(bytes))?.inline("kind") { return YAMLScalar.read(kind) == "decision" }
        let name = path.split(separator: "/").last?.lowercased() ?? ""
        return isInFolder && !["index.md", "readme.md", "template.md"].contains(name)
    }

    /// The number at the start of the file's name: 7 for `0007-validation.md`; nil for a date or a name without one.
    package var fileNumber: Int? { Self.fileDigits(of: path).flatMap { Int($0) } }

    static func fileDigits(of path: String) -> Substring? {
        let name = path.split(separator: "/").last ?? ""
        let digits = name.prefix { $0.isASCII && $0.isNumber }
        let next = name.dropFirst(digits.count).first
        return 1...6 ~= digits.count && next.map { "-_. ".contains($0) } == true ? digits : nil
    }

    /// The id of a decision that has none in its file: `ADR-0007`, or the name of the file.
    package var derivedID: String {
        if let digits = Self.fileDigits(of: path) {
            return "ADR-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
        if let number = DecisionOutline(lines).titleNumber {
            let digits = String(number)
            return "ADR-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
        let name = path.split(separator: "/").last ?? ""
        return String(name.hasSuffix(".md") ? name.dropLast(3) : name)
    }
}

/// What the file of a decision says.
package struct DecisionFacts: Sendable, Equatable {
    /// `ADR-0007`; derived from the file's name in styles that have no ids.
    package var id: String
    package var number: Int?
    package var title: String
    /// Nil if the file names no status, or one that is unknown.
    package var status: DecisionStatus?
    /// The status as written.
    package var writtenStatus: String?
    /// The line of the status, counted from 1.
    package var statusLine: Int?
    package var implementation: Implementation?
    package var date: CivilDate?
    package var deciders: [String] = []
    package var consulted: [String] = []
    package var informed: [String] = []
    package var tags: [String] = []
    package var relations: [DecisionRelation] = []

    package init(id: String, number: Int? = nil, title: String) {
        self.id = id
        self.number = number
        self.title = title
    }

    /// Whether another decision replaces all of this one.
    package var hasSuccessor: Bool { relations.contains { $0.kind == .supersededBy && $0.part == nil } }
}
