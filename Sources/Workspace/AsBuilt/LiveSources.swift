import AsBuilt
import Engagement

/// The servers that a reading asks, each for itself.
struct LiveSources: Sendable {
    let environment: [String: String]
    /// The seconds that a server may be silent.
    let timeout: Int
    /// When the reading is made, in UTC.
    let time: String

    /// What a server told, and why it wasn't read, or not all of it.
    struct Answer: Sendable {
        let inventory: Inventory
        let failure: WorkspaceError?
    }

    /// Reads a tracking server and its registry.
    func mlflow(_ address: String) async throws(WorkspaceError) -> Answer {
        let authorization: RESTClient.Authorization
        if let token = environment["MLFLOW_TRACKING_TOKEN"], !token.isEmpty {
            authorization = .bearer(Secret(token))
        } else if let user = environment["MLFLOW_TRACKING_USERNAME"], !user.isEmpty {
            authorization = .basic(user: user, password: Secret(environment["MLFLOW_TRACKING_PASSWORD"] ?? ""))
        } else {
            authorization = .none
        }
        return try await answer("MLflow", address, authorization) { client in
            var inventory = await MLflowReader(client: client).read()
            inventory.source.readings = ["\(client.base) at \(time)"]
            return inventory
        }
    }

    /// Reads a workspace and its Unity Catalog.
    ///
    /// - Parameter declared: What the files declare: only that is asked for, if it names anything.
    func databricks(_ name: String, declared: Inventory) async throws(WorkspaceError) -> Answer {
        let profile = try DatabricksProfile.find(name, environment: environment)
        let selection = Self.selection(for: declared)
        return try await answer("Databricks", profile.host, .bearer(profile.token)) { client in
            await WorkspaceReader(client: client).read(selection, time: time)
        }
    }

    private func answer(
        _ name: String, _ address: String, _ authorization: RESTClient.Authorization,
        _ read: (RESTClient) async -> Inventory
    ) async throws(WorkspaceError) -> Answer {
        let exchange = NetworkExchange(timeout: timeout)
        let client: RESTClient
        do throws(ReadFailure) {
            client = try RESTClient(base: address, authorization: authorization, exchange: exchange)
        } catch {
            await exchange.close()
            // The address may have a password in it, so it is not repeated.
            throw .input("the address of \(name) cannot be used: \(error.text)", hint: "write it as https://host")
        }
        let inventory = await read(client)
        await exchange.close()
        return Answer(inventory: inventory, failure: Self.failure(of: inventory, name, client.base))
    }

    /// Returns why a server was not read: it failed, or it showed nothing at all to this identity.
    private static func failure(of inventory: Inventory, _ name: String, _ base: String) -> WorkspaceError? {
        let isEmpty = inventory.items.isEmpty
        let reasons = inventory.notes.filter { $0.rule == .serverNotRead || (isEmpty && $0.rule == .notVisible) }
        guard let first = reasons.first else { return nil }
        let more = reasons.count > 1 ? " (and \(reasons.count - 1) more)" : ""
        let what = isEmpty ? "was not read" : "was not read completely"
        return .outside(
            "\(name) at \(base) \(what): \(first.text)\(more)",
            hint: first.rule == .notVisible
                ? "check the token and the rights of its identity" : "check the address and the server, and read again")
    }

    /// Returns what to ask a workspace for: the schemas, jobs and monitors that the files declare, or everything.
    private static func selection(for declared: Inventory) -> WorkspaceReader.Selection {
        var schemas: Set<String> = []
        for item in declared.items where item.id.origin == .bundle {
            for (_, fact) in item.facts {
                let parts = fact.value.split(separator: ".", omittingEmptySubsequences: false)
                guard parts.count == 3, parts.allSatisfy(isName) else { continue }
                schemas.insert(parts[0] + "." + parts[1])
            }
            if item.id.kind == "schemas", let name = item["full_name"], !name.contains("«") { schemas.insert(name) }
        }
        let jobs = declared.items("jobs").filter { $0.id.origin == .bundle }.compactMap(\.name)
        let monitors = declared.items("quality_monitors").compactMap { $0["table_name"] }
        return WorkspaceReader.Selection(
            schemas: schemas.isEmpty ? nil : schemas.sorted(), jobs: jobs.isEmpty ? nil : Set(jobs),
            monitoredTables: Set(monitors.filter { !$0.contains("«") }).sorted())
    }

    private static func isName(_ part: Substring) -> Bool {
        guard let first = part.first, !first.isNumber else { return false }
        return part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    }
}
