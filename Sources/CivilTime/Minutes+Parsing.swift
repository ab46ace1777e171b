extension Minutes {
    /// Reads a duration as people type it: `1d`, `2h`, `1d 2h`, `1h30`, `90m`, `1.5h`, `1,5h`, `0:45`, `01:30:00`.
    ///
    /// A bare number has no unit and is refused rather than guessed; so is an amount that is not a
    /// whole number of minutes (`0.33h`), because storing it would round. A sign is read, so that the
    /// rules can say what is wrong with a negative time.
    ///
    /// - Throws: `InputError` that says what was not understood and what to write instead.
    package init(parsing text: String) throws(InputError) {
        if let sign = text.first, "-\u{2212}".contains(sign), text.count > 1 {
            let amount = try Minutes(parsing: String(text.dropFirst()))
            guard amount >= .zero else { throw InputError("'\(text)' is not a duration", hint: Self.forms) }
            self = .zero - amount
            return
        }
        let trimmed = text.split(separator: " ")
        guard !trimmed.isEmpty else {
            throw InputError("a duration is missing", hint: Self.forms)
        }
        if trimmed.count == 1, trimmed[0].contains(":") {
            self = try Self.clock(trimmed[0])
            return
        }
        // A number behind a number has lost its unit: "1 30m" is not 130 minutes.
        guard zip(trimmed, trimmed.dropFirst()).allSatisfy({ $0.last?.isLetter == true || $1.first?.isLetter == true })
        else {
            throw InputError("'\(text)' has a number without a unit", hint: Self.forms)
        }
        var total = 0
        var units: [Character] = []
        var parts = Self.parts(of: trimmed.joined())
        // What follows the hours without a unit is minutes, as on a clock: 1h30.
        if parts.count > 1, let last = parts.last, parts[parts.count - 2].hasSuffix("h"),
            (1...2).contains(last.utf8.count),
            let minutes = Int(last), minutes < Self.perHour
        {
            parts[parts.count - 1] += "m"
        }
        for part in parts {
            guard let unit = part.last, let size = Self.size(of: unit) else {
                let isBare = part.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
                throw InputError(
                    isBare
                        ? "'\(text)' has no unit"
                        : "'\(text)' is not a duration",
                    hint: Self.forms)
            }
            guard !units.contains(unit) else {
                throw InputError("'\(text)' names the unit '\(unit)' twice", hint: Self.forms)
            }
            units.append(unit)
            total += try Self.amount(part.dropLast(), times: size, of: text)
        }
        guard total <= 100_000_000 else { throw InputError("'\(text)' is too long a time", hint: Self.forms) }
        self.init(total)
    }

    private static let forms = "write days, hours or minutes: 1d, 2h, 1d 2h, 90m, 1.5h or 0:45 (1d is 8h)"

    private static func size(of unit: Character) -> Int? {
        switch unit {
        case "d": perDay
        case "h": perHour
        case "m": 1
        default: nil
        }
    }

    /// Splits `1d2h` behind each run of letters.
    private static func parts(of text: String) -> [String] {
        var parts: [String] = []
        var current = ""
        var isInUnit = false
        for character in text.lowercased() {
            if isInUnit, !character.isLetter {
                parts.append(current)
                current = ""
            }
            isInUnit = character.isLetter
            current.append(character)
        }
        return parts + [current]
    }

    /// The whole minutes of a decimal `number` of units of `size` minutes.
    private static func amount(_ number: Substring, times size: Int, of text: String) throws(InputError) -> Int {
        let pieces = number.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard (1...2).contains(pieces.count), number.utf8.count <= 10, pieces.last?.isEmpty == false,
            pieces.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let whole = pieces[0].isEmpty ? 0 : Int(pieces[0])
        else { throw InputError("'\(text)' is not a duration", hint: forms) }
        // In some countries 1,500 is one thousand five hundred, in others one and a half.
        guard !number.contains(",") || pieces.last?.utf8.count != 3 else {
            throw InputError("'\(text)' can be read in two ways", hint: "write it without the comma, or as 1.5h or 90m")
        }
        guard pieces.count == 2, let fraction = Int(pieces[1]) else { return whole * size }
        var scale = 1
        for _ in pieces[1] { scale *= 10 }
        guard (fraction * size) % scale == 0 else {
            throw InputError("'\(text)' is not a whole number of minutes", hint: "say it in minutes, for example 20m")
        }
        return whole * size + fraction * size / scale
    }

    private static func clock(_ text: Substring) throws(InputError) -> Minutes {
        let pieces = text.split(separator: ":", omittingEmptySubsequences: false)
        if pieces.count == 3, pieces[2].utf8.count == 2, let seconds = Int(pieces[2]), (0..<60).contains(seconds) {
            guard seconds == 0 else {
                throw InputError(
                    "'\(text)' is not a whole number of minutes", hint: "leave the seconds out, or write 00")
            }
            return try clock(text.dropLast(3))
        }
        guard pieces.count == 2, pieces[1].utf8.count == 2, (1...4).contains(pieces[0].utf8.count),
            text.allSatisfy({ $0 == ":" || ($0.isASCII && $0.isNumber) }),
            let hours = Int(pieces[0]), let minutes = Int(pieces[1]), minutes < perHour
        else { throw InputError("'\(text)' is not a duration", hint: forms) }
        return Minutes(hours * perHour + minutes)
    }
}
