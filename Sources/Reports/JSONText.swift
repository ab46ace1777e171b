import FoundationEssentials

/// JSON for scripts, which is printed as it is.
package struct JSONText {
    package let text: String
}

/// `value` as JSON for scripts: sorted keys, two spaces, a stable order.
package func jsonText(_ value: some Encodable) throws -> JSONText {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return JSONText(text: String(decoding: try encoder.encode(value), as: UTF8.self))
}
