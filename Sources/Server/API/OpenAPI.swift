import Engagement
import Reports

/// The OpenAPI 3.1 document of the API, derived from the operations that the routes take.
enum OpenAPI {
    static func document() throws -> String {
        var paths: [String: JSONValue] = [:]
        for subject in APIReads.subjects { paths["/api/v1/\(subject)"] = .object(["get": read(subject)]) }
        for operation in APIOperation.all {
            paths["/api/v1" + operation.path] = .object(["post": write(operation)])
        }
        return try jsonText(
            JSONValue.object([
                "openapi": "3.1.0",
                "info": .object([
                    "title": "Workbook", "version": "1",
                    "description": .text(
                        "Each POST does what the form of the same address does, under the same rules. Paths that "
                            + "record need an Idempotency-Key: repeating a request with its key records nothing twice."
                    ),
                ]),
                "paths": .object(paths),
                "components": .object(["schemas": .object(["Problem": problem, "Recorded": recorded])]),
            ])
        ).text
    }

    private static func read(_ subject: String) -> JSONValue {
        .object([
            "summary": .text("Read \(subject)"), "operationId": .text("read-\(subject)"),
            "responses": .object([
                "200": .object([
                    "description": "As the terminal's --json writes it",
                    "content": .object(["application/json": .object(["schema": .object([:])])]),
                ]),
                "default": failure("It cannot be read"),
            ]),
        ])
    }

    private static func write(_ operation: APIOperation) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        for field in operation.fields { properties[field.name] = schema(field) }
        properties[APIOperation.confirm] = .object([
            "type": "array",
            "items": .object([
                "type": "string",
                "enum": .list(Remedy.Confirmation.allCases.map { .text(WebSpelling.name(of: $0)) }),
            ]),
            "description": "What a refusal asked to confirm",
        ])
        var parameters: [JSONValue] = [parameter("Idempotency-Key", "header", pattern: APIRequest.keyPattern)]
        if operation.path.contains("{id}") { parameters.append(parameter("id", "path")) }
        return .object([
            "summary": .text(operation.summary),
            "operationId": .text(operation.path.split { !$0.isLetter }.joined(separator: "-")),
            "parameters": .list(parameters),
            "requestBody": .object([
                "required": true,
                "content": .object([
                    "application/json": .object([
                        "schema": .object([
                            "type": "object", "properties": .object(properties), "additionalProperties": false,
                            "required": .list(operation.fields.filter(\.isRequired).map { .text($0.name) }),
                        ])
                    ])
                ]),
            ]),
            "responses": .object([
                "200": .object([
                    "description": "Recorded",
                    "content": .object([
                        "application/json": .object(["schema": reference("Recorded")])
                    ]),
                ]),
                "400": failure("The request is not understood"),
                "404": failure("There is no such thing"),
                "422": failure("A rule or a field refused it; nothing was recorded"),
                "default": failure("The request failed"),
            ]),
        ])
    }

    private static func schema(_ field: APIOperation.Field) -> JSONValue {
        var schema: [String: JSONValue] =
            field.isList
            ? ["type": "array", "items": .object(["type": "string"])] : ["type": "string"]
        if !field.values.isEmpty { schema["enum"] = .list(field.values.map(JSONValue.text)) }
        if !field.description.isEmpty { schema["description"] = .text(field.description) }
        return .object(schema)
    }

    private static func parameter(_ name: String, _ place: String, pattern: String? = nil) -> JSONValue {
        var schema: [String: JSONValue] = ["type": "string"]
        if let pattern { schema["pattern"] = .text(pattern) }
        return .object([
            "name": .text(name), "in": .text(place), "required": true, "schema": .object(schema),
        ])
    }

    private static func failure(_ description: String) -> JSONValue {
        .object([
            "description": .text(description),
            "content": .object(["application/problem+json": .object(["schema": reference("Problem")])]),
        ])
    }

    private static func reference(_ name: String) -> JSONValue {
        .object(["$ref": .text("#/components/schemas/\(name)")])
    }

    private static func object(_ names: [String], required: [String]) -> [String: JSONValue] {
        var properties: [String: JSONValue] = [:]
        for name in names { properties[name] = .object(["type": "string"]) }
        return [
            "type": "object", "properties": .object(properties), "required": .list(required.map(JSONValue.text)),
        ]
    }

    private static var problem: JSONValue {
        var schema = object(["type", "title", "detail", "rule", "field"], required: ["type", "title", "status"])
        if case .object(var properties) = schema["properties"] {
            properties["status"] = .object(["type": "integer"])
            properties["confirm"] = .object(["type": "array", "items": .object(["type": "string"])])
            schema["properties"] = .object(properties)
        }
        return .object(schema)
    }

    private static var recorded: JSONValue {
        .object([
            "type": "object", "required": .list(["operation", "address", "entries"]),
            "properties": .object([
                "operation": .object(["type": "string"]),
                "address": .object(["type": "string", "description": "The page of the tracker that shows it"]),
                "entries": .object([
                    "type": "array",
                    "items": .object(object(["id", "kind", "effect"], required: ["id", "kind", "effect"])),
                ]),
            ]),
        ])
    }
}
