extension LintSubject {
    /// Workflows: who agrees to a deployment, what secrets a pull request sees, and what is deployed.
    func workflowLints() -> [Lint] {
        var lints: [Lint] = []
        for workflow in reading.workflows {
            for job in workflow.jobs {
                lints += approvals(job)
                lints += secrets(job, of: workflow)
                lints += tools(job)
                lints += commands(job)
                for use in job.printed {
                    lints.append(Lint(.secretPrinted, use.place, "the job '\(job.id)' prints \(use.name)"))
                }
            }
        }
        return lints + neverDeployed()
    }

    private func approvals(_ job: Workflow.Job) -> [Lint] {
        guard job.gate == .none, let command = job.commands.first(where: { $0.verb == "deploy" && isProduction($0) })
        else { return [] }
        return [
            Lint(
                .noApproval, command.place,
                "the job '\(job.id)' deploys '\(target(of: command) ?? "")' without an environment, so no approval is needed",
                targets: [target(of: command)].compactMap { $0 })
        ]
    }

    private func secrets(_ job: Workflow.Job, of workflow: Workflow) -> [Lint] {
        guard workflow.runsForPullRequests(job) else { return [] }
        func isProduction(_ use: Workflow.Use) -> Bool {
            let words = use.name.split { $0 == "_" || $0 == "-" }.map { $0.lowercased() }
            return Self.isProduction(name: words.joined(separator: "-"))
        }
        let uses = (job.secrets + job.variables).filter { isProduction($0) && !$0.name.lowercased().hasSuffix("host") }
        var lints = uses.prefix(1).map { use in
            let others = uses.count > 1 ? " and \(uses.count - 1) more" : ""
            return Lint(
                .productionSecretInPullRequest, use.place,
                "the job '\(job.id)' runs for pull requests and uses '\(use.name)'\(others)")
        }
        // GitLab gives a job the secrets of its environment.
        if lints.isEmpty, workflow.platform == .gitLab, case .environment(let name) = job.gate,
            Self.isProduction(name: name), let place = job.gatePlace
        {
            lints.append(
                Lint(
                    .productionSecretInPullRequest, place,
                    "the job '\(job.id)' runs for merge requests with the secrets of the environment '\(name)'"))
        }
        return lints
    }

    private func tools(_ job: Workflow.Job) -> [Lint] {
        job.tools.flatMap { tool -> [Lint] in
            var lints: [Lint] = []
            if tool.version == nil {
                lints.append(Lint(.unpinnedVersion, tool.place, "the version of \(tool.name) is not pinned"))
            }
            if tool.isNumber, let version = tool.version {
                lints.append(
                    Lint(
                        .versionIsNumber, tool.place,
                        "the version \(version) of \(tool.name) is a number without quotes"))
            }
            return lints
        }
    }

    private func commands(_ job: Workflow.Job) -> [Lint] {
        job.commands.flatMap { command -> [Lint] in
            guard let bundle = bundle(of: command), command.isTargetKnown else { return [] }
            if let name = command.target, !bundle.targets.contains(where: { $0.name == name }) {
                return [
                    Lint(
                        .unknownTarget, command.place,
                        "the job '\(job.id)' uses the target '\(name)', which '\(bundle.file)' doesn't declare")
                ]
            }
            guard command.verb == "run", let key = command.resource, !key.contains("$"),
                let target = reading.targets.first(where: {
                    $0.root == bundle.root && $0.name == self.target(of: command)
                }),
                !target.resources.contains(where: { $0.key == key }),
                !target.notes.contains(where: { $0.rule == .resourcesInPython })
            else { return [] }
            return [
                Lint(
                    .unknownJob, command.place,
                    "the job '\(job.id)' runs '\(key)', which the target '\(target.name)' doesn't declare",
                    targets: [target.name])
            ]
        }
    }

    /// Targets that no workflow deploys, in a repository whose workflows deploy others.
    private func neverDeployed() -> [Lint] {
        let commands = reading.workflows.flatMap(\.jobs).flatMap(\.commands).filter { $0.verb == "deploy" }
        // A target that only the platform knows may be any.
        guard !commands.isEmpty, commands.allSatisfy(\.isTargetKnown) else { return [] }
        return reading.bundles.flatMap { bundle -> [Lint] in
            let own = commands.filter { self.bundle(of: $0)?.root == bundle.root }
            guard !own.isEmpty else { return [] }
            let deployed = Set(own.compactMap(target(of:)))
            return reading.targets.filter { target in
                target.root == bundle.root && target.mode != "development" && !deployed.contains(target.name)
            }.map { target in
                Lint(
                    .neverDeployed, target.place, "no workflow deploys the target '\(target.name)'",
                    targets: [target.name])
            }
        }
    }
}
