import FoundationEssentials

/// JSON of any shape, to compare a stored payload with what its event encodes to.
enum PayloadForm: Codable, Equatable {
    case object([String: PayloadForm])
    case list([PayloadForm])
    case text(String)
    case number(Int)
    case flag(Bool)
    case null

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Int.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([PayloadForm].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: PayloadForm].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .object(let fields): try value.encode(fields)
        case .list(let list): try value.encode(list)
        case .text(let text): try value.encode(text)
        case .number(let number): try value.encode(number)
        case .flag(let flag): try value.encode(flag)
        case .null: try value.encodeNil()
        }
    }

    /// Whether `stored` says what `encoded` says, except for fields that it was written without.
    ///
    /// A program that knows one more field reads an old payload with that field's default, and would write it.
    static func isWhole(_ stored: String, of encoded: String) throws -> Bool {
        guard stored != encoded else { return true }
        let decoder = JSONDecoder()
        let old = try decoder.decode(PayloadForm.self, from: Data(stored.utf8))
        let new = try decoder.decode(PayloadForm.self, from: Data(encoded.utf8))
        return try old.isPart(of: new) && EntryCoding.canonical(old) == stored
    }

    private func isPart(of other: PayloadForm) -> Bool {
        switch (self, other) {
        case (.object(let mine), .object(let its)):
            mine.allSatisfy { key, value in its[key].map(value.isPart) ?? false }
        case (.list(let mine), .list(let its)):
            mine.count == its.count && zip(mine, its).allSatisfy { $0.isPart(of: $1) }
        default: self == other
        }
    }
}
