import AsBuilt
import Markup
import Pages

// Targets side by side.
extension InventoryBlock {
    /// The facts of a target that people compare.
    private static let compared = [
        "jobs": ["name", "schedule.words", "schedule.pause_status"],
        "registered_models": ["full_name"], "variables": ["value"],
    ]

    var comparison: HTML {
        let kept = inventory.items.filter { item in
            [.bundle, .recorded].contains(item.id.origin) && (bundle == nil || item.id.scope == bundle)
        }
        let targets = Set(kept.map(\.id.target)).sorted()
        let scopes = Set(kept.map(\.id.scope))
        var names: [String] = []
        var values: [String: [String: String]] = [:]
        for item in kept where item.id.kind == "targets" || Self.compared[item.id.kind] != nil {
            let fields = Self.compared[item.id.kind] ?? item.facts.keys.filter { $0 != "bundle" }.sorted()
            for field in fields {
                guard let value = item[field] else { continue }
                // A target's own key is its name, which the column has already.
                let key = item.id.kind == "targets" ? [] : [item.id.kind.replacing("_", with: " "), item.id.key]
                let name = ((scopes.count > 1 ? [item.id.scope] : []) + key + [field]).joined(separator: ", ")
                if values[name] == nil { names.append(name) }
                values[name, default: [:]][item.id.target] = value
            }
        }
        return table(
            "Targets", [.text("Setting")] + targets.map { .text($0) } + [.text("Differs")],
            names.sorted().map { name in
                let row = targets.map { values[name]?[$0] }
                let differs = Set(row).count > 1
                let cells = row.map { value in
                    var html = HTML()
                    if differs { html.markup("<mark>") }
                    html.text(value ?? "–")
                    if differs { html.markup("</mark>") }
                    return FigureTable.Cell.html(html)
                }
                return ("", [.text(name)] + cells + [.text(differs ? "yes" : "no")])
            })
    }
}
