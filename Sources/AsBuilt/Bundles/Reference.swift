/// A `${...}` in a text of a bundle.
struct Reference: Equatable {
    enum Step: Equatable {
        case key(String)
        case index(Int)
    }

    var path: [Step]
    /// Where it is, in Unicode scalars.
    var range: Range<Int>

    /// The path as it is written.
    var name: String {
        path.reduce(into: "") { text, step in
            switch step {
            case .key(let key): text += text.isEmpty ? key : "." + key
            case .index(let index): text += "[\(index)]"
            }
        }
    }

    /// The key at `position`, or nil if there is none or it is an index.
    func key(_ position: Int) -> String? {
        guard path.indices.contains(position), case .key(let key) = path[position] else { return nil }
        return key
    }

    /// Whether `text` can hold a reference.
    static func mayBe(in text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if previous == UInt8(ascii: "$"), byte == UInt8(ascii: "{") { return true }
            previous = byte
        }
        return false
    }

    /// Returns the references in a text, in order.
    ///
    /// In `${a_${b}}` only the inner one is found.
    ///
    /// Not found: `{{job.id}}` of jobs, `${{ x }}` of GitHub, `$(x)` of Azure DevOps, and `$#{x}`.
    static func all(in scalars: [Unicode.Scalar]) -> [Reference] {
        var found: [Reference] = []
        var position = 0
        while position + 1 < scalars.count {
            guard scalars[position] == "$", scalars[position + 1] == "{" else {
                position += 1
                continue
            }
            if let (path, end) = path(in: scalars, from: position + 2) {
                found.append(Reference(path: path, range: position..<end))
                position = end
            } else {
                position += 2
            }
        }
        return found
    }

    private static func path(in scalars: [Unicode.Scalar], from start: Int) -> (path: [Step], end: Int)? {
        var path: [Step] = []
        var position = start
        while true {
            let begin = position
            while position < scalars.count, isPart(scalars[position]) { position += 1 }
            guard position < scalars.count, position > begin, scalars[begin].properties.isAlphabetic,
                scalars[position - 1] != "-", scalars[position - 1] != "_"
            else { return nil }
            path.append(.key(String(String.UnicodeScalarView(scalars[begin..<position]))))
            while position < scalars.count, scalars[position] == "[" {
                let digits = scalars[(position + 1)...].prefix { ("0"..."9").contains($0) }
                let end = position + 1 + digits.count
                guard end < scalars.count, scalars[end] == "]",
                    let index = Int(String(String.UnicodeScalarView(digits)))
                else { return nil }
                path.append(.index(index))
                position = end + 1
            }
            guard position < scalars.count else { return nil }
            switch scalars[position] {
            case ".": position += 1
            case "}": return (path, position + 1)
            default: return nil
            }
        }
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic
            || scalar.properties.numericType == .decimal
    }
}
