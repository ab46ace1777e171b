package import CivilTime

/// A person followed a runbook, alone or with help.
package struct Rehearsal: Sendable, Equatable {
    /// How much of the work the performer did; each level includes more than the one before.
    package enum Level: String, Sendable, Codable, CaseIterable, Comparable {
        /// Read it from beginning to end.
        case readThrough = "read-through"
        /// Talked through it with an example, and ran nothing.
        case tabletop
        /// Watched another person run it.
        case shadow
        /// Ran it while a person who knows it watched.
        case reverseShadow = "reverse-shadow"
        /// Ran it alone.
        case unaided

        package static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    package enum Result: String, Sendable, Codable, CaseIterable {
        case passed, failed, partly
    }

    /// The full id of the entry that recorded it.
    package let id: String
    package let recorded: RehearsalRecorded
    package let recordedOn: CivilDate

    package var shortID: String { String(id.prefix(8)) }

    /// Whether it shows that the customer's team can follow the document as it was then.
    package var proves: Bool { recorded.proves }
}

extension RehearsalRecorded {
    /// Whether the customer's own people ran it, and it worked.
    package var proves: Bool { side == .customer && level >= .reverseShadow && result == .passed }
}

/// A change of a document that leaves its evidence valid, because an editor said so.
package struct ImmaterialChange: Sendable, Equatable {
    /// The full id of the entry that marked it.
    package let id: String
    package let marked: ChangeMarkedImmaterial
    package let markedOn: CivilDate

    package var shortID: String { String(id.prefix(8)) }
}
