import Markup

/// The shapes that a sequence diagram is made of.
extension HTML {
    /// Adds `<name class="..." a="1" b="2"/>`.
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

    /// Adds a path.
    mutating func path(_ className: StaticString, _ steps: PathStep...) {
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

    private mutating func command(_ letter: StaticString, _ numbers: [Int]) {
        markup(letter)
        for (index, number) in numbers.enumerated() {
            if index > 0 { markup(" ") }
            self.number(number)
        }
    }

    /// Adds lines of text, the first with its baseline at `y`.
    mutating func lines(
        _ lines: [String], _ className: StaticString, x: Int, y: Int, lineHeight: Int, anchor: TextAnchor = .middle
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

/// A step of a path, in pixels.
enum PathStep {
    case move(Int, Int)
    case line(Int, Int)
    /// A cubic curve: two control points and the end, as six numbers.
    case curve([Int])
    case close
}

/// The point of a text that is at its `x`.
enum TextAnchor {
    case start
    case middle
    case end
}
