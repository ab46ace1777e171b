extension RESTClient {
    func result(of answer: HTTPAnswer, _ path: String) -> Result<Datum, ReadFailure> {
        func fail(_ kind: ReadFailure.Kind, _ text: String) -> Result<Datum, ReadFailure> {
            .failure(ReadFailure(kind: kind, path: path, text: cleaned(text)))
        }
        let isHTML = Self.isHTML(answer)
        let read = isHTML ? (datum: nil, notes: []) : JSONReader.read(answer.body, file: path)
        let said = Self.message(read.datum)
        switch answer.status {
        case 200..<300:
            if let datum = read.datum { return .success(datum) }
            if isHTML {
                return fail(
                    .html, "the server answers with a web page; check the address, and that this network may reach it")
            }
            let note = read.notes.first?.text ?? "no JSON"
            let isCut = note.hasSuffix("it ends too early")
            return fail(isCut ? .incomplete : .invalidAnswer, "the answer is broken: \(note)")
        case 300..<400:
            return fail(
                .html, "the server sends the request to another address, which is not followed; check the address")
        case 401: return fail(.unauthorized, "the server doesn't accept the token (401)" + said)
        case 403:
            if isHTML { return fail(.html, "an access list or a wrong address answers with a web page (403)") }
            return fail(.notVisible, "this identity may not see it (403)" + said)
        case 404:
            if isHTML { return fail(.html, "the server has no such address and answers with a web page (404)") }
            return fail(.notThere, "it is not there (404)" + said)
        case 429:
            let wait = answer.headers["retry-after"].map { "; it asks to wait \($0.prefix(40)) s" } ?? ""
            return fail(.busy, "the server has too many requests (429)" + wait)
        default: return fail(.refused(answer.status), "the server answers \(answer.status)" + said)
        }
    }

    static func failure(_ failure: HTTPExchangeFailure, _ path: String) -> ReadFailure {
        switch failure {
        case .timeout: ReadFailure(kind: .timeout, path: path, text: "the server didn't answer in time")
        case .unreachable(let reason):
            ReadFailure(kind: .unreachable, path: path, text: "the server can't be reached: \(Redaction.text(reason))")
        case .incomplete: ReadFailure(kind: .incomplete, path: path, text: "the answer ended before it was complete")
        case .tooLarge:
            ReadFailure(
                kind: .tooMuch, path: path, text: "the answer is larger than \(Limits.answerBytes) bytes")
        }
    }

    private static func isHTML(_ answer: HTTPAnswer) -> Bool {
        if answer.headers["content-type"]?.lowercased().contains("html") == true { return true }
        let start = answer.body.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }.prefix(1)
        return start.first == UInt8(ascii: "<")
    }

    /// Returns the code and the message of an error's body.
    private static func message(_ datum: Datum?) -> String {
        let parts = [datum?["error_code"], datum?["message"]].compactMap { $0?.scalarText }.filter { !$0.isEmpty }
        return parts.isEmpty ? "" : ": " + parts.joined(separator: ", ").prefix(300)
    }
}

/// Queries of addresses.
enum URLQuery {
    static func text(_ query: [(name: String, value: String)]) -> String {
        query.isEmpty ? "" : "?" + query.map { encoded($0.name) + "=" + encoded($0.value) }.joined(separator: "&")
    }

    /// Encodes all but letters, digits and `-._~`; a path's part and a query's value need no more.
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~")].contains(byte)
            if isPlain {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                result += "%" + (hex.utf8.count < 2 ? "0" : "") + hex
            }
        }
        return result
    }
}

/// The encoding of a user and a password in a header.
enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encoded(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        var position = 0
        while position < bytes.count {
            let rest = bytes[position...].prefix(3)
            let number = rest.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - rest.count))
            for digit in 0..<4 {
                let value = number >> (18 - 6 * digit) & 63
                result.append(digit <= rest.count ? digits[value] : UInt8(ascii: "="))
            }
            position += 3
        }
        return String(decoding: result, as: UTF8.self)
    }
}
