package import AsBuilt
import Content
import Engagement
import Processes
package import Reports

/// How the inventory differs from what was read now.
package struct AsBuiltDifference: Sendable {
    package let changes: [InventoryDifference.Change]
    /// Why a source wasn't read, or not all of it.
    package let failures: [WorkspaceError]
}

/// What the lints, the readers and the comparison with the inventory found.
package struct AsBuiltFindings: Sendable {
    /// Sorted by file and line.
    package let lines: [CheckedLine]
    package let failures: [WorkspaceError]
    /// Whether there is an inventory to compare with.
    package let isCompared: Bool

    package var errors: Int { lines.count { $0.severity == .error } }
    package var warnings: Int { lines.count - errors }
}

extension Workspace {
    /// Reads the sources again and compares them with the inventory.
    ///
    /// Only sources that were read are compared.
    package func compareAsBuilt(_ request: AsBuiltRequest) async throws -> AsBuiltDifference {
        let inventory = try inventory()
        let reading = try await readAsBuilt(request, after: inventory)
        return AsBuiltDifference(
            changes: Self.changes(from: inventory, to: reading, targets: request.targets), failures: reading.failures)
    }

    /// Returns what the lints find in the repository, what its readers note, and where the inventory is out of date
    /// or a page names what it doesn't have.
    package func checkAsBuilt(_ request: AsBuiltRequest) async throws -> AsBuiltFindings {
        let inventory = try inventoryIfPresent()
        let reading = try await readAsBuilt(request, after: inventory)
        var lines: [CheckedLine] = []
        if let files = reading.files {
            lines += Lint.all(in: files.reading, of: files.repository).map(CheckedLine.init)
            lines += files.reading.inventory.notes.compactMap(CheckedLine.init)
        }
        if let inventory {
            let changes = Self.changes(from: inventory, to: reading, targets: request.targets)
            lines += changes.compactMap { CheckedLine($0, spelling: surroundings.spelling) }
            let prefix = GitRepository.prefix(of: root)
            lines += PageDrift.all(in: try PageCodes.read(at: root), against: inventory).map { drift in
                CheckedLine(drift, prefix: prefix)
            }
        }
        return AsBuiltFindings(
            lines: Set(lines).sorted(), failures: reading.failures, isCompared: inventory != nil)
    }

    private static func changes(
        from inventory: Inventory, to reading: AsBuiltReading, targets: [String]
    ) -> [InventoryDifference.Change] {
        func isCompared(_ item: Inventory.Item) -> Bool {
            reading.origins.contains(item.id.origin)
                && (targets.isEmpty || item.id.target.isEmpty || targets.contains(item.id.target))
        }
        // What a server didn't show may still be there.
        let hidden = Set(
            reading.inventory.notes.filter { [.notVisible, .serverNotRead].contains($0.rule) }.map { note in
                String(note.text.prefix { $0 != ":" && $0 != "/" })
            })
        return InventoryDifference(
            from: inventory.filtered(isCompared), to: reading.inventory.filtered(isCompared)
        ).changes.filter { change in
            let isLive = [.mlflow, .databricks].contains(change.id.origin)
            return !(isLive && change.kind == .removed && hidden.contains(change.id.kind))
        }
    }
}

extension CheckedLine {
    init(_ lint: Lint) {
        let targets = lint.targets.isEmpty ? "" : " (\(lint.targets.joined(separator: ", ")))"
        self.init(
            .warning, rule: lint.rule.rawValue,
            about: (lint.rule.rawValue.replacing("-", with: " "), "\(lint.rule.why) See \(lint.rule.page)."),
            file: lint.place.file, line: lint.place.line > 0 ? lint.place.line : nil, lint.text + targets,
            hint: "\(lint.rule.why) See \(lint.rule.page).")
    }

    /// - Parameter prefix: What comes before the path of the workbook's file.
    init(_ drift: PageDrift, prefix: String) {
        let source = drift.source.map { "; see \($0)" } ?? ""
        self.init(
            .warning, rule: "as-built-\(drift.kind.rawValue)",
            about: (
                "A page names something that the inventory doesn't have.",
                "Readers of the page look for what isn't there. Code of pages is compared with the inventory."
            ),
            file: prefix + drift.place.file, line: drift.place.line, drift.problem + source,
            hint: "correct the page, or read the repository again if it changed")
    }

    /// Nil for what files can't tell, which is no mistake.
    init?(_ note: Inventory.ReadingNote) {
        guard note.severity != .unknown else { return nil }
        let help = "The readers of bundles and workflows note what the platform would refuse, or read otherwise."
        self.init(
            note.severity == .error ? .error : .warning, rule: note.rule.rawValue,
            about: (note.rule.rawValue.replacing("-", with: " "), help), file: note.place.file,
            line: note.place.line > 0 ? note.place.line : nil, note.text,
            hint: note.severity == .error
                ? "correct the file; everything else was read" : "write it as it is meant, or leave it")
    }

    /// Nil for a fact that only puts another one into words.
    init?(_ change: InventoryDifference.Change, spelling: RemedySpelling) {
        guard change.field?.hasSuffix(".words") != true else { return nil }
        let what =
            "\(change.id.kind)/\(change.id.key)" + (change.id.target.isEmpty ? "" : " of target \(change.id.target)")
            + (change.field.map { ": \($0)" } ?? "")
        let summary: String =
            switch change.kind {
            case .added: "\(what) is not in the inventory" + (change.new.map { ", and is \($0) here" } ?? "")
            case .removed:
                "\(what) is in the inventory, and not here any more" + (change.old.map { "; it was \($0)" } ?? "")
            case .changed: "\(what) is \(change.new ?? "none") here, and \(change.old ?? "none") in the inventory"
            }
        let place = change.newPlace ?? change.oldPlace ?? Place(change.id.scope)
        self.init(
            .error, rule: "as-built-\(change.kind.rawValue)",
            about: (
                "The inventory is out of date.",
                "Pages show what the inventory says. Read the repository again and look at the difference in git."
            ),
            file: place.file, line: place.line > 0 ? place.line : nil, summary,
            hint: Hint("\(Workspace.inventoryPath) is older: \(.readAsBuilt)").spelled(spelling))
    }
}
