/// Types a YAML scalar without quotes as the Databricks CLI does: YAML 1.2, where `on` and `yes` are text.
enum PlainScalar {
    static func value(of text: String) -> Datum.Value {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: break
        }
        guard let first = text.utf8.first, first < 0x80, isNumberStart(first) else { return .string(text) }
        if let number = integer(text) { return .integer(number) }
        return isFloat(text) ? .float(text) : .string(text)
    }

    private static func isNumberStart(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".")
    }

    /// Leading zeros are dropped, and not read as octal; `0x`, `0b` and `0o` are.
    private static func integer(_ text: String) -> Int? {
        var digits = text.replacing("_", with: "")[...]
        guard let last = digits.last, last.isASCII else { return nil }
        var sign = ""
        if let first = digits.first, first == "-" || first == "+" {
            sign = String(first)
            digits = digits.dropFirst()
        }
        guard let first = digits.first, first.isNumber else { return nil }
        for (prefix, radix) in [("0x", 16), ("0b", 2), ("0o", 8)] where digits.hasPrefix(prefix) {
            let rest = digits.dropFirst(2)
            guard rest.first != "-", rest.first != "+" else { return nil }
            return Int(sign + rest, radix: radix)
        }
        return Int(sign + digits)
    }

    private static func isFloat(_ text: String) -> Bool {
        let special: Set = [".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"]
        if special.contains(text)
            || (text.first == "-" || text.first == "+") && special.contains(String(text.dropFirst()))
        {
            return !(text.dropFirst().lowercased() == ".nan")
        }
        var bytes = Array(text.utf8)[...]
        if bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
        func digits() -> Int {
            let count = bytes.prefix { (0x30...0x39).contains($0) }.count
            bytes = bytes.dropFirst(count)
            return count
        }
        var count = digits()
        if bytes.first == UInt8(ascii: ".") {
            bytes = bytes.dropFirst()
            count += digits()
        }
        guard count > 0 else { return false }
        if bytes.first == UInt8(ascii: "e") || bytes.first == UInt8(ascii: "E") {
            bytes = bytes.dropFirst()
            if bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return bytes.isEmpty
    }
}
