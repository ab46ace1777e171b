// Participants.
extension SequenceReader {
    /// The participant called `id`, which is made if it is new.
    mutating func participant(_ id: String) throws(MermaidError) -> Int {
        if let index = indices[id] { return index }
        guard !id.isEmpty else {
            throw MermaidError(line, "a participant has no name", hint: "write `A->>B: text`")
        }
        guard diagram.participants.count < Self.participantLimit else {
            throw MermaidError(
                line, "more than \(Self.participantLimit) participants", hint: "draw several smaller diagrams")
        }
        diagram.participants.append(SequenceDiagram.Participant(id: id, name: LabelText.sequence(id)))
        indices[id] = diagram.participants.count - 1
        return diagram.participants.count - 1
    }

    func known(_ id: String) throws(MermaidError) -> Int {
        guard let index = indices[id.trimmed] else {
            throw MermaidError(
                line, "there is no participant `\(id.prefix(40))` above this line",
                hint: "declare it with `participant`, or send it a message first")
        }
        return index
    }

    /// Reads `A as Words`, `A@{ "type": "database" }`.
    mutating func declare(_ keyword: String, _ text: String, isCreated: Bool) throws(MermaidError) {
        var text = text
        var role = keyword == "actor" ? SequenceDiagram.Role.actor : .participant
        var name: String?
        if let start = text.range(of: "@{") {
            guard let end = text[start.upperBound...].firstIndex(of: "}") else {
                throw MermaidError(line, "the properties `@{` are not closed", hint: "end them with `}`")
            }
            for (key, value) in JSONPairs.read(text[start.upperBound..<end]) {
                switch key {
                case "type":
                    guard let known = SequenceDiagram.Role(rawValue: value) else {
                        throw MermaidError(
                            line, "there is no type of participant `\(value.prefix(40))`",
                            hint: "use participant, actor, boundary, control, entity, database, collections or queue")
                    }
                    role = known
                case "alias": name = LabelText.sequence(value)
                default: ignore("the property `\(key.prefix(40))` of participants")
                }
            }
            text.removeSubrange(start.lowerBound...end)
        }
        let alias = text.range(of: " as ", isCaseInsensitive: true)
        if let alias { name = LabelText.sequence(String(text[alias.upperBound...])) }
        let id = (alias.map { String(text[..<$0.lowerBound]) } ?? text).trimmed
        guard !id.utf8.contains(where: { "<>:,".utf8.contains($0) }) else {
            throw MermaidError(
                line, "a participant cannot be called `\(id.prefix(40))`", hint: "write `participant A as ...`")
        }
        let isNew = indices[id] == nil
        guard !isCreated || isNew else {
            throw MermaidError(line, "`\(id.prefix(40))` is there already", hint: "create it before its first message")
        }
        let index = try participant(id)
        diagram.participants[index].role = role
        if let name, !name.isEmpty { diagram.participants[index].name = name }
        if boxLine != nil {
            guard isNew else {
                throw MermaidError(
                    line, "`\(id.prefix(40))` is declared above the box", hint: "declare it in the box only")
            }
            diagram.participants[index].box = diagram.boxes.count - 1
        }
        if isCreated {
            diagram.participants[index].isCreated = true
            awaiting.append(Awaiting(participant: index, isCreated: true, line: line))
        }
    }

    mutating func create(_ text: String) throws(MermaidError) {
        let (word, rest) = text.firstWord
        guard word == "participant" || word == "actor" else {
            throw MermaidError(line, "`create` needs a participant", hint: "write `create participant A`")
        }
        try declare(word, rest, isCreated: true)
    }

    mutating func openBox(_ text: String) throws(MermaidError) {
        guard open.isEmpty else {
            throw MermaidError(line, "a box is inside a frame", hint: "write boxes before the messages")
        }
        let (colour, title) = ColourName.split(text)
        if let colour, colour.lowercased() != "transparent" { ignore("the colours of `box`") }
        diagram.boxes.append(LabelText.sequence(title))
        boxLine = line
    }

    mutating func activate(_ participant: Int) throws(MermaidError) {
        activations[participant, default: 0] += 1
        // The arrow ends at the bar if the message was the one that made it active.
        if case .message(var message)? = diagram.events.last?.kind, message.to == participant, !message.activates {
            message.activates = true
            diagram.events[diagram.events.count - 1].kind = .message(message)
        } else {
            try add(.activate(participant))
        }
    }

    mutating func deactivate(_ participant: Int) throws(MermaidError) {
        try endActivation(participant)
        try add(.deactivate(participant))
    }

    mutating func endActivation(_ participant: Int) throws(MermaidError) {
        guard let depth = activations[participant], depth > 0 else {
            let name = diagram.participants[participant].id
            throw MermaidError(
                line, "`\(name.prefix(40))` is not active", hint: "activate it first, with `activate` or `->>+`")
        }
        activations[participant] = depth - 1
    }
}
