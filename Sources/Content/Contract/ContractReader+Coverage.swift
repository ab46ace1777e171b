import Engagement

extension ContractReader {
    /// The activities that `record` names, by their own ids or by that of their focus area; nil for none.
    func activities(of record: YAMLRecord, _ areas: [FocusArea]) -> [String]? {
        let members = areas.reduce(into: [String: [String]]()) { members, area in
            for activity in area.activities { members[activity.id] = [activity.id] }
            members[area.id] = area.activities.map(\.id)
        }
        let written = record.texts("activities")
        for id in written where members[id] == nil {
            let near = nearest(to: id, among: members.keys.sorted()).map { "did you mean '\($0)'? " } ?? ""
            record.diagnose(
                "activities", rule: .unknownActivity, "\(record.name) names the activity '\(id)'",
                hint: "\(near)name activities or focus areas")
        }
        let found = written.flatMap { members[$0] ?? [] }
        return found.isEmpty ? nil : found
    }
}

extension YAMLRecord {
    /// The address of a published site, with a slash at its end.
    func baseURL(_ key: String) -> String? {
        guard let text = optionalText(key) else { return nil }
        let rest = ["https://", "http://"].first(where: text.hasPrefix).map { text.dropFirst($0.count) }
        let isPlain = text.utf8.allSatisfy { 0x21...0x7E ~= $0 && !"\"'<>\\^`{|}?#@".utf8.contains($0) }
        guard let rest, isPlain, let first = rest.first, first != "/" else {
            diagnose(
                key, rule: .badBaseURL, "'\(text)' is not the address of a site",
                hint: "write it whole, as in `\(key): https://docs.example.com/churn/`")
            return nil
        }
        return text.hasSuffix("/") ? text : text + "/"
    }
}
