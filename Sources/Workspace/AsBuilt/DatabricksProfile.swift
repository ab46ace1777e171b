import AsBuilt
import Engagement
import FoundationEssentials

/// The address of a Databricks workspace and the token that reads it.
///
/// The token is a `Secret` from the moment it is read, so no message can repeat it.
struct DatabricksProfile: Sendable {
    let host: String
    let token: Secret

    /// The name that stands for the variables DATABRICKS_HOST and DATABRICKS_TOKEN.
    static let ofEnvironment = "environment"

    /// Finds a profile by its name.
    ///
    /// A profile is taken whole: a token of the environment never goes to the host of a profile.
    ///
    /// - Throws: `WorkspaceError`, which names files, profiles and variables only.
    static func find(_ name: String, environment: [String: String]) throws(WorkspaceError) -> DatabricksProfile {
        if name == ofEnvironment {
            guard let host = environment["DATABRICKS_HOST"], !host.isEmpty,
                let token = environment["DATABRICKS_TOKEN"], !token.isEmpty
            else {
                throw .input(
                    "DATABRICKS_HOST and DATABRICKS_TOKEN are not both set",
                    hint: "export both, or name a profile of ~/.databrickscfg with \(.give(.databricksProfile))")
            }
            return DatabricksProfile(host: try checked(host), token: Secret(token))
        }
        let path = environment["DATABRICKS_CONFIG_FILE"] ?? (environment["HOME"] ?? "") + "/.databrickscfg"
        guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 20 else {
            throw .input(
                "\(path) cannot be read, so there is no profile '\(name)'",
                hint: "run `databricks configure`, or set DATABRICKS_HOST and DATABRICKS_TOKEN "
                    + "and name the profile '\(ofEnvironment)'")
        }
        let sections = sections(of: String(decoding: data, as: UTF8.self))
        guard let section = sections[name] else {
            throw .input(
                "\(path) has no profile '\(name)'",
                hint: sections.isEmpty
                    ? "run `databricks configure --profile \(name)`"
                    : "the profiles: \(abridged(sections.keys.sorted()))")
        }
        guard let host = section["host"], !host.isEmpty else {
            throw .input("the profile '\(name)' of \(path) has no host", hint: "add a line `host = https://...`")
        }
        guard let token = section["token"], !token.isEmpty else {
            throw .input(
                "the profile '\(name)' of \(path) has no token",
                hint: "export DATABRICKS_TOKEN from `databricks auth token --profile \(name)` and DATABRICKS_HOST, "
                    + "and name the profile '\(ofEnvironment)'")
        }
        return DatabricksProfile(host: try checked(host), token: Secret(token))
    }

    /// Returns the address with its scheme.
    ///
    /// A token goes over a network only if it is encrypted.
    private static func checked(_ host: String) throws(WorkspaceError) -> String {
        let address = host.contains("://") ? host : "https://" + host
        let isLoopback = ["http://127.0.0.1", "http://localhost"].contains { start in
            address.hasPrefix(start) && [nil, ":", "/"].contains(address.dropFirst(start.count).first)
        }
        guard address.hasPrefix("https://") || isLoopback else {
            throw .input("the host of Databricks does not begin with https://", hint: "correct the profile's `host`")
        }
        return address
    }

    /// Reads the sections of an INI file; lines of other forms are skipped.
    static func sections(of text: String) -> [String: [String: String]] {
        var sections: [String: [String: String]] = [:]
        var name: String?
        for line in text.split(whereSeparator: \.isNewline) {
            let line = trimmed(line)
            if line.hasPrefix("["), line.hasSuffix("]") {
                let found = trimmed(line.dropFirst().dropLast())
                name = found
                sections[found] = sections[found] ?? [:]
            } else if let name, !line.hasPrefix("#"), !line.hasPrefix(";"), let equals = line.firstIndex(of: "=") {
                sections[name]?[trimmed(line[..<equals])] = trimmed(line[line.index(after: equals)...])
            }
        }
        return sections
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
