/// A form as programs fill it in: its path under `/api/v1`, and its fields.
struct APIOperation: Sendable {
    /// A field of the JSON object that is sent.
    struct Field: Sendable {
        let name: String
        var isRequired = false
        /// Whether it takes several texts.
        var isList = false
        /// The only values that it takes; empty for any text.
        var values: [String] = []
        var description = ""
    }

    /// With `{id}` in place of the id, if there is one: `/prerequisites/{id}/confirm`.
    let path: String
    let summary: String
    let fields: [Field]

    init(_ path: String, _ summary: String, _ fields: [Field] = []) {
        self.path = path
        self.summary = summary
        self.fields = fields
    }

    /// The field that ticks the boxes of a form.
    static let confirm = "confirm"
}

extension APIOperation.Field {
    static func text(_ name: String, _ description: String = "") -> Self { Self(name: name, description: description) }

    static func required(_ name: String, _ description: String = "") -> Self {
        Self(name: name, isRequired: true, description: description)
    }

    static func list(_ name: String, _ description: String = "") -> Self {
        Self(name: name, isList: true, description: description)
    }

    static func choice(_ name: String, _ values: [String]) -> Self {
        Self(name: name, isRequired: true, values: values)
    }
}
