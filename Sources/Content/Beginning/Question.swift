/// What `init` asks about a new engagement; the raw value is the key in a file of answers.
package enum Question: String, CaseIterable, Sendable {
    case customer
    case useCase = "use-case"
    case entity
    case cloud
    case platform = "ci-cd"
    case inference
    case promote
    case monitoring
    case schema
    case project
    case repository
    case developmentCatalog = "catalog-dev"
    case stagingCatalog = "catalog-staging"
    case productionCatalog = "catalog-prod"
    case owners = "group-owners"
    case modelOwners = "group-model-owners"
    case platformTeam = "group-platform"
    case consumers = "group-consumers"
    case timeZone = "time-zone"
    case start
    case holidays

    /// The question as a person reads it.
    package var text: String {
        switch self {
        case .customer: "The customer's name"
        case .useCase: "The use case in words, as in: demand forecast"
        case .entity: "What one prediction is about, in one word, as in: store"
        case .cloud: "The cloud"
        case .platform: "The CI/CD platform"
        case .inference: "The kinds of inference, separated by commas"
        case .promote: "What is promoted"
        case .monitoring: "Whether data profiling is part of the work"
        case .schema: "The schema in each catalog, as in: forecast"
        case .project: "The project's name in MLOps Stacks, which names its folder"
        case .repository: "The repository's name"
        case .developmentCatalog: "The catalog of development"
        case .stagingCatalog: "The catalog of staging"
        case .productionCatalog: "The catalog of production"
        case .owners: "The group that owns the pipeline"
        case .modelOwners: "The group that owns the registered model"
        case .platformTeam: "The group of the infrastructure team"
        case .consumers: "The group that reads the predictions"
        case .timeZone: "The time zone of the hours of sessions, as in: Europe/Berlin"
        case .start: "The first day"
        case .holidays: "Holidays: an .ics file, or dates separated by commas"
        }
    }

    /// The answers to choose from, or nil if any text may be one.
    package var choices: [String]? {
        switch self {
        case .cloud: ["aws", "azure", "gcp"]
        case .platform: ["github", "azure-devops", "gitlab"]
        case .inference: ["batch", "streaming", "real-time"]
        case .promote: ["code", "model"]
        case .monitoring: ["yes", "no"]
        default: nil
        }
    }

    /// Whether several answers may be given.
    package var isList: Bool { self == .inference || self == .holidays }

    /// Returns the answer that holds if none is given, or nil if there is none.
    ///
    /// - Parameter given: The answers to the questions before this one.
    package func fallback(after given: [Question: String]) -> String? {
        func answer(_ question: Question) -> String {
            given[question] ?? question.fallback(after: given) ?? ""
        }
        func short() -> String { answer(.schema).replacing("_", with: "-") }
        return switch self {
        case .customer, .holidays, .timeZone, .start: nil
        case .useCase: "the use case"
        case .entity: "record"
        case .cloud: "aws"
        case .platform: answer(.cloud) == "azure" ? "azure-devops" : "github"
        case .inference: "batch"
        case .promote: "code"
        case .monitoring: "no"
        case .schema: "scoring"
        case .project: answer(.schema) + "_mlops"
        case .repository: answer(.project).replacing("_", with: "-")
        case .developmentCatalog: "dev"
        case .stagingCatalog: "staging"
        case .productionCatalog: "prod"
        case .owners: short() + "-owners"
        case .modelOwners: short() + "-model-owners"
        case .platformTeam: "ml-platform"
        case .consumers: short() + "-consumers"
        }
    }

    /// What an answer may be written with.
    var alphabet: Alphabet {
        switch self {
        case .customer, .useCase: .words
        case .entity, .schema, .project, .developmentCatalog, .stagingCatalog, .productionCatalog: .identifier
        case .repository, .owners, .modelOwners, .platformTeam, .consumers: .name
        case .cloud, .platform, .inference, .promote, .monitoring, .timeZone, .start, .holidays: .any
        }
    }

    enum Alphabet {
        /// Words of a page: no line break, and nothing that Markdown reads as markup.
        case words
        /// A name of Unity Catalog or Python that needs no quotes.
        case identifier
        /// A name of a group or a repository.
        case name
        case any
    }
}
