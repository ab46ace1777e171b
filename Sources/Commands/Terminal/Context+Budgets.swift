import CivilTime
import Engagement

extension Context {
    /// Says what a write changed of each role's days: the cap, what is held, and what is left.
    func printBudgets(from before: State, to after: State) {
        for role in after.contract?.roles ?? [] {
            let old = Budget(role: role, state: before)
            let new = Budget(role: role, state: after)
            let held = new.held - old.held
            if old.cap != new.cap {
                let change =
                    held == .zero
                    ? "" : held > .zero ? "; \(held) more is held" : "; \(.zero - held) of held time is released"
                print("  \(new.title): the cap is \(new.cap), it was \(old.cap)\(change)")
            } else if old.used != new.used || held != .zero {
                let heldNow = new.held == .zero && old.held == .zero ? "" : ", \(new.held) held, it was \(old.held)"
                print("  \(new.title): \(new.used) used, \(new.remaining) left of \(new.cap)\(heldNow)")
            }
        }
    }
}
