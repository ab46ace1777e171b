package import CivilTime

/// An action that helps after a refusal, a finding or an error.
///
/// The domain names the action; each edge spells it: as a command in the terminal, as a labelled button or check box
/// in a form, as a code in JSON.
package enum Remedy: Hashable, Sendable {
    /// What the asker confirms when the request is made again.
    package enum Confirmation: Hashable, Sendable, CaseIterable {
        case nonBusinessDay, outsideWindow, newPerson, incompleteWeek
    }

    /// A part of a request besides what it records.
    package enum Setting: Hashable, Sendable, CaseIterable {
        /// The workbook's folder.
        case folder
        case outputFolder, outputFile
        /// The git work tree of the solution.
        case repository
        /// The section of the site.
        case section
        /// How dates are written in a file.
        case dateForm
        /// What times are rounded to.
        case rounding
        /// The id that makes a repeated write harmless.
        case operation
        /// Why time of a closed week is late.
        case lateReason
        /// The file of the supplier's signing key.
        case signingKey
        /// Who worked, for rows of a file that name nobody.
        case person
        /// The program that a file comes from.
        case source
        /// The folder of the customer's bundle or repository.
        case bundle
        /// The profile of a Databricks workspace.
        case databricksProfile
    }

    /// A change request to propose.
    package enum Proposal: Hashable, Sendable {
        case addTime(role: String, minutes: Minutes)
        case liftExclusion(String)
        case allowBoth(choice: String)
    }

    /// A correction of time in a closed week.
    package struct Correction: Hashable, Sendable {
        package let minutes: Minutes
        package let role: String
        package let activity: String
        /// The beginning of the corrected entry's id.
        package let entry: String

        package init(minutes: Minutes, role: String, activity: String, entry: String) {
            self.minutes = minutes
            self.role = role
            self.activity = activity
            self.entry = entry
        }
    }

    /// Forgotten time of a closed week.
    package struct LateTime: Hashable, Sendable {
        package let minutes: Minutes
        package let role: String
        package let activity: String
        package let person: String
        package let date: CivilDate

        package init(minutes: Minutes, role: String, activity: String, person: String, date: CivilDate) {
            self.minutes = minutes
            self.role = role
            self.activity = activity
            self.person = person
            self.date = date
        }
    }

    case confirm(Confirmation)
    case confirmPrerequisite(String)
    case listPrerequisites
    case startActivity(String)
    /// Starts an activity although a prerequisite is open, on the authority of a named person.
    case overridePrerequisite
    /// Drops a required activity, with the name of the person who agreed.
    case dropActivity(String)
    case proposeChange(Proposal)
    /// Approves the change request with this label.
    case approveChange(String)
    case submitWeek(CivilDate)
    case closeWeek(CivilDate, confirmsIncomplete: Bool)
    case reopenWeek(CivilDate)
    /// Corrects time of a closed week; nil if the entry to correct isn't known.
    case correct(Correction?)
    case logLate(LateTime)
    /// Records a rehearsal of the document with this id.
    case recordRehearsal(String)
    /// Vouches that the last change of the document with this id leaves its proof valid.
    case markImmaterial(String)
    /// Names evidence for a criterion; nil for a document that the asker chooses.
    case addEvidence(criterion: String, document: String?)
    /// Records how the session whose id begins like this took place.
    case recordSessionHeld(String)
    /// Closes the question with this label.
    case closeQuestion(String)
    /// Records that the condition with this label is met.
    case meetCondition(String)
    /// Lists the conditions of the acceptance.
    case listConditions
    /// Closes the entry of the register of risks whose id begins like this.
    case closeRisk(String)
    /// Undoes the entry whose id begins like this; nil for the entry that the asker has in mind.
    case undo(String?)
    /// Lists the entries, of one kind if it is given.
    case listEntries(Event.Kind?)
    /// Lists the last entries.
    case listLastEntries(Int)
    /// Checks the whole ledger.
    case verify
    /// Replaces the ledger by a backup.
    case restore
    /// Makes the ledger by recording its first entry.
    case recordFirstEntry
    /// Lists the decisions, with their status and relations.
    case listDecisions
    /// Gives a decision the next free number.
    case renumberDecision(String)
    /// Gives a decision this status again, and the day that it had.
    case setDecision(String, String, on: CivilDate?)
    case implementDecision(String, String)
    /// Removes the relations between two decisions.
    case unlinkDecisions(String, String)
    /// Makes a workbook.
    case makeWorkbook
    /// Makes an acceptance pack of the documents as they are now.
    case makePack
    /// Checks an acceptance pack, at this path.
    case verifyPack(String)
    /// Says what a name or a column of an imported file means.
    case mapName(field: String, name: String, meaning: String)
    /// Reads the customer's repository and platform into the inventory.
    case readAsBuilt
    /// Makes the request again with this setting, or without it.
    case give(Setting)
    case leaveOut(Setting)
}
