/// Whether `text` is an id: lower-case letters, digits and hyphens, none at either end.
package func isSlug(_ text: String) -> Bool {
    let isPlain = text.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            || $0 == UInt8(ascii: "-")
    }
    return isPlain && !text.isEmpty && !text.hasPrefix("-") && !text.hasSuffix("-")
}
