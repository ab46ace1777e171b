import AsBuilt
import Content
import Diagrams
import Engagement
import Markdown
import Markup
import Pages

/// Draws the blocks of a page that are more than code: live figures and diagrams.
///
/// A block that cannot be drawn is a diagnostic, and shown as the code that it is. So is every block after the
/// first for which too little is left of what a page's blocks may take together.
struct BlockDrawing {
    let view: EditionView
    let templates: Templates
    let resolver: LinkResolver
    /// What was read of the customer's repository, or nil if nothing was.
    let inventory: Inventory?

    /// The words after ```` ```tracker ````.
    enum Tracker: String, CaseIterable {
        case budget, prerequisites, activities, exclusions
        case burnUp = "burn-up"
        case prerequisiteTimeline = "prerequisite-timeline"
        case activityProgress = "activity-progress"
        case decisionGraph = "decision-graph"
    }

    /// Whether `code` is a live block: drawn here, if it can be.
    static func draws(_ code: CodeBlock) -> Bool {
        code.language.map { ["tracker", "as-built", "dot", "mermaid"].contains($0) } ?? false
    }

    func draw(_ page: PublishedPage) -> DrawnPage {
        var drawn = DrawnPage(page, resolver: resolver)
        var allowance = BlockAllowance()
        var diagrams = 0
        for code in page.liveBlocks {
            guard allowance.take(code) else {
                drawn.diagnostics.append(allowance.diagnostic(code, in: page))
                continue
            }
            if code.language == "dot" || code.language == "mermaid" { diagrams += 1 }
            let html =
                switch code.language {
                case "tracker": tracker(code, on: &drawn, within: &allowance)
                case "as-built": asBuilt(code, on: &drawn)
                case "dot": diagram(code, number: diagrams, on: &drawn, within: &allowance)
                default: mermaid(code, number: diagrams, on: &drawn, within: &allowance)
                }
            guard let html else { continue }
            guard allowance.take(bytes: html.bytes.count) else {
                drawn.diagnostics.append(allowance.diagnostic(code, in: page))
                continue
            }
            drawn.blocks[code.line] = html.bytes
        }
        return drawn
    }

    /// Draws a view of the inventory.
    private func asBuilt(_ code: CodeBlock, on drawn: inout DrawnPage) -> HTML? {
        let page = drawn.page
        guard let inventory else {
            drawn.diagnostics.append(
                Diagnostic(
                    rule: .missingInventory, file: page.file, line: code.line,
                    "the block shows an inventory, and there is none in content/as-built",
                    hint: "make it with `workbook as-built read --bundle DIR`"))
            return nil
        }
        let words = code.info.split(separator: " ").dropFirst() + code.text.split(whereSeparator: \.isWhitespace)
        do throws(InventoryBlock.Mistake) {
            return try InventoryBlock(words.map(String.init), inventory, id: Self.id(of: code, in: page)).html
        } catch {
            drawn.diagnostics.append(
                Diagnostic(
                    rule: .unknownInventoryView, file: page.file, line: code.line, error.summary, hint: error.hint))
            return nil
        }
    }

    private func tracker(
        _ code: CodeBlock, on drawn: inout DrawnPage, within allowance: inout BlockAllowance
    ) -> HTML? {
        let page = drawn.page
        let known = Tracker.allCases.map(\.rawValue)
        // After the fence, ```tracker budget, or in the block itself: both read well on GitHub.
        let words = code.info.split(separator: " ").dropFirst() + code.text.split(whereSeparator: \.isWhitespace)
        let word = words.joined(separator: " ")
        guard let tracker = Tracker(rawValue: word) else {
            let near = nearest(to: word, among: known).map { "did you mean `tracker \($0)`? " } ?? ""
            drawn.diagnostics.append(
                Diagnostic(
                    rule: .unknownTracker, file: page.file, line: code.line,
                    "there are no live figures called '\(word)'",
                    hint: near + "known: \(abridged(known))"))
            return nil
        }
        switch tracker {
        case .budget:
            guard let budgets = view.figures.budgets else {
                drawn.diagnostics.append(daysInCustomerEdition(code, in: page))
                return nil
            }
            return templates.render("budget", BudgetData(budgets))
        case .prerequisites:
            return templates.render("prerequisites", PrerequisitesData(view.figures, isAnchored: false))
        case .activities:
            return templates.render("activities", ActivitiesData(view.figures, isAnchored: false))
        case .exclusions:
            return templates.render("exclusions", ExclusionsData(view.figures, isAnchored: false))
        case .burnUp:
            guard let charts = charts(of: code, in: page).burnUp else {
                drawn.diagnostics.append(daysInCustomerEdition(code, in: page))
                return nil
            }
            return charts
        case .prerequisiteTimeline: return charts(of: code, in: page).prerequisiteTimeline
        case .activityProgress: return charts(of: code, in: page).activityProgress
        case .decisionGraph:
            let graph = DecisionGraph(view.pages, resolver: resolver)
            let (id, root) = (Self.id(of: code, in: page), Address.root(from: page.address))
            do {
                return graph.html(try graph.drawing(id: id, root: root, within: &allowance.drawing), root: root)
            } catch {
                // Otherwise no block of this page caused it, and the list says the same.
                guard error.reason == .beyondAllowance else { return graph.html(nil, root: root) }
                drawn.diagnostics.append(allowance.diagnostic(code, in: page))
                return nil
            }
        }
    }

    /// Returns the prefix of the ids in a drawing of `code`.
    private static func id(of code: CodeBlock, in page: PublishedPage) -> String {
        // A list of ids in an attribute is divided by spaces, so there may be none in an id.
        let name = page.frontMatter.id.unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                ? String(scalar) : "-"
        }
        return "chart-\(name.joined())-\(code.line)"
    }

    private func charts(of code: CodeBlock, in page: PublishedPage) -> Charts {
        Charts(view.figures, id: Self.id(of: code, in: page))
    }

    private func daysInCustomerEdition(_ code: CodeBlock, in page: PublishedPage) -> Diagnostic {
        Diagnostic(
            rule: .daysInCustomerEdition, file: page.file, line: code.line,
            "this page is for the customer, who does not see figures in days",
            hint: "put the block between <!-- internal --> and <!-- /internal -->, "
                + "or set `publication: customer-sees-days: true` in the contract")
    }

    private func diagram(
        _ code: CodeBlock, number: Int, on drawn: inout DrawnPage, within allowance: inout BlockAllowance
    ) -> HTML? {
        let page = drawn.page
        do {
            let diagram = try Graphviz.render(
                dot: code.text, title: "Diagram \(number) of \(page.title)", idPrefix: "diagram-\(number)-",
                within: &allowance.drawing, link: link(from: page))
            drawn.add(diagram.links, in: code, resolver: resolver)
            guard let alternative = diagram.alternative else {
                drawn.diagnostics.append(
                    Diagnostic(
                        rule: .diagramWithoutText, file: page.file, line: code.line,
                        "the diagram has no text for those who do not see it",
                        hint: "begin the block with a line such as `// alt: The job writes the table.`"))
                return figure(diagram, caption: nil)
            }
            drawn.diagnostics += diagram.warnings.map { warning in
                Diagnostic(
                    .warning, rule: .diagramRemark, file: page.file, line: code.line,
                    "the diagram was drawn, but Graphviz warns: \(warning)", hint: "correct the block, or leave it")
            }
            return figure(diagram, caption: alternative)
        } catch {
            drawn.diagnostics.append(
                error.reason == .beyondAllowance
                    ? allowance.diagnostic(code, in: page)
                    : Diagnostic(
                        rule: .badDiagram, file: page.file, line: code.line + (error.line ?? 0),
                        "the diagram cannot be drawn: \(error.message)",
                        hint: "correct the DOT text; https://graphviz.org/doc/info/lang.html describes it"))
            return nil
        }
    }

    /// Where a relative link of a diagram leads; nil for nowhere.
    func link(from page: PublishedPage) -> (String) -> String? {
        let root = Address.root(from: page.address)
        return { destination in
            guard case .destination(let target) = resolver.link(to: destination, from: page.path, root: root)
            else { return nil }
            return target
        }
    }

    private func figure(_ diagram: Diagram, caption: String?) -> HTML {
        var html = HTML()
        html.markup("<figure class=\"drawing\">\n")
        html.markup("<div class=\"drawing-canvas\" role=\"group\" tabindex=\"0\" aria-label=\"Diagram\">\n")
        html.append(trusted: diagram.svg)
        html.markup("\n</div>\n")
        if let caption {
            html.markup("<figcaption>")
            html.text(caption)
            html.markup("</figcaption>\n")
        }
        html.markup("</figure>\n")
        return html
    }
}
