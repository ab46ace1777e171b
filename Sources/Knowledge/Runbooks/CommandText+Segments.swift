package import Content

extension CommandText {
    /// A part of a command: text, or the place of a parameter's value.
    package enum Segment: Sendable, Equatable {
        case text(String)
        /// A parameter, the quote that it is written in (nil outside of quotes), and for a secret the text that reads
        /// it from the environment.
        case parameter(RunbookParameter, quote: Character?, secret: String?)
    }

    /// Returns the text in parts; parameters that are never replaced, in comments for example, stay in the text.
    package func segments(of parameters: [RunbookParameter]) -> [Segment] {
        let named = Dictionary(parameters.map { ($0.name, $0) }) { first, _ in first }
        let scalars = Array(text.unicodeScalars)
        func plain(_ range: Range<Int>) -> Segment {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[range])
            return .text(String(view))
        }
        var segments: [Segment] = []
        var index = 0
        for use in uses(of: Set(named.keys)) {
            guard let parameter = named[use.name] else { continue }
            let quote: Character?
            switch use.place {
            case .bare: quote = nil
            case .quoted(let character): quote = character
            case .comment, .refused: continue
            }
            var secret: String?
            if parameter.isSecret {
                guard let written = try? written(.environment(parameter.variable), use) else { continue }
                secret = written
            }
            if index < use.range.lowerBound { segments.append(plain(index..<use.range.lowerBound)) }
            segments.append(.parameter(parameter, quote: quote, secret: secret))
            index = use.range.upperBound
        }
        if index < scalars.count { segments.append(plain(index..<scalars.count)) }
        return segments
    }
}
