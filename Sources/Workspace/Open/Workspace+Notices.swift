import SiteAssets

extension Workspace {
    /// The licences and notices of everything that the program is linked with; `make licenses` writes them.
    package static var notices: String { SiteAssets.text(at: "site/licenses/notices.txt") ?? "" }
}
