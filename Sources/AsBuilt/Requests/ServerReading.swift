import CivilTime

/// Collects the items of one server.
struct ServerReading {
    private let origin: Inventory.Origin
    /// The address of the server.
    private let scope: String
    private var items: [Inventory.Item] = []
    private var log = NoteLog()
    var readings: [String] = []

    init(origin: Inventory.Origin, scope: String) {
        self.origin = origin
        self.scope = scope
    }

    var inventory: Inventory {
        Inventory(source: Inventory.Source(readings: readings), items: items, notes: log.notes)
    }

    mutating func add(_ kind: String, _ key: String, name: String?, _ facts: Facts) {
        let id = Inventory.ID(origin: origin, scope: scope, kind: kind, key: key)
        items.append(Inventory.Item(id: id, name: name.map(Redaction.text), facts: facts.facts))
    }

    /// Notes what could not be read; what is not visible is told apart from what is not there.
    mutating func add(_ failure: ReadFailure, kind: String, key: String) {
        let rule: Note.Rule =
            switch failure.kind {
            case .notVisible, .unauthorized: .notVisible
            case .notThere: .notThere
            default: .serverNotRead
            }
        let what = key.isEmpty ? kind : "\(kind)/\(key)"
        log.add(.unknown, rule, Place(scope), "\(what): \(failure.text)")
    }

    mutating func limit(_ text: String) { log.add(.unknown, .limit, Place(scope), text) }

    /// Returns milliseconds since 1970 as a time in UTC, or nil for none.
    static func time(_ datum: Datum?) -> String? {
        guard let number = datum?.scalarText.flatMap({ Int($0) }), (1..<253_402_300_800_000).contains(number) else {
            return nil
        }
        let date = CivilDate(dayNumber: number / 86_400_000)
        return Moment(milliseconds: number, date: date).timestamp
    }

    /// Adds the tags that say something; those of the user interface and of artifact histories are long and say nothing.
    static func addTags(_ tags: Datum?, to facts: inout Facts) {
        for tag in tags?.list ?? [] {
            guard let key = tag["key"]?.scalarText, let value = tag["value"]?.scalarText,
                key != "mlflow.log-model.history", key != "mlflow.loggedArtifacts"
            else { continue }
            facts.add("tags[\(key)]", Redaction.value(String(value.prefix(1000)), path: [key]), nil)
        }
    }
}
