import AsBuilt
import Content
import Engagement
import Markup
import Pages

/// A view of the inventory in a page: ```` ```as-built jobs target=prod ````.
struct InventoryBlock {
    /// What a block shows.
    enum View: String, CaseIterable {
        case jobs, models, schedule, grants, ci, lineage, targets
    }

    /// Why a block can't be drawn.
    struct Mistake: Error {
        let summary: String
        let hint: String
    }

    let view: View
    let inventory: Inventory
    /// The target to show; nil for all, or if the view has none.
    let target: String?
    /// The folder of the bundle to show, or nil for all.
    let bundle: String?
    let id: String

    /// - Parameters:
    ///   - words: The words after the language of the fence.
    ///   - id: The prefix of the ids in a drawing.
    init(_ words: [String], _ inventory: Inventory, id: String) throws(Mistake) {
        let known = View.allCases.map(\.rawValue)
        guard let name = words.first, let view = View(rawValue: name) else {
            let name = words.first ?? ""
            let near = nearest(to: name, among: known).map { "did you mean `as-built \($0)`? " } ?? ""
            throw Mistake(
                summary: name.isEmpty
                    ? "the block names no view of the inventory" : "the inventory has no view '\(name)'",
                hint: near + "known: \(abridged(known))")
        }
        var settings: [String: String] = [:]
        for word in words.dropFirst() {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, ["target", "bundle"].contains(parts[0]) else {
                throw Mistake(
                    summary: "'\(word)' is no setting of an as-built block", hint: "write target=NAME or bundle=FOLDER")
            }
            settings[parts[0]] = parts[1]
        }
        let bundles = Set(inventory.items("targets").map(\.id.scope)).sorted()
        if let folder = settings["bundle"], !bundles.contains(folder) {
            throw Mistake(
                summary: "the inventory has no bundle '\(folder)'", hint: "the bundles: \(abridged(bundles))")
        }
        let targets = Set(
            inventory.items("targets").filter { settings["bundle"] == nil || $0.id.scope == settings["bundle"] }
                .map(\.id.target)
        ).sorted()
        if let name = settings["target"], !targets.contains(name) {
            throw Mistake(
                summary: "the inventory has no target '\(name)'",
                hint: targets.isEmpty ? "leave target= out" : "the targets: \(abridged(targets))")
        }
        let needsTarget = view == .schedule || view == .lineage
        if needsTarget, settings["target"] == nil, targets.count > 1 {
            throw Mistake(
                summary: "`as-built \(view.rawValue)` shows one target, and the inventory has \(targets.count)",
                hint: "write target=NAME: \(abridged(targets))")
        }
        self.view = view
        self.inventory = inventory
        self.id = id
        target = settings["target"] ?? (needsTarget ? targets.first : nil)
        bundle = settings["bundle"]
    }

    var html: HTML {
        switch view {
        case .jobs: jobs
        case .models: models
        case .schedule: schedule
        case .grants: grants
        case .ci: workflows
        case .lineage: lineage
        case .targets: comparison
        }
    }

    // MARK: What is shown

    /// The declared items of a kind; those of a platform if no file declares any.
    private func items(_ kind: String) -> [Inventory.Item] {
        let all = inventory.items(kind, target: target).filter { bundle == nil || $0.id.scope == bundle }
        let declared = all.filter { [.bundle, .recorded].contains($0.id.origin) }
        return declared.isEmpty ? all : declared
    }

    /// `Jobs of target prod, at commit 0123456789ab`.
    private func caption(_ noun: String) -> String {
        let commit = inventory.source.revision.map { revision in
            ", at commit \(revision.prefix(12))" + (revision.hasSuffix("-dirty") ? " with changes" : "")
        }
        return noun + (target.map { " of target \($0)" } ?? "") + (commit ?? "")
    }

    /// Returns a table, with the target of each row if the block shows more than one.
    func table(
        _ noun: String, _ columns: [FigureTable.Column], _ rows: [(target: String, cells: [FigureTable.Cell])]
    ) -> HTML {
        var html = HTML()
        guard !rows.isEmpty else {
            html.markup("<p>")
            html.text("The inventory has no \(noun.lowercased())\(target.map { " of target \($0)" } ?? "").")
            html.markup("</p>\n")
            return html
        }
        let hasTargets = Set(rows.map(\.target)).count > 1
        let all = hasTargets ? columns.prefix(1) + [.text("Target")] + columns.dropFirst() : columns[...]
        FigureTable(
            label: noun, caption: caption(noun), columns: Array(all),
            rows: rows.map { row in
                hasTargets
                    ? row.cells.prefix(1) + [.text(row.target.isEmpty ? "–" : row.target)] + row.cells.dropFirst()
                    : row.cells
            }
        ).write(to: &html)
        return html
    }

    private static func place(_ place: Place?) -> FigureTable.Cell { .text(place?.description ?? "–") }

    private static func lines(_ texts: [String]) -> FigureTable.Cell {
        guard !texts.isEmpty else { return .text("–") }
        var html = HTML()
        for (number, text) in texts.enumerated() {
            if number > 0 { html.markup("<br>") }
            html.text(text)
        }
        return .html(html)
    }

    private var jobs: HTML {
        table(
            "Jobs",
            [.text("Job"), .text("Name"), .text("Schedule"), .text("Tasks"), .text("Compute"), .text("Declared in")],
            items("jobs").map { job in
                let compute = Set(job.tasks.compactMap { job["tasks[\($0)].compute"] }).subtracting(["none"])
                let paused = job["schedule.pause_status"] == "PAUSED" ? ", paused" : ""
                return (
                    job.id.target,
                    [
                        .text(job.id.key), .text(job.name ?? "–"),
                        .text((job["schedule.words"] ?? "none") + paused), Self.lines(job.tasks),
                        Self.lines(compute.sorted()), Self.place(job.place),
                    ]
                )
            })
    }

    private var models: HTML {
        let live = inventory.items("registered_models").filter { [.databricks, .mlflow].contains($0.id.origin) }
        return table(
            "Registered models",
            [.text("Model"), .text("Full name"), .text("Aliases"), .text("Rights"), .text("Declared in")],
            items("registered_models").map { model in
                let name = model["full_name"] ?? model.name ?? model.id.key
                let known = live.first { ($0["full_name"] ?? $0.id.key) == name }
                let aliases = known?.elements("aliases").map { "\($0.name): version \($0.value)" }
                return (
                    model.id.target,
                    [
                        .text(model.id.key), .text(name),
                        aliases.map(Self.lines) ?? .text("not read from a platform"),
                        Self.lines(model.elements("grants").map { "\($0.name): \($0.value)" }), Self.place(model.place),
                    ]
                )
            })
    }

    private var schedule: HTML {
        let entries = Timeline(inventory, target: target ?? "").entries.filter {
            bundle == nil || $0.job.scope == bundle
        }
        guard !entries.isEmpty else { return table("Schedules", [], []) }
        return DayTimeline(
            title: caption("Schedule"),
            rows: entries.map { entry in
                DayTimeline.Row(
                    name: entry.name, words: entry.words, zone: entry.zone, minutes: entry.minutes,
                    isPaused: entry.isPaused, place: entry.place?.description ?? "–")
            }, id: id
        ).html
    }

    private var grants: HTML {
        let kept = inventory.items.filter { item in
            (target == nil || item.id.target == target) && (bundle == nil || item.id.scope == bundle)
                && item.id.origin != .workflow
        }
        return table(
            "Rights", [.text("Object"), .text("Kind"), .text("Who"), .text("Rights"), .text("Declared in")],
            kept.flatMap { item in
                ["permissions", "grants"].flatMap { list in
                    item.elements(list).map { element in
                        (
                            item.id.target,
                            [
                                .text(item["full_name"] ?? item.name ?? item.id.key),
                                .text(item.id.kind.replacing("_", with: " ")), .text(element.name),
                                .text(element.value), Self.place(item.facts["\(list)[\(element.name)]"]?.place),
                            ]
                        )
                    }
                }
            })
    }

    private var workflows: HTML {
        let starts = Dictionary(
            inventory.items("workflows").map { workflow in
                (
                    workflow.id.scope,
                    (
                        name: workflow.name ?? workflow.id.key,
                        lines: workflow.elements("triggers").map { "\($0.name): \($0.value)" }
                    )
                )
            }
        ) { first, _ in first }
        return table(
            "Jobs of workflows",
            [
                .text("Job"), .text("Workflow"), .text("Starts at"), .text("Does"), .text("Approval"),
                .text("Secrets and variables"), .text("Declared in"),
            ],
            inventory.items("workflow_jobs").map { job in
                let names = ["secrets", "variables", "variable_groups"].flatMap { field in
                    (job[field] ?? "").split(separator: ", ").map(String.init)
                }
                return (
                    "",
                    [
                        .text(job.name ?? job.id.key), .text(starts[job.id.scope]?.name ?? job.id.scope),
                        Self.lines(starts[job.id.scope]?.lines ?? []),
                        Self.lines(job.elements("commands").map(\.value)), .text(job["approval"] ?? "–"),
                        Self.lines(names), Self.place(job.place),
                    ]
                )
            })
    }

    private var lineage: HTML {
        table(
            "Tables and models of tasks",
            [.text("Job"), .text("Task"), .text("Relation"), .text("Object"), .text("Declared in")],
            Lineage(inventory, target: target ?? "").edges.map { edge in
                (
                    target ?? "",
                    [
                        .text(edge.job), .text(edge.task ?? "–"), .text(edge.relation.rawValue), .text(edge.object),
                        Self.place(edge.place),
                    ]
                )
            })
    }
}
