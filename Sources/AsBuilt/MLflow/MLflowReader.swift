/// Reads an MLflow tracking server and its registry.
package struct MLflowReader: Sendable {
    package enum Limits {
        /// The most registered models.
        package static let models = 1000
        /// The newest versions of a model that are listed beside those with an alias.
        package static let versions = 5
        /// The most versions of one model that are looked through.
        package static let searchedVersions = 5000
    }

    private let client: RESTClient
    private static let base = "/api/2.0/mlflow/"

    package init(client: RESTClient) { self.client = client }

    /// Returns models, versions, runs and experiments.
    ///
    /// What can't be read is a note, and the rest is returned.
    package func read() async -> Inventory {
        var reading = ServerReading(origin: .mlflow, scope: client.base)
        do throws(ReadFailure) {
            let models = try await client.list(
                Self.base + "registered-models/search", [("max_results", "200")], key: "registered_models")
            for model in models.prefix(Limits.models) {
                guard let name = model["name"]?.scalarText else { continue }
                do throws(ReadFailure) {
                    try await read(model: name, into: &reading)
                } catch {
                    reading.add(error, kind: "registered_models", key: name)
                }
            }
            if models.count > Limits.models {
                reading.limit("only \(Limits.models) of \(models.count) registered models are read")
            }
        } catch {
            reading.add(error, kind: "registered_models", key: "")
        }
        do throws(ReadFailure) {
            try await readExperiments(into: &reading)
        } catch {
            reading.add(error, kind: "experiments", key: "")
        }
        return reading.inventory
    }

    private func read(model name: String, into reading: inout ServerReading) async throws(ReadFailure) {
        // The search of versions lists no aliases; the model does.
        let model = try await client.read(Self.base + "registered-models/get", [("name", name)])["registered_model"]
        guard let model else {
            throw ReadFailure(
                kind: .invalidAnswer, path: Self.base + "registered-models/get", text: "no registered_model")
        }
        var facts = Facts()
        facts.add("description", model["description"]?.scalarText, nil)
        facts.add("created", ServerReading.time(model["creation_timestamp"]), nil)
        ServerReading.addTags(model["tags"], to: &facts)
        var aliases: [String: [String]] = [:]
        for alias in model["aliases"]?.list ?? [] {
            guard let label = alias["alias"]?.scalarText, let version = alias["version"]?.scalarText else { continue }
            facts.add("aliases[\(label)]", version, nil)
            aliases[version, default: []].append(label)
        }
        let quote = name.contains("'") ? "\"" : "'"
        let versions = try await client.list(
            Self.base + "model-versions/search", [("filter", "name=\(quote)\(name)\(quote)"), ("max_results", "200")],
            key: "model_versions"
        ).prefix(Limits.searchedVersions)
        facts.add("versions", String(versions.count), nil)
        reading.add("registered_models", name, name: name, facts)
        let sorted = versions.sorted { Self.number($0) > Self.number($1) }
        let listed = sorted.enumerated().filter { position, version in
            position < Limits.versions || aliases[version["version"]?.scalarText ?? ""] != nil
        }
        for (_, version) in listed {
            try await read(version: version, of: name, aliases: aliases, into: &reading)
        }
    }

    private static func number(_ version: Datum) -> Int { version["version"]?.scalarText.flatMap { Int($0) } ?? 0 }

    private func read(
        version: Datum, of name: String, aliases: [String: [String]], into reading: inout ServerReading
    ) async throws(ReadFailure) {
        guard let number = version["version"]?.scalarText else { return }
        let own = (aliases[number] ?? []).sorted()
        var facts = Facts()
        facts.add("aliases", own.isEmpty ? nil : own.joined(separator: ", "), nil)
        for (field, key) in [
            ("status", "status"), ("stage", "current_stage"), ("run_id", "run_id"), ("source", "source"),
            ("description", "description"),
        ] {
            let text = version[key]?.scalarText
            facts.add(field, text == "None" || text?.isEmpty == true ? nil : text, nil)
        }
        facts.add("created", ServerReading.time(version["creation_timestamp"]), nil)
        ServerReading.addTags(version["tags"], to: &facts)
        reading.add("model_versions", "\(name)/\(number)", name: nil, facts)
        guard !own.isEmpty, let run = version["run_id"]?.scalarText, !run.isEmpty else { return }
        do throws(ReadFailure) {
            try await read(run: run, into: &reading)
        } catch {
            reading.add(error, kind: "runs", key: run)
        }
    }

    /// The run behind a version with an alias.
    private func read(run id: String, into reading: inout ServerReading) async throws(ReadFailure) {
        let run = try await client.read(Self.base + "runs/get", [("run_id", id)])["run"]
        var facts = Facts()
        for key in ["experiment_id", "run_name", "status", "user_id"] {
            facts.add(key, run?.at("info", key)?.scalarText, nil)
        }
        facts.add("started", ServerReading.time(run?.at("info", "start_time")), nil)
        facts.add("ended", ServerReading.time(run?.at("info", "end_time")), nil)
        for (list, field) in [("params", "params"), ("metrics", "metrics")] {
            for element in run?.at("data", list)?.list ?? [] {
                guard let key = element["key"]?.scalarText, let value = element["value"]?.scalarText else { continue }
                facts.add("\(field)[\(key)]", Redaction.value(value, path: [key]), nil)
            }
        }
        ServerReading.addTags(run?.at("data", "tags"), to: &facts)
        facts.add("source_commit", facts.facts["tags[mlflow.source.git.commit]"]?.value, nil)
        reading.add("runs", id, name: run?.at("info", "run_name")?.scalarText, facts)
    }

    private func readExperiments(into reading: inout ServerReading) async throws(ReadFailure) {
        let experiments = try await client.list(Self.base + "experiments/search", key: "experiments") { token in
            let next = token.map { ", \"page_token\": " + Inventory.quoted($0) } ?? ""
            return Array("{\"max_results\": 200\(next)}".utf8)
        }
        for experiment in experiments {
            guard let name = experiment["name"]?.scalarText else { continue }
            var facts = Facts()
            for key in ["experiment_id", "artifact_location", "lifecycle_stage"] {
                facts.add(key, experiment[key]?.scalarText, nil)
            }
            ServerReading.addTags(experiment["tags"], to: &facts)
            reading.add("experiments", name, name: name, facts)
        }
    }
}
