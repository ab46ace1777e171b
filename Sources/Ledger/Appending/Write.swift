package import CivilTime
package import Engagement

/// Everything about a write except its event.
package struct Write: Sendable {
    /// Chosen by the caller before the first attempt, so that repeating the write is harmless.
    package var operation: String
    package var actor: String
    package var moment: Moment
    /// The contract as it reads now; recorded first if it differs from the last one recorded.
    package var contract: Contract

    /// - Precondition: `operation` and `actor` are not empty.
    package init(operation: String, actor: String, moment: Moment, contract: Contract) {
        self.operation = operation
        self.actor = actor
        self.moment = moment
        self.contract = contract
    }
}

/// A write, and the decision about its event on the state that it finds.
package typealias WriteStep = (write: Write, decide: (State) throws -> Event)

/// What a write did; returned only when it is durable.
package struct Receipt: Sendable {
    package let entry: Entry
    /// The state with the entry and with everything that came since.
    package let state: State
    /// The state directly after the entry: what its writer was told, however often the write is repeated.
    package let stateThen: State
    /// The operation was recorded before; nothing was written this time.
    package let isRepeat: Bool
}
