/// Reads a Databricks workspace and the part of Unity Catalog that it shows.
///
/// What is not listed may still be there: a list holds what the identity may see. So the identity and the time are part
/// of the inventory.
package struct WorkspaceReader: Sendable {
    /// What to read.
    package struct Selection: Sendable {
        /// Full names of schemas, as in `prod.churn`; nil for every schema of every catalog.
        package var schemas: [String]?
        /// Names of jobs; nil for all.
        package var jobs: Set<String>?
        /// Full names of tables whose quality monitor is asked for.
        package var monitoredTables: [String]

        package init(schemas: [String]? = nil, jobs: Set<String>? = nil, monitoredTables: [String] = []) {
            self.schemas = schemas
            self.jobs = jobs
            self.monitoredTables = monitoredTables
        }
    }

    static let catalog = "/api/2.1/unity-catalog/"
    let client: RESTClient

    package init(client: RESTClient) { self.client = client }

    /// Returns what the identity may see.
    ///
    /// What can't be read is a note, and the rest is returned.
    ///
    /// - Parameter time: When the reading is made, for the inventory's source.
    package func read(_ selection: Selection = Selection(), time: String) async -> Inventory {
        var reading = ServerReading(origin: .databricks, scope: client.base)
        do throws(ReadFailure) {
            let identity = try await client.read("/api/2.0/preview/scim/v2/Me")["userName"]?.scalarText
            reading.readings = ["\(client.base) as \(identity ?? "an unnamed identity") at \(time)"]
        } catch {
            reading.readings = ["\(client.base) as an unknown identity at \(time)"]
            reading.add(error, kind: "identity", key: "")
        }
        await readCatalogs(selection, into: &reading)
        await readJobs(selection, into: &reading)
        await readEndpoints(into: &reading)
        await readSecretScopes(into: &reading)
        return reading.inventory
    }

    /// Adds the answers of one list, and a note if it can't be read.
    func each(
        _ path: String, _ query: [(name: String, value: String)] = [], key: String, kind: String,
        into reading: inout ServerReading
    ) async -> [Datum] {
        do throws(ReadFailure) {
            return try await client.list(path, query, key: key)
        } catch {
            let names = query.filter { ["catalog_name", "schema_name", "scope"].contains($0.name) }
            reading.add(error, kind: kind, key: names.map(\.value).joined(separator: "."))
            return []
        }
    }

    /// Adds the permissions of a workspace object to its facts.
    func addPermissions(
        _ object: String, _ id: String, to facts: inout Facts, into reading: inout ServerReading
    ) async {
        do throws(ReadFailure) {
            let answer = try await client.read("/api/2.0/permissions/\(object)/\(URLQuery.encoded(id))")
            for entry in answer["access_control_list"]?.list ?? [] {
                for (key, kind) in [
                    ("user_name", "user"), ("group_name", "group"), ("service_principal_name", "service principal"),
                ] {
                    guard let principal = entry[key]?.scalarText else { continue }
                    let levels = (entry["all_permissions"]?.list ?? []).compactMap { permission -> String? in
                        guard let level = permission["permission_level"]?.scalarText else { return nil }
                        return permission["inherited"]?.bool == true ? level + " (inherited)" : level
                    }
                    facts.add("permissions[\(kind) \(principal)]", levels.sorted().joined(separator: ", "), nil)
                }
            }
        } catch {
            reading.add(error, kind: "permissions of \(object)", key: id)
        }
    }
}
