/// A pipeline of a CI platform, as its file declares it.
package struct Workflow: Hashable, Sendable {
    package enum Platform: String, Hashable, Sendable {
        case gitHub = "GitHub Actions"
        case azureDevOps = "Azure DevOps"
        case gitLab = "GitLab"
    }

    /// What starts a workflow.
    package struct Trigger: Hashable, Sendable {
        package enum Event: String, Hashable, Sendable {
            case push
            case pullRequest = "pull request"
            case schedule
            case manual
            /// Another workflow of the repository.
            case call
            case other
        }

        package var event: Event
        /// The branches, paths or times that it is limited to, in words.
        package var detail: String
        package var place: Place
    }

    /// What has to agree before a job runs.
    package enum Gate: Hashable, Sendable {
        case none
        /// An environment of the platform, whose reviewers no file tells.
        case environment(String)
        /// A person has to start the job.
        case manual
    }

    package struct Tool: Hashable, Sendable {
        package var name: String
        /// The version, or nil if none is pinned.
        package var version: String?
        /// Whether the version is a number without quotes, which loses a zero at its end.
        package var isNumber = false
        package var place: Place
    }

    /// A name that a job uses, with the place of its first use.
    package struct Use: Hashable, Sendable {
        package var name: String
        package var place: Place
    }

    package struct Job: Hashable, Sendable {
        package var id: String
        package var name: String?
        package var stage: String?
        package var place: Place
        /// Where `needs`, `condition`, `runsOn` and `calls` are written, if they are.
        package var places: [String: Place] = [:]
        /// The jobs that come before it, by id.
        package var needs: [String] = []
        package var condition: String?
        package var gate = Gate.none
        package var gatePlace: Place?
        package var runsOn: String?
        /// The file of a workflow of this repository that the job runs, or the name of one elsewhere.
        package var calls: String?
        package var commands: [BundleCommand] = []
        package var actions: [Use] = []
        package var tools: [Tool] = []
        package var secrets: [Use] = []
        package var variables: [Use] = []
        package var variableGroups: [Use] = []
        /// Lines that print every environment variable, or a secret.
        package var printed: [Use] = []
        package var usesOIDC = false
        /// Whether its condition or its rules let it run for pull requests; nil if only the workflow's triggers decide.
        package var runsForPullRequests: Bool?

        package init(id: String, place: Place) {
            self.id = id
            self.place = place
        }
    }

    package var platform: Platform
    package var file: String
    package var name: String?
    package var triggers: [Trigger] = []
    package var jobs: [Job] = []
    package var concurrency: String?

    package var isForPullRequests: Bool { triggers.contains { $0.event == .pullRequest } }

    /// Whether `job` can run for a pull request.
    package func runsForPullRequests(_ job: Job) -> Bool { job.runsForPullRequests ?? isForPullRequests }
}

/// A `databricks bundle` command in a script.
package struct BundleCommand: Hashable, Sendable {
    /// `validate`, `deploy`, `run`, `destroy`, `plan` or `summary`.
    package var verb: String
    /// The target, or nil for the default one.
    package var target: String?
    /// The key of the job or pipeline that `run` starts.
    package var resource: String?
    package var profile: String?
    /// The names and values of `--var`.
    package var variables: [String]
    package var folder: String?
    package var place: Place

    /// Whether the target is known, and no expression of the platform.
    package var isTargetKnown: Bool { target.map { !$0.contains("$") } ?? true }
}
