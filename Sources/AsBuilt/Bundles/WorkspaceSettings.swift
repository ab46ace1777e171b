/// The `workspace` section of a target with its defaults.
enum WorkspaceSettings {
    /// Keys that the CLI needs to sign in, so no reference in them is replaced.
    static let authentication: Set = [
        "host", "profile", "account_id", "workspace_id", "auth_type", "client_id", "google_service_account",
        "azure_client_id", "azure_environment", "azure_login_app_id", "azure_resource_id", "azure_tenant_id",
        "azure_workspace_resource_id",
    ]

    /// Returns the section with the paths that a bundle has by default, and with the deploying user.
    static func withDefaults(_ section: Datum?, deployer: String?, place: Place) -> Datum {
        var workspace = section ?? Datum(.map(DatumMap()), place)
        if workspace.map == nil { workspace = Datum(.map(DatumMap()), place) }
        func text(_ value: String) -> Datum { Datum(.string(value), place) }
        let user = deployer ?? Unknown.deployer
        var identity = DatumMap()
        identity.set("userName", text(user))
        identity.set("short_name", text(shortName(user)))
        identity.set("domain_friendly_name", text(shortName(user)))
        workspace = workspace.with("current_user", Datum(.map(identity), place))
        let root = workspace.map?.entry("root_path")
        let path = root?.value.string ?? "~/.bundle/${bundle.name}/${bundle.target}"
        workspace = workspace.with(
            "root_path", Datum(.string(expanded(path, user: user)), root?.value.place ?? place), at: root?.place)
        for (key, folder) in [
            ("file_path", "files"), ("resource_path", "resources"), ("artifact_path", "artifacts"),
            ("state_path", "state"),
        ] {
            let own = workspace.map?.entry(key)
            let value = own?.value.string.map { expanded($0, user: user) } ?? "${workspace.root_path}/" + folder
            workspace = workspace.with(key, Datum(.string(value), own?.value.place ?? place), at: own?.place)
        }
        return workspace
    }

    private static func expanded(_ path: String, user: String) -> String {
        if path == "~" || path.hasPrefix("~/") { return "/Workspace/Users/\(user)" + path.dropFirst() }
        return path.hasPrefix("/Users/") || path.hasPrefix("/Shared/") ? "/Workspace" + path : path
    }

    /// Returns the part before the at sign, with an underscore for what is neither letter nor digit.
    static func shortName(_ user: String) -> String {
        guard user != Unknown.deployer else { return user }
        let name = user.split(separator: "@", maxSplits: 1).first ?? ""
        return String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }
}
