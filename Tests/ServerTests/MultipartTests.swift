import Server
import Testing

/// The reader of forms with a file: what browsers send, and nothing else.
@Suite struct MultipartTests {
    private static let type = "multipart/form-data; boundary=----WebKitFormBoundaryA1"

    private func read(_ lines: [String], type: String = Self.type) throws(Multipart.Failure) -> [Multipart.Part] {
        try Multipart(Array(lines.joined(separator: "\r\n").utf8), contentType: type).parts
    }

    private static let line = "------WebKitFormBoundaryA1"

    private func field(_ disposition: String, _ value: String = "v") -> [String] {
        [Self.line, "Content-Disposition: \(disposition)", "", value]
    }

    @Test func `fields and a file are read byte by byte`() throws {
        let parts = try read(
            field("form-data; name=\"a\"", "1\r\n--not\r\n")
                + [
                    Self.line, "content-disposition: form-data; name=\"file\"; filename=\"h%22ö;x.csv\"",
                    "Content-Type: text/csv", "", "x\n\r", Self.line + "--", "",
                ])
        #expect(
            parts == [
                .init(name: "a", fileName: nil, bytes: Array("1\r\n--not\r\n".utf8)),
                .init(name: "file", fileName: "h\"ö;x.csv", bytes: Array("x\n\r".utf8)),
            ])
        #expect(try read([Self.line + "--"]).isEmpty)
        let empty = try Multipart(
            Array("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--b--".utf8),
            contentType: "Multipart/Form-Data; charset=utf-8; boundary=\"b\"")
        #expect(empty.parts == [.init(name: "a", fileName: nil, bytes: [])])
    }

    @Test(arguments: [
        "", "text/plain; boundary=b", "multipart/form-data", "multipart/form-data; boundary=",
        "multipart/form-data; boundary=a; boundary=b", "multipart/form-data; boundary=\"a b\"",
        "multipart/form-data; boundary=" + String(repeating: "a", count: 71),
    ])
    func `a type without one plain boundary is refused`(type: String) {
        #expect(throws: Multipart.Failure.noBoundary) { try read([], type: type) }
    }

    @Test func `a form that is cut off, or has more around it, is refused`() {
        let whole = field("form-data; name=\"a\"")
        #expect(throws: Multipart.Failure.noBeginning) { try read(["before"] + whole + [Self.line + "--"]) }
        #expect(throws: Multipart.Failure.noEnd) { try read(whole) }
        #expect(throws: Multipart.Failure.noEnd) { try read(whole + [Self.line]) }
        #expect(throws: Multipart.Failure.noEnd) { try read(whole + [Self.line + "x", "", ""]) }
        #expect(throws: Multipart.Failure.badHeader) { try read([Self.line, "Content-Disposition: form-data"]) }
        #expect(throws: Multipart.Failure.textAfterEnd) { try read(whole + [Self.line + "--", "after"]) }
    }

    @Test(arguments: [
        "form-data; name=a", "form-data; name=\"a", "form-data; name=\"a\"; name=\"b\"",
        "form-data; name=\"a\"; filename*=UTF-8''x", "form-data; name=\"a\"x", "form-data; name=\"a\"\r\nX-Other: 1",
        "form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"",
        "form-data; name=\"" + String(repeating: "a", count: 3000) + "\"",
    ])
    func `a header that no browser sends is refused`(disposition: String) {
        #expect(throws: Multipart.Failure.badHeader) { try read(field(disposition) + [Self.line + "--"]) }
    }

    @Test func `the number of parts is bounded, and there is one file`() {
        let many = Array(repeating: field("form-data; name=\"a\""), count: Multipart.mostParts + 1).flatMap { $0 }
        #expect(throws: Multipart.Failure.tooManyParts) { try read(many + [Self.line + "--"]) }
        let two = Array(repeating: field("form-data; name=\"f\"; filename=\"x\""), count: 2).flatMap { $0 }
        #expect(throws: Multipart.Failure.repeatedFile) { try read(two + [Self.line + "--"]) }
        #expect(throws: Multipart.Failure.noName) { try read(field("attachment; name=\"a\"") + [Self.line + "--"]) }
        #expect(throws: Multipart.Failure.noName) { try read(field("form-data; name=\"\"") + [Self.line + "--"]) }
    }
}
