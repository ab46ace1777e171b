import Engagement
import Reports

/// Text as a terminal may show it: nothing in it moves the cursor, hides other text or turns its direction.
///
/// Notes, names, titles, links and file names come from other people, and from ledgers and folders of other
/// machines. A control character in one of them is shown as `\u{1b}`, and a line break in a value that is one line
/// as `\n`, so that no value can look like a line of the program's own.
enum VisibleText {
    /// One line, whatever is in `text`; only the program's own colours stay.
    static func line(_ text: String) -> String { visible(text, keepsLines: false) }

    /// Text of many lines, such as a report: line breaks and tabs stay.
    static func document(_ text: String) -> String { visible(text, keepsLines: true) }

    private static func visible(_ text: String, keepsLines: Bool) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            if scalar == Ink.mark, let (sequence, end) = Ink.sequence(at: rest) {
                result.append(contentsOf: sequence.unicodeScalars)
                rest = rest[end...]
                continue
            }
            rest.removeFirst()
            let isLineEnd = scalar == "\n" || (scalar == "\r" && rest.first == "\n")
            if !isHidden(scalar) || (keepsLines && (isLineEnd || scalar == "\t")) {
                result.append(scalar)
            } else {
                result.append(contentsOf: spelled(scalar).unicodeScalars)
            }
        }
        return String(result)
    }

    /// Controls, line and paragraph separators, marks of direction, and the program's own private letters.
    ///
    /// Spaces without a width and the joiners of emoji steer nothing, so they stay.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x20, 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x206F, 0xFFF9...0xFFFB, 0xF0000,
            0xF0001:
            true
        default: false
        }
    }

    private static func spelled(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{\(String(scalar.value, radix: 16))}"
        }
    }
}

/// The few colours that the output uses; meaning never hangs on them alone.
enum Ink: String {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
    case bold = "1"
    case dim = "2"

    /// Begins a change of colour in text that is not printed yet; a private letter that no text needs.
    static let mark: Unicode.Scalar = "\u{F0000}"
    private static let end: Unicode.Scalar = "\u{F0001}"
    /// Another number in each process, so that no text can contain a change of color.
    private static let secret = String(UInt64.random(in: 0...UInt64.max), radix: 36)

    /// A change of colour, which only the printer turns into an escape sequence.
    static func change(to code: String) -> String { "\(mark)\(secret);\(code)\(end)" }

    /// The escape sequence of a change of colour at the start of `text`, and where it ends.
    static func sequence(at text: Substring.UnicodeScalarView) -> (sequence: String, end: Substring.Index)? {
        guard let last = text.prefix(32).firstIndex(of: end) else { return nil }
        let parts = String(text[..<last].dropFirst()).split(separator: ";", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == secret, parts[1] == "0" || Ink(rawValue: String(parts[1])) != nil else {
            return nil
        }
        return ("\u{1B}[\(parts[1])m", text.index(after: last))
    }
}

extension Context {
    func paint(_ text: String, _ ink: Ink) -> String {
        usesColor ? Ink.change(to: ink.rawValue) + text + Ink.change(to: "0") : text
    }

    /// Prints one line of data; a line break in `text` is shown as `\n`.
    func print(_ text: String) { output(VisibleText.line(text) + "\n") }

    /// Prints a question without a line break, whose answer is typed on the same line.
    func prompt(_ text: String) { output(VisibleText.line(text)) }

    /// Prints lines of data.
    func print(lines: [String]) {
        for line in lines { print(line) }
    }

    /// Prints JSON, which spells control characters itself.
    func print(_ json: JSONText) { output(json.text + "\n") }

    /// Prints data of many lines, such as a report or a help page.
    func printDocument(_ text: String) { output(VisibleText.document(text)) }

    /// Prints a file in a format for programs: as it is, unless a terminal would show it.
    func printFile(_ text: String) { output(outputIsTerminal ? VisibleText.document(text) : text) }

    /// Prints one line that is not data.
    func talk(_ text: String) { talkOutput(VisibleText.line(text) + "\n") }

    /// Prints lines that are not data.
    func talk(lines: [String]) {
        for line in lines { talk(line) }
    }

    func fail(_ summary: String, rule: String? = nil, hint: Hint) {
        let remedy = CommandSpelling.text(of: hint)
        talk(lines: [
            "\(paint("error:", .red)) \(summary)\(rule.map { " [\($0)]" } ?? "")", "\(paint("hint:", .cyan)) \(remedy)",
        ])
    }
}
