package import CivilTime
package import Engagement

/// The delays of a report, for people and for scripts.
package struct DelayLines: Encodable {
    package struct DelayedPrerequisite: Encodable {
        package let prerequisite: String
        package let title: String
        package let party: String
        package let businessDays: Int
        package let intervals: [Delay.Interval]
    }

    package struct PartyLine: Encodable {
        package let party: String
        package let businessDays: Int
    }

    package let asOf: CivilDate
    package let prerequisites: [DelayedPrerequisite]
    package let parties: [PartyLine]

    package init(_ report: StatusReport) {
        asOf = report.asOf
        prerequisites = report.delays.map {
            DelayedPrerequisite(
                prerequisite: $0.prerequisite, title: $0.title, party: $0.party, businessDays: $0.businessDays,
                intervals: $0.intervals)
        }
        parties = Delay.byParty(report.delays, calendar: report.contract.calendar)
            .map { PartyLine(party: $0.party, businessDays: $0.businessDays) }
    }
}
