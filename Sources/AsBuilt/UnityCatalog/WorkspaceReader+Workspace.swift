extension WorkspaceReader {
    func readJobs(_ selection: Selection, into reading: inout ServerReading) async {
        let jobs = await each(
            "/api/2.2/jobs/list", [("limit", "100"), ("expand_tasks", "true")], key: "jobs", kind: "jobs",
            into: &reading)
        var taken: Set<String> = []
        for job in jobs.sorted(by: { Self.id($0) < Self.id($1) }) {
            guard let settings = job["settings"], let id = job["job_id"]?.scalarText else { continue }
            let name = settings["name"]?.scalarText ?? "Untitled"
            guard selection.jobs?.contains(name) ?? true else { continue }
            var facts = Facts(Self.completed(settings)).withoutPlaces
            facts.add("job_id", id, nil)
            facts.add("creator", job["creator_user_name"]?.scalarText, nil)
            if let cron = settings.at("schedule", "quartz_cron_expression")?.scalarText {
                facts.add(
                    "schedule.words",
                    Quartz.words(cron, zone: settings.at("schedule", "timezone_id")?.scalarText), nil)
            }
            await addPermissions("jobs", id, to: &facts, into: &reading)
            // Names of jobs are not unique.
            let key = taken.insert(name).inserted ? name : "\(name) (\(id))"
            reading.add("jobs", key, name: name, facts)
        }
    }

    private static func id(_ job: Datum) -> Int { job["job_id"]?.scalarText.flatMap { Int($0) } ?? 0 }

    /// Sorts the tasks, as a bundle does.
    private static func completed(_ settings: Datum) -> Datum {
        guard let tasks = settings["tasks"]?.list else { return settings }
        let sorted = tasks.sorted { ($0["task_key"]?.scalarText ?? "") < ($1["task_key"]?.scalarText ?? "") }
        return settings.with("tasks", Datum(.list(sorted), settings.place))
    }

    func readEndpoints(into reading: inout ServerReading) async {
        let endpoints = await each(
            "/api/2.0/serving-endpoints", key: "endpoints", kind: "model_serving_endpoints", into: &reading)
        for listed in endpoints {
            guard let name = listed["name"]?.scalarText else { continue }
            var endpoint = listed
            do throws(ReadFailure) {
                endpoint = try await client.read("/api/2.0/serving-endpoints/" + URLQuery.encoded(name))
            } catch {
                reading.add(error, kind: "model_serving_endpoints", key: name)
            }
            var kept = endpoint
            for key in ["creation_timestamp", "last_updated_timestamp", "permission_level"] { kept = kept.without(key) }
            var facts = Facts(kept).withoutPlaces
            if let id = endpoint["id"]?.scalarText {
                await addPermissions("serving-endpoints", id, to: &facts, into: &reading)
            }
            reading.add("model_serving_endpoints", name, name: name, facts)
        }
    }

    /// Names only: the values are never asked for.
    func readSecretScopes(into reading: inout ServerReading) async {
        let scopes = await each(
            "/api/2.0/secrets/scopes/list", key: "scopes", kind: "secret_scopes", into: &reading)
        for scope in scopes {
            guard let name = scope["name"]?.scalarText else { continue }
            var facts = Facts()
            facts.add("backend_type", scope["backend_type"]?.scalarText, nil)
            let keys = await each(
                "/api/2.0/secrets/list", [("scope", name)], key: "secrets", kind: "secrets", into: &reading)
            for key in keys {
                if let label = key["key"]?.scalarText { facts.add("keys[\(label)]", "present", nil) }
            }
            let rights = await each(
                "/api/2.0/secrets/acls/list", [("scope", name)], key: "items", kind: "secret_acls", into: &reading)
            for entry in rights {
                guard let principal = entry["principal"]?.scalarText else { continue }
                facts.add("permissions[\(principal)]", entry["permission"]?.scalarText, nil)
            }
            reading.add("secret_scopes", name, name: name, facts)
        }
    }
}
