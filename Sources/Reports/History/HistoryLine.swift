package import CivilTime
package import Engagement
package import Ledger

/// One entry as `history` shows it.
package struct HistoryLine: Encodable {
    package let id: String
    package let sequence: Int
    package let recordedAt: String
    package let actor: String
    package let kind: Event.Kind
    package let effect: String
    package let heldMinutes: Minutes
    package let voidedBy: String?

    package init(_ item: HistoryItem, among changes: [ChangeRequest]) {
        let entry = item.entry
        id = entry.id
        sequence = entry.sequence
        recordedAt = entry.moment.timestamp
        actor = entry.actor
        kind = entry.event.kind
        effect = entry.event.effect(among: changes)
        heldMinutes = item.held
        voidedBy = item.voidedBy?.id
    }
}
