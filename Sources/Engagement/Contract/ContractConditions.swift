/// One of several ways, of which the contract allows one: promote code, or promote model.
package struct Choice: Hashable, Sendable, Codable {
    package struct Option: Hashable, Sendable, Codable {
        package var id: String
        package var title: String

        package init(id: String, title: String) {
            self.id = id
            self.title = title
        }
    }

    package var id: String
    package var title: String
    package var summary: String
    package var options: [Option]
    /// The options that are followed: none while the choice is open, and never more than one unless an approved
    /// change request allows both.
    package var chosen: [String]
    package var allowsBoth = false

    package init(id: String, title: String, summary: String = "", options: [Option], chosen: [String] = []) {
        self.id = id
        self.title = title
        self.summary = summary
        self.options = options
        self.chosen = chosen
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decode(String.self, forKey: .id)
        title = try fields.decode(String.self, forKey: .title)
        summary = try fields.decode(.summary, or: "")
        options = try fields.decode(.options, or: [])
        chosen = try fields.decode(.chosen, or: [])
        allowsBoth = try fields.decode(.allowsBoth, or: false)
    }
}

/// A period of notice, or another condition of the schedule, in words.
package struct Notice: Hashable, Sendable, Codable {
    package var id: String
    package var title: String
    package var summary: String
    /// Not for the customer edition: it names days or other figures that the edition leaves out.
    package var isInternal: Bool

    package init(id: String, title: String, summary: String, isInternal: Bool = false) {
        self.id = id
        self.title = title
        self.summary = summary
        self.isInternal = isInternal
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decode(String.self, forKey: .id)
        title = try fields.decode(String.self, forKey: .title)
        summary = try fields.decode(.summary, or: "")
        isInternal = try fields.decode(.isInternal, or: false)
    }
}

/// A word that the agreement defines.
package struct Term: Hashable, Sendable, Codable {
    package var id: String
    package var title: String
    package var summary: String

    package init(id: String, title: String, summary: String) {
        self.id = id
        self.title = title
        self.summary = summary
    }
}

/// What of the ledger the customer edition may show.
package struct Publication: Hashable, Sendable, Codable {
    /// Day figures appear in the customer edition; off unless the contract says so.
    package var customerSeesDays: Bool
    /// The address of the published site, with a slash at its end; nil where nobody said.
    package var baseURL: String?

    package init(customerSeesDays: Bool = false, baseURL: String? = nil) {
        self.customerSeesDays = customerSeesDays
        self.baseURL = baseURL
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        customerSeesDays = try fields.decode(.customerSeesDays, or: false)
        baseURL = try fields.decodeIfPresent(String.self, forKey: .baseURL)
    }
}

extension KeyedDecodingContainer {
    /// The value of `key`, or `value` where an older program recorded none.
    func decode<Value: Decodable>(_ key: Key, or value: Value) throws -> Value {
        try decodeIfPresent(Value.self, forKey: key) ?? value
    }
}
