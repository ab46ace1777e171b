extension LintSubject {
    /// Jobs of the targets that have to be operated.
    func jobLints() -> [Lint] {
        reading.bundles.flatMap { bundle in
            operated(bundle.root).flatMap { target -> [Lint] in
                let jobs = target.resources(of: "jobs")
                return jobs.flatMap { operation($0, in: target) + versions($0, in: target) + dryRuns($0, in: target) }
                    + order(jobs, in: target)
            }
        }
    }

    private func operation(_ job: ResolvedTarget.Resource, in target: ResolvedTarget) -> [Lint] {
        let tasks = job.config["tasks"]?.list ?? []
        func lint(_ rule: LintRule, _ text: String) -> Lint {
            Lint(rule, job.place, "the job '\(job.key)' has no \(text)", targets: [target.name])
        }
        func notifies(_ datum: Datum) -> Bool {
            ["email_notifications", "webhook_notifications"].contains {
                datum.at($0, "on_failure")?.list?.isEmpty == false
            }
        }
        var lints: [Lint] = []
        if !notifies(job.config), tasks.isEmpty || !tasks.allSatisfy(notifies) {
            lints.append(lint(.noFailureNotification, "notification of failures"))
        }
        // A run that starts another job or compares values has nothing to repeat.
        let working = tasks.filter { $0["condition_task"] == nil && $0["run_job_task"] == nil }
        if !working.isEmpty, !working.contains(where: { ($0["max_retries"]?.integer ?? 0) != 0 }) {
            lints.append(lint(.noRetry, "task with retries"))
        }
        let isTimed =
            (job.config["timeout_seconds"]?.integer ?? 0) > 0
            || (!working.isEmpty && working.allSatisfy { ($0["timeout_seconds"]?.integer ?? 0) > 0 })
        if !isTimed { lints.append(lint(.noTimeout, "timeout")) }
        return lints
    }

    private func versions(_ job: ResolvedTarget.Resource, in target: ResolvedTarget) -> [Lint] {
        var lints: [Lint] = []
        let tasks = job.config["tasks"]?.list ?? []
        let clusters = ((job.config["job_clusters"]?.list ?? []) + tasks).compactMap { $0["new_cluster"] }
        for version in clusters.compactMap({ $0["spark_version"] }) {
            guard let text = version.scalarText, text.hasPrefix("auto:") || text.contains("latest") else { continue }
            lints.append(
                Lint(.unpinnedVersion, version.place, "the runtime is '\(text)'", targets: [target.name]))
        }
        for environment in job.config["environments"]?.list ?? [] {
            let spec = environment["spec"]
            guard spec?["environment_version"] == nil, spec?["client"] == nil else { continue }
            let key = environment["environment_key"]?.scalarText ?? "default"
            lints.append(
                Lint(
                    .unpinnedVersion, environment.place,
                    "the serverless environment '\(key)' has no environment_version",
                    targets: [target.name]))
        }
        return lints
    }

    private func dryRuns(_ job: ResolvedTarget.Resource, in target: ResolvedTarget) -> [Lint] {
        (job.config["tasks"]?.list ?? []).compactMap { task in
            guard let entry = task.at("notebook_task", "base_parameters")?.map?.entry("run_mode"),
                let mode = entry.value.scalarText, mode != "enabled", !mode.contains("{{")
            else { return nil }
            let key = task["task_key"]?.scalarText ?? job.key
            return Lint(
                .validationDryRun, entry.value.place, "the task '\(key)' validates with run_mode: \(mode)",
                targets: [target.name])
        }
    }

    // MARK: Order

    /// What a job does for a model, by the words in its key and in the notebooks of its tasks.
    private enum Step: Int, Comparable {
        case features, training, scoring

        var verb: String {
            switch self {
            case .features: "computes features"
            case .training: "trains"
            case .scoring: "scores"
            }
        }

        init?(_ job: ResolvedTarget.Resource) {
            let files = (job.config["tasks"]?.list ?? []).compactMap {
                $0.at("notebook_task", LocalPaths.sourceKey)?.scalarText.map(FilePath.name)
            }
            let text = ([job.key] + files).joined(separator: " ").lowercased()
            if text.contains("retrain") { return nil }
            if text.contains("inference") || text.contains("predict") || text.contains("scor") {
                self = .scoring
            } else if text.contains("train") {
                self = .training
            } else if text.contains("feature") {
                self = .features
            } else {
                return nil
            }
        }

        static func < (left: Step, right: Step) -> Bool { left.rawValue < right.rawValue }
    }

    /// Jobs that run once a day in one time zone, in another order than what they do.
    private func order(_ jobs: [ResolvedTarget.Resource], in target: ResolvedTarget) -> [Lint] {
        let daily = jobs.compactMap { job -> (job: ResolvedTarget.Resource, step: Step, minute: Int, cron: Datum)? in
            guard let schedule = job.config["schedule"], let cron = schedule["quartz_cron_expression"],
                let quartz = cron.scalarText.flatMap(Quartz.init), quartz.words?.hasPrefix("every day at") == true,
                let minutes = quartz.minutesOfDay, minutes.count == 1, let step = Step(job)
            else { return nil }
            return (job, step, minutes[0], cron)
        }
        return daily.flatMap { later in
            daily.compactMap { earlier -> Lint? in
                let zones = [earlier, later].map { $0.job.config.at("schedule", "timezone_id")?.scalarText ?? "UTC" }
                guard earlier.step < later.step, later.minute <= earlier.minute, zones[0] == zones[1] else {
                    return nil
                }
                let times = "\(Quartz.clock(later.minute)) and not after \(Quartz.clock(earlier.minute))"
                return Lint(
                    .scheduleOrder, later.cron.place,
                    "'\(later.job.key)' \(later.step.verb) at \(times), when '\(earlier.job.key)' \(earlier.step.verb)",
                    targets: [target.name])
            }
        }
    }
}
