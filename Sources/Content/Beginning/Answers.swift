package import CivilTime
package import Engagement

/// What a new engagement is about: what its first pages are written from.
package struct Answers: Sendable, Equatable {
    /// The window's first day, its last day and the calendar that counts its business days.
    package struct Schedule: Sendable, Equatable {
        package var window: ClosedRange<CivilDate>
        package var calendar: BusinessCalendar

        package init(window: ClosedRange<CivilDate>, calendar: BusinessCalendar) {
            self.window = window
            self.calendar = calendar
        }
    }

    /// The answer to each question, or what holds without one.
    private let answers: [Question: String]
    package let schedule: Schedule

    /// - Parameters:
    ///   - given: The answers that were given; each other one is derived.
    ///   - schedule: The dates of the engagement.
    /// - Throws: The first answer that can't be used.
    package init(_ given: [Question: String], schedule: Schedule) throws(AnswerError) {
        var answers: [Question: String] = [:]
        for question in Question.allCases {
            answers[question] = try Self.checked(given[question], to: question, after: answers)
        }
        self.answers = answers
        self.schedule = schedule
    }

    /// Returns the answers that were given as they are used, without those that are empty.
    ///
    /// - Throws: The first answer that can't be used.
    package static func checked(_ given: [Question: String]) throws(AnswerError) -> [Question: String] {
        var answers: [Question: String] = [:]
        for question in Question.allCases {
            answers[question] = try checked(given[question], to: question, after: answers)
        }
        return answers.filter { given[$0.key].map { !$0.allSatisfy(\.isWhitespace) } ?? false }
    }

    private static func checked(
        _ given: String?, to question: Question, after answers: [Question: String]
    ) throws(AnswerError) -> String? {
        let text = given.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        guard let text, !text.isEmpty else {
            if given != nil, question == .customer { throw AnswerError(question, "is empty", hint: "write the name") }
            return question.fallback(after: answers)
        }
        if let choices = question.choices {
            let chosen = question.isList ? Self.list(text) : [text]
            for word in chosen where !choices.contains(word) {
                throw AnswerError(question, "'\(word)' is not known", hint: "write \(choices.joined(separator: ", "))")
            }
            return chosen.joined(separator: ",")
        }
        if question == .holidays, !text.lowercased().hasSuffix(".ics") {
            for word in Self.list(text) where CivilDate(iso: word) == nil {
                throw AnswerError(
                    question, "'\(word)' is not a date", hint: "write dates as 2027-05-01, or name an .ics file")
            }
        }
        guard question.alphabet.holds(text) else {
            throw AnswerError(question, "'\(text)' can't be used", hint: "\(question.alphabet.rule)")
        }
        return text
    }

    private static func list(_ text: String) -> [String] {
        text.split { $0 == "," || $0 == " " }.map(String.init)
    }

    private subscript(question: Question) -> String { answers[question] ?? "" }

    /// What conditions in the table of the beginning refer to: `streaming`, `github`, `promote-code`, `no-monitoring`.
    package var facts: Set<String> {
        var facts: Set = [
            self[.cloud] + "-cloud", self[.platform], "promote-" + self[.promote],
            self[.monitoring] == "yes" ? "monitoring" : "no-monitoring",
        ]
        facts.formUnion(Self.list(self[.inference]))
        for kind in ["batch", "streaming", "real-time"] where !facts.contains(kind) { facts.insert("no-" + kind) }
        if [self[.developmentCatalog], self[.stagingCatalog], self[.productionCatalog]] != ["dev", "staging", "prod"] {
            facts.insert("own-catalogs")
        }
        if self[.holidays].isEmpty { facts.insert("no-holidays") }
        return facts
    }

    /// The text of each `{placeholder}` in the table and the texts of the beginning.
    package var values: [String: String] {
        var values = Dictionary(uniqueKeysWithValues: Question.allCases.map { ($0.rawValue, self[$0]) })
        let useCase = self[.useCase]
        values["use-case-title"] = useCase.prefix(1).uppercased() + useCase.dropFirst()
        values["short"] = self[.schema].replacing("_", with: "-")
        values["model"] = self[.schema] + "_model"
        // Within double quotes of a shell.
        values["customer-quoted"] = QuotedText.shell(self[.customer])
        values["folder"] = Self.slug(self[.customer])
        values["start"] = "\(schedule.window.lowerBound)"
        values["end"] = "\(schedule.window.upperBound)"
        values["end-spelled"] = schedule.window.upperBound.spelled
        values["cloud-name"] = ["azure": "Azure", "gcp": "Google Cloud"][self[.cloud]] ?? "AWS"
        values["platform-name"] =
            ["azure-devops": "Azure Pipelines", "gitlab": "GitLab CI/CD"][self[.platform]] ?? "GitHub Actions"
        values["inference-words"] =
            Self.list(self[.inference]).map { $0 == "real-time" ? "real time" : $0 }.joined(separator: " and ")
        values["promoted"] = self[.promote] == "model" ? "the trained model" : "the code"
        return values
    }

    /// Returns a folder's name from a customer's.
    private static func slug(_ name: String) -> String {
        let words = name.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        return words.isEmpty ? "customer" : words.joined(separator: "-")
    }
}

extension Question.Alphabet {
    fileprivate func holds(_ text: String) -> Bool {
        switch self {
        case .any: true
        case .words:
            !text.unicodeScalars.contains { "|<>[]{}*_`\\".unicodeScalars.contains($0) }
                && text.contains(where: \.isLetter)
                && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        case .identifier:
            text.utf8.allSatisfy { Self.isPlain($0) || $0 == UInt8(ascii: "_") } && text.first?.isLetter == true
        case .name:
            text.utf8.allSatisfy { Self.isPlain($0) || "-_.".utf8.contains($0) } && text.first?.isLetter == true
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    fileprivate var rule: String {
        switch self {
        case .any, .words: "write words without the signs that Markdown reads as markup"
        case .identifier: "write ASCII letters, digits and underscores, and begin with a letter"
        case .name: "write ASCII letters, digits, hyphens, underscores and dots, and begin with a letter"
        }
    }
}

/// An answer that can't be used.
package struct AnswerError: Explained {
    package let question: Question
    private let reason: String
    private let hint: Hint

    package init(_ question: Question, _ reason: String, hint: Hint) {
        self.question = question
        self.reason = reason
        self.hint = hint
    }

    package var explanation: Explanation { Explanation(.input, "\(question.rawValue): \(reason)", hint: hint) }
}
