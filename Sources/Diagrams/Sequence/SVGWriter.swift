/// SVG under construction: tags are literals of ours, and everything else is a number or is escaped.
struct SVGWriter {
    private(set) var bytes: [UInt8] = []

    /// Markup that stands in the source.
    mutating func markup(_ markup: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
    }

    /// Text, in an element or in a quoted attribute; the only way in for words of an author.
    mutating func text(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": markup("&lt;")
            case ">": markup("&gt;")
            case "&": markup("&amp;")
            case "\"": markup("&quot;")
            case "'": markup("&#39;")
            // XML has no other control characters, nor these two.
            case _ where scalar.value < 0x20 && scalar != "\n" && scalar != "\t",
                "\u{7F}", "\u{FFFE}", "\u{FFFF}":
                markup("\u{FFFD}")
            default: bytes += String(scalar).utf8
            }
        }
    }

    mutating func number(_ number: Int) { bytes += String(number).utf8 }

    /// ` name="12"`.
    mutating func attribute(_ name: StaticString, _ value: Int) {
        markup(" ")
        markup(name)
        markup("=\"")
        number(value)
        markup("\"")
    }

    /// ` name="value"`.
    mutating func attribute(_ name: StaticString, _ value: String) {
        markup(" ")
        markup(name)
        markup("=\"")
        text(value)
        markup("\"")
    }

    /// `<name class="..." a="1" b="2"/>`.
    mutating func shape(
        _ name: StaticString, _ className: StaticString, _ attributes: KeyValuePairs<StaticString, Int>
    ) {
        markup("<")
        markup(name)
        markup(" class=\"")
        markup(className)
        markup("\"")
        for (name, value) in attributes { attribute(name, value) }
        markup("/>\n")
    }

    mutating func rectangle(_ className: StaticString, x: ClosedRange<Int>, y: Int, height: Int, radius: Int = 0) {
        shape(
            "rect", className,
            ["x": x.lowerBound, "y": y, "width": x.count - 1, "height": height, "rx": radius])
    }

    /// A path; letters of its commands come from literals, the rest are numbers.
    mutating func path(_ className: StaticString, _ steps: Step...) {
        markup("<path class=\"")
        markup(className)
        markup("\" d=\"")
        for step in steps {
            switch step {
            case .move(let x, let y): command("M", [x, y])
            case .line(let x, let y): command("L", [x, y])
            case .curve(let numbers): command("C", numbers)
            case .close: markup("Z")
            }
        }
        markup("\"/>\n")
    }

    enum Step {
        case move(Int, Int)
        case line(Int, Int)
        case curve([Int])
        case close
    }

    private mutating func command(_ letter: StaticString, _ numbers: [Int]) {
        markup(letter)
        for (index, number) in numbers.enumerated() {
            if index > 0 { markup(" ") }
            self.number(number)
        }
    }

    enum Anchor {
        case start
        case middle
        case end
    }

    /// Lines of text, the first with its baseline at `y`.
    mutating func lines(
        _ lines: [String], _ className: StaticString, x: Int, y: Int, lineHeight: Int, anchor: Anchor = .middle
    ) {
        for (index, line) in lines.enumerated() where !line.isEmpty {
            markup("<text class=\"")
            markup(className)
            markup("\"")
            attribute("x", x)
            attribute("y", y + index * lineHeight)
            switch anchor {
            case .start: break
            case .middle: markup(" text-anchor=\"middle\"")
            case .end: markup(" text-anchor=\"end\"")
            }
            markup(">")
            text(line)
            markup("</text>\n")
        }
    }
}
