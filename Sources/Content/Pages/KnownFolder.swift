/// The folders of `content/` whose names have a meaning.
///
/// A workbook may have others; each becomes a section of the site.
package enum KnownFolder: String, CaseIterable, Sendable {
    case engagement, architecture, decisions, runbooks, handover, guides

    /// Whether the file at `path`, below `content/`, is in the folder.
    package func holds(_ path: String) -> Bool { path.hasPrefix(rawValue + "/") }

    /// Returns the path of a file in the folder, such as `decisions/index.html`.
    package func path(_ name: String) -> String { rawValue + "/" + name }
}
