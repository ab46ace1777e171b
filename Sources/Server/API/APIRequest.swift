import Engagement
import FoundationEssentials

/// A JSON object that was sent, as the fields of a form.
enum APIRequest {
    static let keyPattern = "^[A-Za-z0-9-]{4,80}$"

    /// Whether a text may name a write.
    static func isKey(_ text: String) -> Bool {
        (4...80).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0) || $0 == 0x2d
            }
    }

    /// Reads the fields of an operation.
    ///
    /// - Throws: `FieldError` if a field is unknown or has another type; `Explained` if it isn't a JSON object.
    static func values(_ bytes: [UInt8], of operation: APIOperation) throws -> FormValues {
        guard let object = try? JSONDecoder().decode([String: JSONValue].self, from: Data(bytes)) else {
            throw FieldError(
                field: "", explanation: Explanation(.input, "the body is not a JSON object", hint: "send an object"))
        }
        var values = FormValues()
        for (name, value) in object.sorted(by: { $0.key < $1.key }) {
            let field = operation.fields.first { $0.name == name }
            guard field != nil || name == APIOperation.confirm else {
                throw refused(name, "there is no field '\(name)'", "the document /api/v1/openapi.json lists the fields")
            }
            let isList = field?.isList ?? true
            switch value {
            case .text(let text) where !isList: values.append(name, text)
            case .list(let list) where isList:
                let texts = list.compactMap { if case .text(let text) = $0 { text } else { nil } }
                guard texts.count == list.count else { fallthrough }
                // A form has a value on each line.
                if name == APIOperation.confirm {
                    for text in texts { values.append(name, text) }
                } else {
                    values.append(name, texts.joined(separator: "\n"))
                }
            default:
                throw refused(
                    name, "'\(name)' is \(isList ? "not a list of texts" : "not a text")",
                    isList ? "send [\"...\"]" : "send \"...\"")
            }
        }
        return values
    }

    /// Refuses a request without a required field, or with a value that a field doesn't take.
    static func check(_ values: FormValues, of operation: APIOperation) throws {
        for field in operation.fields {
            guard let value = values[field.name] else {
                if field.isRequired { throw refused(field.name, "'\(field.name)' is missing", "send it") }
                continue
            }
            guard field.values.isEmpty || field.values.contains(value) else {
                throw refused(
                    field.name, "'\(value)' is not a value of '\(field.name)'",
                    "send one of \(field.values.joined(separator: ", "))")
            }
        }
    }

    private static func refused(_ field: String, _ summary: String, _ hint: String) -> FieldError {
        FieldError(field: field, explanation: Explanation(.input, summary, hint: Hint(hint)))
    }
}
