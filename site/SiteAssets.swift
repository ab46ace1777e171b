/// The files that every workbook carries inside its binary.
///
/// Paths are those of the repository: `site/css/site.css`, `site/templates/page.mustache`,
/// `content/engagement.yaml`. A workbook's own `site/` folder may override any of the first.
package enum SiteAssets {
    /// Every embedded file, sorted by path.
    package static var all: [(path: String, text: String)] { embeddedFiles }

    /// The text of the file at `path`, or nil where there is none.
    package static func text(at path: String) -> String? {
        embeddedFiles.first { $0.path == path }?.text
    }

    /// The files below `folder` (`content/`, say), their paths relative to it.
    package static func files(below folder: String) -> [(path: String, text: String)] {
        embeddedFiles.filter { $0.path.hasPrefix(folder) }
            .map { (String($0.path.dropFirst(folder.count)), $0.text) }
    }
}
