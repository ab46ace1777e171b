import FoundationEssentials

/// JSON for scripts, which is printed as it is.
struct JSONText {
    let text: String
}

/// `value` as JSON for scripts: sorted keys, two spaces, a stable order.
func jsonText(_ value: some Encodable) throws -> JSONText {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return JSONText(text: String(decoding: try encoder.encode(value), as: UTF8.self))
}
