import CivilTime
internal import XMLReading

/// Which cells of an XLSX file are dates and times, and how they read as text.
struct XLSXFormats {
    private enum Kind {
        case number, date, time
    }

    var countsFrom1904 = false
    private var kinds: [Kind] = []

    /// Reads `xl/styles.xml`.
    mutating func read(_ styles: XMLElement) {
        var codes: [Int: String] = [:]
        for format in styles.first("numFmts")?.all("numFmt") ?? [] {
            guard let id = format.value("numFmtId").flatMap({ Int($0) }) else { continue }
            codes[id] = format.value("formatCode") ?? ""
        }
        kinds = (styles.first("cellXfs")?.all("xf") ?? []).map { style in
            let id = style.value("numFmtId").flatMap { Int($0) } ?? 0
            return codes[id].map(Self.kind) ?? Self.kind(ofBuiltIn: id)
        }
    }

    /// Formats that a file need not spell out.
    private static func kind(ofBuiltIn id: Int) -> Kind {
        switch id {
        case 14...17, 22, 27...31, 36, 50...54, 57, 58: .date
        case 18...21, 32...35, 45...47, 55, 56: .time
        default: .number
        }
    }

    /// The kind of a format such as `yyyy\-mm\-dd` or `[h]:mm`.
    private static func kind(_ code: String) -> Kind {
        var letters = ""
        var isQuoted = false
        var isSkipped = false
        var bracket: String?
        for character in code.lowercased() {
            if isSkipped {
                isSkipped = false
            } else if isQuoted {
                isQuoted = character != "\""
            } else if let open = bracket {
                bracket = character == "]" ? nil : open + String(character)
                // [h] counts hours beyond a day; [red] and [$-409] are no time.
                if character == "]", Set(open).isSubset(of: ["h", "m", "s"]) { letters += open }
            } else if character == "\"" {
                isQuoted = true
            } else if "\\_*".contains(character) {
                isSkipped = true
            } else if character == "[" {
                bracket = ""
            } else if character == ";" {
                // What follows is for negative numbers.
                break
            } else {
                letters.append(character)
            }
        }
        if letters.contains("y") || letters.contains("d") { return .date }
        return letters.contains("h") || letters.contains("s") ? .time : .number
    }

    /// The text of a number, as its style means it.
    func text(_ value: String, style: Int) -> String {
        guard let number = Double(value), number.isFinite else { return value }
        switch kinds.indices.contains(style) ? kinds[style] : .number {
        case .number: return Self.number(number)
        case .time:
            return number >= 0 && number < 100_000 ? Self.clock((number * 86_400).rounded()) : Self.number(number)
        case .date: return date(number) ?? Self.number(number)
        }
    }

    private static func number(_ number: Double) -> String {
        abs(number) < 1e15 && number == number.rounded() ? String(Int(number)) : "\(number)"
    }

    private static func clock(_ seconds: Double) -> String {
        let seconds = Int(seconds)
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(seconds / 3600):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
    }

    /// Nil before March 1900, where Excel counts a day that was none, and after 9999.
    private func date(_ number: Double) -> String? {
        guard number < 2_958_466 else { return nil }
        let seconds = Int((number * 86_400).rounded())
        let day = seconds / 86_400 + (countsFrom1904 ? 1_462 : 0)
        guard day > 60, number >= 0 else { return nil }
        let rest = seconds % 86_400
        let date = CivilDate(1899, 12, 30).adding(days: day).description
        return rest == 0 ? date : date + " " + Self.clock(Double(rest))
    }
}
