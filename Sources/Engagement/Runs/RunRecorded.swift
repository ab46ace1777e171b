/// A runbook was followed, and a record of it was written.
package struct RunRecorded: EventPayload {
    /// How a run ended.
    package enum Result: String, Codable, Sendable, Equatable {
        case passed, failed
        case rolledBack = "rolled-back"
    }

    /// The id of the runbook: `RB-003`.
    package var runbook: String
    /// The page that was followed, as hexadecimal digits.
    package var fingerprint: String
    /// The path of the record from the workbook's folder.
    package var record: String
    package var result: Result
    /// Who followed it.
    package var performer: String
    /// The values that were given, without secrets.
    package var parameters: [String: String]

    package init(
        runbook: String, fingerprint: String, record: String, result: Result, performer: String,
        parameters: [String: String]
    ) {
        self.runbook = runbook
        self.fingerprint = fingerprint
        self.record = record
        self.result = result
        self.performer = performer
        self.parameters = parameters
    }
}

extension Rules {
    /// Records that a runbook was followed; a run of any revision is a fact.
    package func recordRun(_ run: RunRecorded) throws(Refusal) -> Event {
        var run = run
        run.performer = try required(run.performer, .missingPerson)
        return .run(run)
    }
}
