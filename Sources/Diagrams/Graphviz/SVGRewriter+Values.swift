/// What a value may be, and what a group of elements is.
extension SVGRewriter {
    /// The rectangle behind the whole graph: the page has a background already.
    func isBackground(_ attributes: [String: String]) -> Bool {
        groups.last?.kind == "graph" && attributes["stroke"] == "transparent"
    }

    /// The numbers of a list such as `viewBox`.
    func numbers(_ list: String) -> [Double] {
        list.split(separator: " ").compactMap { Double($0) }
    }

    /// Whether `<text>` comes before the group that was just opened ends.
    static func hasText(_ rest: ArraySlice<SVGToken>) -> Bool {
        var depth = 0
        for token in rest {
            switch token {
            case .open("text", _, _): return true
            case .open(_, _, let isEmpty): depth += isEmpty ? 0 : 1
            case .close:
                depth -= 1
                if depth < 0 { return false }
            case .text: break
            }
        }
        return false
    }

    /// `text` with what cannot stand in an id or a class left out.
    static func identifier(_ text: String) -> String {
        String(
            text.unicodeScalars.filter {
                $0.isASCII
                    && ("-_.:".unicodeScalars.contains($0) || $0.properties.isAlphabetic
                        || $0.properties.numericType != nil)
            }.map(Character.init))
    }

    /// Whether `value` is numbers and the letters of a path.
    static func isGeometry(_ value: String) -> Bool {
        value.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "M"), UInt8(ascii: "C"),
                UInt8(ascii: "L"), UInt8(ascii: "e"), UInt8(ascii: " "), UInt8(ascii: ","),
                UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"):
                true
            default: false
            }
        }
    }

    /// Whether `value` is a transformation: `scale(1 1) rotate(0) translate(4 94)`.
    static func isTransform(_ value: String) -> Bool {
        value.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: " "), UInt8(ascii: ","),
                UInt8(ascii: "."), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }

    /// Whether `value` is a word or a number.
    static func isWord(_ value: String) -> Bool {
        value.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "."), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }
}
