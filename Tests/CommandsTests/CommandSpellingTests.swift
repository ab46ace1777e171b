import CivilTime
import Engagement
import Testing

@testable import Commands

/// Each action that a hint may name, as the terminal spells it.
@Suite struct CommandSpellingTests {
    private static let day = CivilDate(2026, 12, 1)

    private static let actions: [(Remedy, String)] = [
        (.confirmPrerequisite("access"), "workbook prerequisite confirm access --evidence TEXT"),
        (.listPrerequisites, "workbook prerequisite"), (.startActivity("kickoff"), "workbook activity start kickoff"),
        (.overridePrerequisite, "workbook activity start ID --override-by NAME --reason TEXT"),
        (.dropActivity("kickoff"), "workbook activity drop kickoff --approved-by NAME --reason TEXT"),
        (
            .proposeChange(.addTime(role: "pm", minutes: Minutes(90))),
            "workbook change propose --role pm --add 1h30m --title TEXT --requester NAME --reason TEXT"
        ),
        (
            .proposeChange(.liftExclusion("llm")),
            "workbook change propose --lift llm --title TEXT --requester NAME --reason TEXT"
        ),
        (
            .proposeChange(.allowBoth(choice: "paradigm")),
            "workbook change propose --allow-both paradigm --title TEXT --requester NAME --reason TEXT"
        ),
        (.approveChange("CR-1"), "workbook change approve CR-1 --by NAME --reason TEXT"),
        (.submitWeek(day), "workbook week submit 2026-W49 --person NAME"),
        (.closeWeek(day, confirmsIncomplete: false), "workbook week close 2026-W49"),
        (.closeWeek(day, confirmsIncomplete: true), "workbook week close 2026-W49 --confirm-incomplete"),
        (.reopenWeek(day), "workbook week reopen 2026-W49 --reason TEXT"),
        (.correct(nil), "workbook log 1h ... --corrects ID (or -1h to take time back)"),
        (
            .correct(.init(minutes: Minutes(60), role: "pm", activity: "kickoff", entry: "0a1b")),
            "workbook log 1h --role pm --activity kickoff --corrects 0a1b"
        ),
        (
            .logLate(.init(minutes: Minutes(60), role: "pm", activity: "kickoff", person: "dana", date: day)),
            "workbook log 1h --role pm --activity kickoff --person dana --date 2026-12-01 --late REASON"
        ),
        (.meetCondition("6ae0b523.1"), "workbook accept condition met 6ae0b523.1 --by NAME --evidence TEXT"),
        (.listConditions, "workbook accept condition"),
        (.undo(nil), "workbook undo ID"), (.undo("0a1b"), "workbook undo 0a1b"),
        (.listEntries(nil), "workbook history"), (.listEntries(.riskAdded), "workbook history --kind risk-added"),
        (.listLastEntries(5), "workbook history --last 5"), (.verify, "workbook verify"),
        (.restore, "workbook restore FILE"), (.recordFirstEntry, "workbook log --help"),
        (.makeWorkbook, "`workbook init DIR`"),
        (
            .mapName(field: "activity", name: "Ann's / Design", meaning: "kickoff"),
            "--map 'activity:Ann'\\''s / Design=kickoff'"
        ),
        (.readAsBuilt, "workbook as-built read --bundle DIR"),
    ]

    @Test(arguments: actions.indices) func `an action is a command that can be typed`(index: Int) {
        let (action, command) = Self.actions[index]
        #expect(CommandSpelling.spell(action) == command)
    }

    @Test func `a confirmation or a setting is an option`() {
        #expect(
            Remedy.Confirmation.allCases.map { CommandSpelling.spell(.confirm($0)) } == [
                "add --confirm-non-business-day", "add --confirm-outside-window", "add --confirm-new-person",
                "add --confirm-incomplete",
            ])
        #expect(
            Remedy.Setting.allCases.map { CommandSpelling.spell(.give($0)) } == [
                "--directory DIR", "--output DIR", "--output FILE", "--repository DIR", "--section NAME",
                "--dates dmy, mdy or excel", "--round 1m", "--operation ID", "--late REASON", "--key FILE",
                "--person NAME", "--from PROGRAM",
                "--bundle DIR", "--databricks PROFILE",
            ])
        #expect(CommandSpelling.spell(.leaveOut(.operation)) == "leave --operation out")
    }
}
