import ArgumentParser
import Content

/// The answers that `init` takes as options; each has the name of its question.
struct AnswerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The customer's name.", valueName: "name"))
    var customer: String?
    @Option(help: ArgumentHelp("The use case in words.", valueName: "words"))
    var useCase: String?
    @Option(help: ArgumentHelp("What one prediction is about: store, order, machine.", valueName: "word"))
    var entity: String?
    @Option(help: ArgumentHelp("aws, azure or gcp.", valueName: "cloud"))
    var cloud: String?
    @Option(name: .customLong("ci-cd"), help: ArgumentHelp("github, azure-devops or gitlab.", valueName: "platform"))
    var platform: String?
    @Option(help: ArgumentHelp("batch, streaming, real-time, or several with commas.", valueName: "kinds"))
    var inference: String?
    @Option(help: ArgumentHelp("code or model.", valueName: "what"))
    var promote: String?
    @Option(help: ArgumentHelp("yes or no: whether data profiling is part of the work.", valueName: "answer"))
    var monitoring: String?
    @Option(help: ArgumentHelp("The schema in each catalog; other names are derived from it.", valueName: "name"))
    var schema: String?
    @Option(help: ArgumentHelp("The project in MLOps Stacks, which names its folder.", valueName: "name"))
    var project: String?
    @Option(help: ArgumentHelp("The repository.", valueName: "name"))
    var repository: String?
    @Option(name: .customLong("catalog-dev"), help: ArgumentHelp("The catalog of development.", valueName: "name"))
    var developmentCatalog: String?
    @Option(name: .customLong("catalog-staging"), help: ArgumentHelp("The catalog of staging.", valueName: "name"))
    var stagingCatalog: String?
    @Option(name: .customLong("catalog-prod"), help: ArgumentHelp("The catalog of production.", valueName: "name"))
    var productionCatalog: String?
    @Option(
        name: .customLong("group-owners"), help: ArgumentHelp("The group that owns the pipeline.", valueName: "name"))
    var owners: String?
    @Option(
        name: .customLong("group-model-owners"),
        help: ArgumentHelp("The group that owns the registered model.", valueName: "name"))
    var modelOwners: String?
    @Option(
        name: .customLong("group-platform"),
        help: ArgumentHelp("The group of the infrastructure team.", valueName: "name"))
    var platformTeam: String?
    @Option(
        name: .customLong("group-consumers"),
        help: ArgumentHelp("The group that reads the predictions.", valueName: "name"))
    var consumers: String?
    @Option(
        help: ArgumentHelp(
            "The time zone of the hours of sessions: Europe/Berlin; without, this machine's.", valueName: "zone"))
    var timeZone: String?
    @Option(help: ArgumentHelp("The first day; without, the first Monday in four weeks.", valueName: "date"))
    var start: String?
    @Option(help: ArgumentHelp("An .ics file, or dates with commas.", valueName: "days"))
    var holidays: String?

    var given: [Question: String] {
        let all: [Question: String?] = [
            .customer: customer,
            .useCase: useCase,
            .entity: entity,
            .cloud: cloud,
            .platform: platform,
            .inference: inference,
            .promote: promote,
            .monitoring: monitoring,
            .schema: schema,
            .project: project,
            .repository: repository,
            .developmentCatalog: developmentCatalog,
            .stagingCatalog: stagingCatalog,
            .productionCatalog: productionCatalog,
            .owners: owners,
            .modelOwners: modelOwners,
            .platformTeam: platformTeam,
            .consumers: consumers,
            .timeZone: timeZone,
            .start: start,
            .holidays: holidays,
        ]
        return all.compactMapValues { $0 }
    }
}
