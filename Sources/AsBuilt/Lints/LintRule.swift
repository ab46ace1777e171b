/// The rules that a repository is held to.
///
/// Each raw value is a stable name.
package enum LintRule: String, Hashable, Sendable, CaseIterable {
    case resourceNotIncluded = "resource-not-included"
    case validationDryRun = "validation-dry-run"
    case championNotRecorded = "champion-not-recorded"
    case foreignCatalog = "foreign-catalog"
    case developmentName = "development-name"
    case noApproval = "no-approval"
    case productionSecretInPullRequest = "production-secret-in-pull-request"
    case productionMode = "production-mode"
    case personalExperiment = "personal-experiment"
    case noFailureNotification = "no-failure-notification"
    case noRetry = "no-retry"
    case noTimeout = "no-timeout"
    case predictionsOverwritten = "predictions-overwritten"
    case scheduleOrder = "schedule-order"
    case unpinnedVersion = "unpinned-version"
    case versionIsNumber = "version-is-number"
    case sharedHost = "shared-host"
    case noHost = "no-host"
    case secretPrinted = "secret-printed"
    case unknownTarget = "unknown-target"
    case unknownJob = "unknown-job"
    case neverDeployed = "never-deployed"
    case toDo = "to-do"

    /// Why it matters, in one sentence or two.
    package var why: String {
        switch self {
        case .resourceNotIncluded:
            "A file that no 'include' names is not deployed, although it looks like a part of the bundle."
        case .validationDryRun:
            "In a dry run the gate only reports: a model that fails its thresholds is promoted all the same."
        case .championNotRecorded:
            "An alias is one pointer. Once it has moved, nothing says which version to roll back to."
        case .foreignCatalog:
            "The code of one environment would read or write the data of another one."
        case .developmentName:
            "mode: development renames what the bundle creates, but not the names that the code is given, "
                + "so the code writes to other objects."
        case .noApproval: "Each person who can push to the branch can change production."
        case .productionSecretInPullRequest:
            "Code of a pull request runs before anybody has read it, with access to production."
        case .productionMode:
            "Without mode: production and run_as the jobs belong to the last deployer, "
                + "and nothing stops a deployment from a laptop."
        case .personalExperiment: "An experiment in a home folder is lost with the account that owns it."
        case .noFailureNotification: "A failed run is noticed only when its result is missed."
        case .noRetry: "One lost machine fails the whole run."
        case .noTimeout: "A run that hangs costs money until a person looks, and blocks the next run."
        case .predictionsOverwritten:
            "Each run replaces the table, so earlier predictions are gone for monitoring, audits and backfills."
        case .scheduleOrder:
            "Schedules are the only order between these jobs, and this one uses results of a day before."
        case .unpinnedVersion: "The same commit gives another result on another day."
        case .versionIsNumber: "YAML reads 3.10 as the number 3.1. Put versions in quotes."
        case .sharedHost: "Two targets share limits, objects and rights of one workspace."
        case .noHost: "The target is deployed to whatever workspace the caller is signed in to."
        case .secretPrinted: "Logs are read by more people than secrets, and masks miss changed forms of a value."
        case .unknownTarget: "The command fails, or it is left over from a target that was renamed."
        case .unknownJob: "The command fails, because the bundle declares no such resource."
        case .neverDeployed: "No workflow deploys this target, so its state depends on the last deployment by hand."
        case .toDo: "The template left something for you to fill in."
        }
    }

    /// The id of the page of the worked example that explains it.
    package var page: String {
        switch self {
        case .resourceNotIncluded, .toDo: "as-built-inventory"
        case .validationDryRun, .championNotRecorded: "ADR-0007"
        case .foreignCatalog, .sharedHost, .noHost: "ADR-0005"
        case .developmentName: "configuration-and-secrets"
        case .noApproval, .unknownTarget, .unknownJob, .neverDeployed: "ci-cd-guide"
        case .productionSecretInPullRequest, .productionMode, .secretPrinted: "ADR-0010"
        case .personalExperiment: "ADR-0014"
        case .noFailureNotification, .noRetry, .noTimeout, .scheduleOrder: "operations-guide"
        case .predictionsOverwritten: "ADR-0015"
        case .unpinnedVersion, .versionIsNumber: "RB-018"
        }
    }
}
