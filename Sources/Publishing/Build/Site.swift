package import AsBuilt
package import CivilTime
package import Content
package import Engagement

/// A built site: what to write to disk or to serve from memory.
///
/// A site with an error among its diagnostics is complete enough for a preview, but not to be published.
package struct Site: Sendable {
    /// Sorted by path, each path once.
    package let files: [OutputFile]
    /// Sorted by file and line; those of reading the content are not among them.
    package let diagnostics: [Diagnostic]
    /// The folders of the edition's sections, in the order of the site.
    package let sections: [String]
    /// For the next build of the same site, or nil if the site isn't remembered.
    let memory: SiteMemory?

    package init(files: [OutputFile], diagnostics: [Diagnostic]) {
        self.init(files: files, diagnostics: diagnostics, memory: nil)
    }

    init(files: [OutputFile], diagnostics: [Diagnostic], sections: [String] = [], memory: SiteMemory?) {
        self.memory = memory
        self.sections = sections
        self.files = files.sorted { $0.path < $1.path }
        self.diagnostics = Array(Set(diagnostics)).sorted()
    }

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// The file at `path`, found by bisection.
    package subscript(path: String) -> OutputFile? {
        var low = 0
        var high = files.count
        while low < high {
            let middle = (low + high) / 2
            if files[middle].path < path { low = middle + 1 } else { high = middle }
        }
        return low < files.count && files[low].path == path ? files[low] : nil
    }
}

/// What a build takes besides the state and the content.
package struct SiteOptions: Sendable {
    package var edition: Edition
    /// How the hints of findings write their actions.
    package var spelling: RemedySpelling
    /// The date in the footer; of SOURCE_DATE_EPOCH where the build has to be reproducible.
    package var madeOn: CivilDate
    /// Adds the script that loads a page again when the server says that the content changed.
    package var liveReload: Bool
    /// Whether the site is built again soon, and keeps what makes that fast.
    package var isRemembered: Bool
    /// The files of `content/` that are no Markdown, by their path below it.
    ///
    /// Only those that a published page shows or links to become part of the site.
    package var attachments: [OutputFile]
    package var printing: Printing
    /// What was read of the customer's repository, or nil if nothing was.
    package var inventory: Inventory?

    package init(
        edition: Edition, spelling: @escaping RemedySpelling, madeOn: CivilDate, liveReload: Bool = false,
        isRemembered: Bool = false,
        attachments: [OutputFile] = [], printing: Printing = .withSite, inventory: Inventory? = nil
    ) {
        self.edition = edition
        self.spelling = spelling
        self.madeOn = madeOn
        self.liveReload = liveReload
        self.isRemembered = isRemembered
        self.attachments = attachments
        self.printing = printing
        self.inventory = inventory
    }
}
