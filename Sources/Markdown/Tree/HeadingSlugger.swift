/// Makes the ids that GitHub gives to the headings of one document.
///
/// Lower case; letters, marks, digits, `_` and its like, `-` and spaces stay, and spaces become `-`.
/// A slug that was given before gets the next free number:
///
///     var slugger = HeadingSlugger()
///     slugger.slug(for: "What's new & old?")   // "whats-new--old"
///     slugger.slug(for: "Echo")                // "echo"
///     slugger.slug(for: "Echo")                // "echo-1"
///     slugger.slug(for: "Echo 1")              // "echo-1-1"
///
/// The algorithm is github-slugger's, which was checked against GitHub itself.
package struct HeadingSlugger: Sendable {
    /// How often each slug was asked for after it was first given.
    private var repeats: [String: Int] = [:]

    /// A slugger for a new document.
    package init() {}

    /// The id of the next heading, whose plain text is `text`.
    package mutating func slug(for text: String) -> String {
        let base = Self.slug(of: text)
        guard var count = repeats[base] else {
            repeats[base] = 0
            return base
        }
        var result = base
        while repeats[result] != nil {
            count += 1
            result = "\(base)-\(count)"
        }
        repeats[base] = count
        repeats[result] = 0
        return result
    }

    /// The slug of `text`, whatever was given before.
    package static func slug(of text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars {
            if scalar == " " {
                result.append("-")
            } else if keeps(scalar) {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func keeps(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return switch scalar {
            case "a"..."z", "0"..."9", "_", "-": true
            default: false
            }
        }
        let properties = scalar.properties
        return switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber,
            .connectorPunctuation:
            true
        default: properties.isAlphabetic
        }
    }
}
