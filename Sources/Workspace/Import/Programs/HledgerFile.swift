import CivilTime
import Engagement
import Spreadsheet

/// Time of hledger: a timeclock or timedot file, a journal of hours, or the CSV of `print` or `register`.
enum HledgerFile {
    static func rows(
        of bytes: [UInt8], path: String, _ reading: ImportedRow.Reading
    ) throws(WorkspaceError) -> [SourceRow] {
        let table = try? CSVTable(bytes)
        let header = Set(table?.records.first?.fields.map { ImportMapping.key($0.text) } ?? [])
        if let table, header.isSuperset(of: ["date", "account", "amount"]) {
            return try SourceTable.rows(of: table, from: .hledger, reading)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw WorkspaceError.input("\(path): the file is not UTF-8", hint: "save it as UTF-8")
        }
        let lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        var clock = TimeclockReader(step: reading.rounding)
        var dots = TimedotReader(step: reading.rounding)
        let isClock = lines.contains { $0.hasPrefix("i ") }
        for (index, line) in lines.enumerated() where isMeaningful(line) {
            if isClock { clock.read(line, number: index + 1) } else { dots.read(line, number: index + 1) }
        }
        let rows = isClock ? clock.finished() : dots.rows
        guard !rows.isEmpty || lines.allSatisfy({ !isMeaningful($0) }) else {
            throw WorkspaceError.input(
                "\(path): there is no time in the file", hint: "give \(TimeSource.hledger.export)")
        }
        return rows
    }

    /// Whether a line is more than a comment or an empty line.
    private static func isMeaningful(_ line: Substring) -> Bool {
        guard let first = line.first(where: { $0 != " " && $0 != "\t" }) else { return false }
        return !";#%".contains(first)
    }

    /// The names that an account is known by: `(acme:kickoff)` is `acme:kickoff`, `kickoff` and `acme`.
    static func names(ofAccount written: String) -> [String] {
        var account = written
        if account.hasPrefix("("), account.hasSuffix(")") { account = String(account.dropFirst().dropLast()) }
        let parts = account.split(separator: ":").map(String.init)
        guard parts.count > 1 else { return [account] }
        return [account] + parts.reversed()
    }

    /// A description without a status mark, and without the hours that hledger writes where there is none.
    static func note(_ parts: [String]) -> String {
        parts.map { part in
            let text = part.drop { "*! ".contains($0) }
            let isHours = text.contains(/^\d\d:\d\d-\d\d:\d\d$/)
            return isHours ? "" : String(text)
        }
        .filter { !$0.isEmpty }.joined(separator: "; ")
    }

    /// What is before and after a comment's mark.
    static func withoutComment(_ text: Substring) -> (Substring, comment: String) {
        guard let mark = text.firstIndex(of: ";") else { return (text, "") }
        return (text[..<mark], String(text[text.index(after: mark)...].drop { $0 == " " }))
    }

    /// Splits an account from what follows two spaces or a tab.
    static func account(in text: Substring) -> (account: String, rest: Substring) {
        let tab = text.firstIndex(of: "\t")
        let spaces = text.indices.first { text[$0...].hasPrefix("  ") }
        guard let end = [tab, spaces].compactMap({ $0 }).min() else {
            return (String(text.reversed().drop { $0 == " " }.reversed()), "")
        }
        return (String(text[..<end]), text[end...].drop { $0 == " " || $0 == "\t" })
    }
}

/// Sessions that were clocked in and out: `i 2026-12-01 09:00:00 acme:kickoff  note`, `o 2026-12-01 10:30:00`.
private struct TimeclockReader {
    private struct Session {
        let line: Int
        let day: String
        let date: CivilDate?
        let seconds: Int?
        let account: String
        let note: String
    }

    let step: Minutes?
    private var open: [Session] = []
    private var rows: [SourceRow] = []

    init(step: Minutes?) { self.step = step }

    mutating func read(_ line: Substring, number: Int) {
        let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: true)
        guard words.count >= 3, let mark = words.first, ["i", "o", "O"].contains(mark) else { return }
        let (text, comment) = HledgerFile.withoutComment(words.count > 3 ? words[3] : "")
        let (account, note) = HledgerFile.account(in: text)
        let session = Session(
            line: number, day: String(words[1]), date: SourceValues.date(String(words[1]), .known(nil)),
            seconds: SourceValues.clock(String(words[2].prefix { $0 != "+" && $0 != "-" })), account: account,
            note: HledgerFile.note([String(note), comment]))
        if mark == "i" {
            open.append(session)
        } else if let index = open.lastIndex(where: { account.isEmpty || $0.account == account }) {
            close(open.remove(at: index), session)
        }
    }

    /// Adds a row for each day of a session, as hledger counts it.
    private mutating func close(_ session: Session, _ end: Session) {
        guard let first = session.date, let start = session.seconds, let last = end.date, let stop = end.seconds,
            (0...7).contains(first.days(until: last))
        else { return rows.append(row(session, on: session.date, from: session.seconds ?? 0, seconds: nil)) }
        let days = first.days(until: last)
        for day in 0...days {
            let from = day == 0 ? start : 0
            let seconds = (day == days ? stop : 86_400) - from
            guard seconds > 0 || days == 0 else { continue }
            rows.append(row(session, on: first.adding(days: day), from: from, seconds: seconds < 0 ? nil : seconds))
        }
    }

    private func row(_ session: Session, on date: CivilDate?, from start: Int, seconds: Int?) -> SourceRow {
        let written = seconds.map { "\($0 / 3600)h \($0 / 60 % 60)m" } ?? ""
        return SourceRow(
            line: session.line, day: date?.description ?? session.day,
            date: date.map { .success($0) } ?? .failure(SourceRow.badDate(session.day, at: "date", .known(nil))),
            start: String(start), duration: written,
            length: SourceRow.length(seconds, written: written, at: "the session", step: step),
            work: session.account.isEmpty ? [] : HledgerFile.names(ofAccount: session.account), note: session.note)
    }

    /// All rows, those that nobody clocked out of last.
    func finished() -> [SourceRow] {
        rows
            + open.map { session in
                var row = row(session, on: session.date, from: session.seconds ?? 0, seconds: 0)
                row.leftOut = "The time is still running."
                return row
            }
    }
}

/// Days with accounts and amounts: `2026-12-01`, then `acme:kickoff  .... ..`, `acme:dev  1.5h` or, in a journal,
/// `    (acme:dev)  1.50h`.
private struct TimedotReader {
    let step: Minutes?
    private(set) var rows: [SourceRow] = []
    private var day = ""
    private var date: CivilDate?
    private var note = ""

    init(step: Minutes?) { self.step = step }

    mutating func read(_ line: Substring, number: Int) {
        let (text, comment) = HledgerFile.withoutComment(line)
        // Org mode's headings may precede both.
        let words = text.drop { "* \t".contains($0) }
        let first = words.prefix { $0 != " " }
        if first.first?.isNumber == true, let found = SourceValues.date(String(first), .known(nil)) {
            (day, date) = (String(first), found)
            note = HledgerFile.note([String(words.dropFirst(first.count)), comment])
            return
        }
        let (account, amount) = HledgerFile.account(in: words)
        guard !day.isEmpty, !account.isEmpty else { return }
        let written = String(amount.reversed().drop { $0 == " " }.reversed())
        rows.append(
            SourceRow(
                line: number, day: day,
                date: date.map { .success($0) } ?? .failure(SourceRow.badDate(day, at: "date", .known(nil))),
                duration: written,
                length: SourceRow.length(Self.seconds(written), written: written, at: account, step: step),
                work: HledgerFile.names(ofAccount: account), note: comment.isEmpty ? note : comment))
    }

    /// Each dot, or letter of a tag, is a quarter of an hour; days and longer are refused, because a day is 8 hours here
    /// and 24 in hledger.
    private static func seconds(_ text: String) -> Int? {
        let marks = text.filter { $0 != " " }
        if !marks.isEmpty, marks.allSatisfy({ $0 == "." }) { return marks.count * 900 }
        return text.hasSuffix("d") ? nil : SourceValues.seconds(text)
    }
}
