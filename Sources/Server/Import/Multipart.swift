/// The parts of a form that was sent as `multipart/form-data` (RFC 7578).
///
/// Reads what browsers send, and refuses the rest of what RFC 2046 permits: text before the first boundary or after
/// the last, encoded parts, other header fields than `Content-Disposition` and `Content-Type`, and `filename*`.
package struct Multipart: Sendable {
    package struct Part: Sendable, Equatable {
        package let name: String
        /// The name of the file, or nil if the part is a field; empty if no file was chosen.
        package let fileName: String?
        package let bytes: [UInt8]

        package init(name: String, fileName: String?, bytes: [UInt8]) {
            self.name = name
            self.fileName = fileName
            self.bytes = bytes
        }
    }

    package enum Failure: Error, Equatable {
        case noBoundary, noBeginning, noEnd, textAfterEnd
        case badHeader, noName, tooManyParts, repeatedFile
    }

    package static let mostParts = 64
    /// The most bytes of the header fields of a part.
    private static let mostHeader = 2048
    private static let lineEnd: [UInt8] = [0x0d, 0x0a]

    package let parts: [Part]

    package init(_ body: [UInt8], contentType: String) throws(Failure) {
        let delimiter = Array("--".utf8) + Array(try Self.boundary(in: contentType).utf8)
        guard body.starts(with: delimiter) else { throw .noBeginning }
        var parts: [Part] = []
        var rest = body[delimiter.count...]
        while !rest.starts(with: Array("--".utf8)) {
            guard parts.count < Self.mostParts else { throw .tooManyParts }
            guard rest.starts(with: Self.lineEnd) else { throw .noEnd }
            rest = rest.dropFirst(2)
            guard let header = Self.position(of: Self.lineEnd + Self.lineEnd, in: rest.prefix(Self.mostHeader)) else {
                throw .badHeader
            }
            let content = rest[(header + 4)...]
            guard let end = Self.position(of: Self.lineEnd + delimiter, in: content) else { throw .noEnd }
            let (name, fileName) = try Self.names(in: rest[..<header])
            if fileName != nil, parts.contains(where: { $0.fileName != nil }) { throw .repeatedFile }
            parts.append(Part(name: name, fileName: fileName, bytes: Array(content[..<end])))
            rest = content[(end + 2 + delimiter.count)...]
        }
        let after = rest.dropFirst(2)
        guard after.isEmpty || Array(after) == Self.lineEnd else { throw .textAfterEnd }
        self.parts = parts
    }

    /// The parameter `boundary` of a content type, plain or quoted.
    private static func boundary(in contentType: String) throws(Failure) -> String {
        let parameters = contentType.split(separator: ";", omittingEmptySubsequences: false).map(trimmed)
        guard parameters.first?.lowercased() == "multipart/form-data" else { throw .noBoundary }
        let named = parameters.dropFirst().filter { $0.lowercased().hasPrefix("boundary=") }
        guard named.count == 1, var text = named.first?.dropFirst("boundary=".count) else { throw .noBoundary }
        if text.count > 2, text.hasPrefix("\""), text.hasSuffix("\"") { text = text.dropFirst().dropLast() }
        let marks = "'()+_,-./:=?".utf8
        let isValid = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || marks.contains(byte)
        }
        guard isValid, (1...70).contains(text.utf8.count) else { throw .noBoundary }
        return String(text)
    }

    private static func names(in header: ArraySlice<UInt8>) throws(Failure) -> (String, String?) {
        guard let text = String(validating: header, as: UTF8.self) else { throw .badHeader }
        var disposition: Substring?
        // A line break is one character.
        for line in text.split(separator: "\r\n", omittingEmptySubsequences: false) {
            guard let colon = line.firstIndex(of: ":") else { throw .badHeader }
            switch line[..<colon].lowercased() {
            case "content-disposition" where disposition == nil: disposition = line[line.index(after: colon)...]
            case "content-type": break
            default: throw .badHeader
            }
        }
        guard var rest = disposition?.drop(while: { $0 == " " }), rest.lowercased().hasPrefix("form-data") else {
            throw .noName
        }
        rest = rest.dropFirst("form-data".count)
        var values: [String: String] = [:]
        while !rest.isEmpty {
            guard rest.first == ";" else { throw .badHeader }
            rest = rest.dropFirst().drop { $0 == " " }
            guard let equal = rest.firstIndex(of: "=") else { throw .badHeader }
            let name = rest[..<equal].lowercased()
            rest = rest[equal...].dropFirst()
            guard rest.first == "\"", ["name", "filename"].contains(name), values[name] == nil else { throw .badHeader }
            rest = rest.dropFirst()
            guard let end = rest.firstIndex(of: "\"") else { throw .badHeader }
            values[name] = unescaped(rest[..<end])
            rest = rest[end...].dropFirst()
        }
        guard let name = values["name"], !name.isEmpty else { throw .noName }
        return (name, values["filename"])
    }

    /// Browsers escape three characters of a name.
    private static func unescaped(_ text: Substring) -> String {
        String(text).replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop { $0 == " " }
        return start.lastIndex { $0 != " " }.map { start[...$0] } ?? ""
    }

    private static func position(of pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = pattern.first else { return nil }
        var start = bytes.startIndex
        while let found = bytes[start...].firstIndex(of: first) {
            if bytes[found...].starts(with: pattern) { return found }
            start = found + 1
        }
        return nil
    }
}
