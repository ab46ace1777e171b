package import CivilTime

/// How much of the ledger to read.
package enum Extent: Sendable {
    case everything
    /// What was recorded by the end of a day.
    case recorded(by: CivilDate)
    /// What was recorded before an entry.
    case before(sequence: Int)

    /// Everything, or what was recorded by the end of `day`.
    package init(asOf day: CivilDate?) { self = day.map { .recorded(by: $0) } ?? .everything }
}
