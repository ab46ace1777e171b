import CivilTime

/// Replaces the words and dates of the worked example in a text, each place once.
///
/// At each position the longest word wins, so `prod.churn` is replaced before `churn`. What was replaced isn't looked
/// at again. A word that begins or ends with a letter or digit is found only where no other letter or digit adjoins.
struct Substitution {
    private struct Word {
        let example: [UInt8]
        let becomes: String
    }

    private var words: [UInt8: [Word]] = [:]
    private let dates: ExampleDates

    init(_ words: [(example: String, becomes: String)], dates: ExampleDates) {
        self.dates = dates
        for (example, becomes) in words {
            let bytes = Array(example.utf8)
            guard let first = bytes.first else { continue }
            self.words[first, default: []].append(Word(example: bytes, becomes: becomes))
        }
        self.words = self.words.mapValues { $0.sorted { $0.example.count > $1.example.count } }
    }

    func applied(to text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 8)
        var index = 0
        while index < bytes.count {
            if let (end, replacement) = word(in: bytes, at: index) ?? date(in: bytes, at: index) {
                result += replacement.utf8
                index = end
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private func word(in bytes: [UInt8], at start: Int) -> (end: Int, replacement: String)? {
        guard let candidates = words[bytes[start]] else { return nil }
        for word in candidates {
            if Self.isAlphanumeric(bytes[start]), start > 0, Self.isAlphanumeric(bytes[start - 1]) { continue }
            guard let end = Self.end(of: word.example, in: bytes, at: start) else { continue }
            if Self.isAlphanumeric(bytes[end - 1]), end < bytes.count, Self.isAlphanumeric(bytes[end]) { continue }
            return (end, word.becomes)
        }
        return nil
    }

    /// Returns where `example` ends; a space in it may be a line break, with the marks that begin a line of a quote.
    private static func end(of example: [UInt8], in bytes: [UInt8], at start: Int) -> Int? {
        var index = start
        for byte in example {
            guard index < bytes.count else { return nil }
            if byte == UInt8(ascii: " "), bytes[index] == UInt8(ascii: "\n") {
                index += 1
                while index < bytes.count, bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: ">") {
                    index += 1
                }
            } else if bytes[index] == byte {
                index += 1
            } else {
                return nil
            }
        }
        return index
    }

    /// Finds `2026-12-01`, `20261201`, `2026-12` and `2026-W49`.
    private func date(in bytes: [UInt8], at start: Int) -> (end: Int, replacement: String)? {
        guard bytes[start] == UInt8(ascii: "2"), start == 0 || !Self.isAlphanumeric(bytes[start - 1]) else {
            return nil
        }
        func text(_ count: Int) -> String? {
            guard start + count <= bytes.count else { return nil }
            if start + count < bytes.count, Self.isDigit(bytes[start + count]) { return nil }
            return String(decoding: bytes[start..<start + count], as: UTF8.self)
        }
        if let long = text(10), let date = CivilDate(iso: long) {
            return (start + 10, "\(dates.moved(date))")
        }
        if let week = text(8), week.dropFirst(4).hasPrefix("-W"), let year = Int(week.prefix(4)),
            let number = Int(week.suffix(2)), (1...53).contains(number)
        {
            // The week of 4 January is the first.
            let monday = CivilDate(year, 1, 4).monday.adding(days: 7 * (number - 1))
            return (start + 8, dates.movedByWeeks(monday).isoWeek)
        }
        if let compact = text(8), compact.utf8.allSatisfy(Self.isDigit),
            let date = CivilDate(iso: "\(compact.prefix(4))-\(compact.dropFirst(4).prefix(2))-\(compact.suffix(2))")
        {
            return (start + 8, "\(dates.moved(date))".replacing("-", with: ""))
        }
        return nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
