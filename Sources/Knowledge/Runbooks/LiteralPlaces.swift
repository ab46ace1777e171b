/// Tells where in a Python text a parameter is written, and quotes values for it.
struct PythonPlaces {
    private let scalars: [Unicode.Scalar]

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    func places(of ranges: [Range<Int>]) -> [CommandText.Place] {
        var places: [CommandText.Place] = []
        var pending = ranges[...]
        var index = 0
        func isParameter() -> Bool { pending.first?.lowerBound == index }
        func place(_ place: CommandText.Place) {
            guard let range = pending.popFirst() else { return }
            places.append(place)
            index = max(index, range.upperBound)
        }
        while index < scalars.count {
            let scalar = scalars[index]
            if let first = pending.first, first.lowerBound < index {
                place(.refused("a value after a backslash is not quoted"))
            } else if isParameter() {
                let before = index > 0 ? scalars[index - 1] : " "
                place(
                    Self.isName(before) || before == "\\"
                        ? .refused("a value directly after a name changes what it is") : .bare)
            } else if scalar == "#" {
                while index < scalars.count, scalars[index] != "\n" {
                    if isParameter() { place(.comment) } else { index += 1 }
                }
            } else if scalar == "\"" || scalar == "'" {
                let prefix = prefix(before: index)
                let isTriple = index + 2 < scalars.count && scalars[index + 1] == scalar && scalars[index + 2] == scalar
                index += isTriple ? 3 : 1
                while index < scalars.count {
                    if isParameter() {
                        place(
                            prefix.isEmpty || prefix == "u"
                                ? .quoted(Character(scalar))
                                : .refused("a value is not written into a \(prefix)-string"))
                    } else if scalars[index] == "\\" {
                        index += 2
                    } else if scalars[index] == scalar {
                        guard isTriple else { index += 1; break }
                        guard index + 2 < scalars.count, scalars[index + 1] == scalar, scalars[index + 2] == scalar
                        else {
                            if index + 2 >= scalars.count { index = scalars.count; break }
                            index += 1
                            continue
                        }
                        index += 3
                        break
                    } else if scalars[index] == "\n", !isTriple {
                        break
                    } else {
                        index += 1
                    }
                }
            } else {
                index += 1
            }
        }
        while !pending.isEmpty { place(.refused("a value after a backslash is not quoted")) }
        return places
    }

    /// The letters of a string's prefix: `rb`.
    private func prefix(before index: Int) -> String {
        var start = index
        while start > 0, Self.isName(scalars[start - 1]) { start -= 1 }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<index])
        let word = String(text).lowercased()
        return word.count <= 2 && word.allSatisfy { "rbfut".contains($0) } ? word : ""
    }

    static func isName(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_"
    }

    /// Returns the value as it is written in a string, with quotes if it is outside of one.
    static func quoted(_ text: String, at place: CommandText.Place) -> String {
        let inside = text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\\": result += "\\\\"
            case "'": result += "\\'"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                let isPlain = scalar.value >= 0x20 && scalar.value != 0x7F
                result += isPlain ? String(scalar) : "\\x" + hexadecimal(scalar.value)
            }
        }
        return place == .bare ? "'\(inside)'" : inside
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let text = String(value, radix: 16)
        return text.count < 2 ? "0" + text : text
    }
}

/// Tells where in an SQL text a parameter is written, and quotes values for it.
struct SQLPlaces {
    private let scalars: [Unicode.Scalar]

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    func places(of ranges: [Range<Int>]) -> [CommandText.Place] {
        var places: [CommandText.Place] = []
        var pending = ranges[...]
        var index = 0
        func isParameter() -> Bool { pending.first?.lowerBound == index }
        func place(_ place: CommandText.Place) {
            guard let range = pending.popFirst() else { return }
            places.append(place)
            index = max(index, range.upperBound)
        }
        func matches(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
            index + 1 < scalars.count && scalars[index] == first && scalars[index + 1] == second
        }
        // Databases disagree about what a backslash in a string means, and so about where the string ends.
        let isUncertain =
            scalars.contains("\\")
            || scalars.contains("$") && String(String.UnicodeScalarView(scalars)).contains(/\$\w*\$/)
        while index < scalars.count {
            let scalar = scalars[index]
            if isParameter() {
                let isAfterName = index > 0 && PythonPlaces.isName(scalars[index - 1])
                place(
                    isUncertain
                        ? .refused("databases read a text with a backslash or $$ differently")
                        : isAfterName ? .refused("a value directly after a name changes what it is") : .bare)
            } else if matches("-", "-") || scalar == "#" {
                while index < scalars.count, scalars[index] != "\n" {
                    if isParameter() {
                        // `#` begins a comment only in some databases.
                        place(.comment)
                    } else {
                        index += 1
                    }
                }
            } else if matches("/", "*") {
                while index < scalars.count, !matches("*", "/") {
                    if isParameter() { place(.comment) } else { index += 1 }
                }
                index += 2
            } else if scalar == "'" || scalar == "\"" || scalar == "`" {
                index += 1
                while index < scalars.count, scalars[index] != scalar {
                    if isParameter() {
                        place(
                            isUncertain
                                ? .refused("databases read a text with a backslash or $$ differently")
                                : .quoted(Character(scalar)))
                    } else {
                        index += 1
                    }
                }
                index += 1
            } else {
                index += 1
            }
        }
        return places
    }

    /// Returns the value with the quotes in it doubled: a string if it is outside of one.
    static func quoted(_ text: String, at place: CommandText.Place) -> String {
        let quote: Character = if case .quoted(let quote) = place { quote } else { "'" }
        let inside = text.unicodeScalars.reduce(into: "") { result, scalar in
            result += Character(scalar) == quote ? "\(quote)\(quote)" : String(scalar)
        }
        return place == .bare ? "'\(inside)'" : inside
    }
}
