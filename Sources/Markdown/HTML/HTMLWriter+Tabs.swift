import Markup

/// Tabs: the same thing said in several languages, of which a reader sees one.
///
/// The author writes a list that reads well wherever there are no tabs; each item is a name in bold type
/// and one or more blocks of code:
///
///     - **bash**
///
///       ```bash
///       databricks bundle deploy
///       ```
///     - **Python**
///
///       ```python
///       client.deploy()
///       ```
///
/// The tabs are radio buttons, so that they work by keyboard and without a script. A style sheet shows the
/// panel whose button is chosen; on paper, and without a style sheet, every panel is under its name.
struct TabSet {
    /// One tab.
    struct Tab {
        let name: [Inline]
        let blocks: ArraySlice<Block>
    }

    let tabs: [Tab]

    /// The style sheet has a rule for each tab up to this one.
    private static let counts = 2...8

    /// Returns the tabs that `list` represents, or nil for an ordinary list.
    init?(_ list: Block.List) {
        guard !list.isOrdered, Self.counts.contains(list.items.count) else { return nil }
        var tabs: [Tab] = []
        for item in list.items {
            guard item.task == nil, item.blocks.count > 1, case .paragraph(let content, _) = item.blocks[0],
                content.count == 1, case .strong(let name) = content[0], !name.isEmpty, name.allSatisfy(isPlain)
            else { return nil }
            let blocks = item.blocks.dropFirst()
            guard blocks.allSatisfy({ if case .code = $0 { true } else { false } }) else { return nil }
            tabs.append(Tab(name: name, blocks: blocks))
        }
        self.tabs = tabs
    }
}

/// A name is written twice, so nothing in it may have an id or be followed.
private func isPlain(_ inline: Inline) -> Bool {
    switch inline {
    case .text, .code: true
    default: false
    }
}

extension HTMLWriter {
    mutating func tabs(_ set: TabSet) {
        tabSets += 1
        let number = tabSets
        out.markup("<fieldset class=\"tabs\">\n<legend class=\"visually-hidden\">Show: ")
        for (index, tab) in set.tabs.enumerated() {
            if index > 0 { out.markup(", ") }
            out.text(PlainText.of(tab.name))
        }
        out.markup("</legend>\n")
        for (index, tab) in set.tabs.enumerated() {
            out.markup("<input type=\"radio\" name=\"")
            tabID(number)
            out.markup("\" id=\"")
            tabID(number, index + 1)
            out.markup(index == 0 ? "\" checked><label for=\"" : "\"><label for=\"")
            tabID(number, index + 1)
            out.markup("\">")
            inlines(tab.name)
            out.markup("</label>\n")
        }
        for tab in set.tabs {
            out.markup("<div class=\"tab-panel\" role=\"group\" aria-label=\"")
            out.text(PlainText.of(tab.name))
            out.markup("\">\n<p class=\"tab-name\"><strong>")
            inlines(tab.name)
            out.markup("</strong></p>\n")
            blocks(Array(tab.blocks))
            out.markup("</div>\n")
        }
        out.markup("</fieldset>\n")
    }

    /// `tabs:1` for the first set, `tabs:1:2` for its second tab; no heading's id has a colon.
    private mutating func tabID(_ set: Int, _ tab: Int? = nil) {
        out.text(renderer.idPrefix)
        out.markup("tabs:")
        out.number(set)
        if let tab {
            out.markup(":")
            out.number(tab)
        }
    }
}
