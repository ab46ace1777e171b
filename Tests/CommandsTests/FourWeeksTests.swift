import Foundation
import TestSupport
import Testing

/// One engagement from its contract to the customer's own workbook, as its people would type it.
///
/// `Goldens/four-weeks.txt` is the script and what it prints: `## 2026-12-01 17:00` sets the clock, `$ ` begins a command
/// that the real program runs, and what follows is what a person sees. To change the script, edit its commands and
/// record it again.
@Suite struct FourWeeksTests {
    @Test func `an engagement from the contract to the customer's own workbook prints what a person can check`() throws
    {
        let script = try golden("four-weeks.txt")
        var shell = try ReaderShell(clock: "2026-10-26 09:30:00")
        var names = EntryNames()
        var text = ""
        var isComment = true
        for line in script.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.starts(with: /## [0-9]{4}-/) {
                shell.clock = line.dropFirst(3) + ":00"
                text += (isComment ? "" : "\n") + "\(line)\n"
                isComment = false
            } else if line.hasPrefix("$ ") {
                let result = try shell.run(String(line.dropFirst(2)))
                let talk = result.talk.split(separator: "\n").map { "2> \($0)\n" }.joined()
                let status = result.status == 0 ? "" : "[exit \(result.status)]\n"
                let output = (result.output + talk).replacing(shell.folder.path + "/work", with: "HERE")
                    .replacing(shell.folder.path, with: "HOME")
                text += "\n\(line)\n" + names.replacing(in: output) + status
                isComment = false
            } else if isComment {
                text += "\(line)\n"
            }
        }
        try expectGolden(text, "four-weeks.txt")
    }
}

/// Ids, fingerprints and keys, which no two runs share, by the order in which they are first seen.
private struct EntryNames {
    private var numbers: [String: Int] = [:]

    mutating func replacing(in text: String) -> String {
        text.replacing(/(?:[0-9a-f]{4} ){7}[0-9a-f]{4}/, with: "KEY")
            .replacing(/[0-9]+(?:\.[0-9]+)? (?:ms|s)\b/, with: "TIME")
            .replacing(/\b[0-9a-f]{8,64}\b/.wordBoundaryKind(.simple)) { match in
                // Eight characters name an entry, twelve a text, and all of them either.
                let name = String(match.output.prefix(8))
                guard name.contains(where: \.isNumber), name.contains(where: \.isLetter) || match.output.count == 8
                else { return String(match.output) }
                let number = numbers[name] ?? numbers.count + 1
                numbers[name] = number
                return "ID\(number)"
            }
    }
}
