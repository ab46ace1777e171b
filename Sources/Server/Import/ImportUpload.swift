import CivilTime
import Engagement
import FoundationEssentials
import Workspace

/// A table of time that was sent: a file, pasted rows, or the content of the preview that was shown before.
struct ImportUpload: Sendable {
    /// The most bytes of a file.
    static let most = 1 << 20
    /// The most lines of a file: its rows are recorded in one transaction, for which other writers wait.
    static let mostLines = 2000

    /// The fields besides the file.
    let values: FormValues
    let bytes: [UInt8]
    /// The name of the file, as messages show it.
    let name: String

    /// - Throws: `FieldError` if neither a file nor rows were sent, if both were, or if they are larger than the limit.
    init(_ parts: Multipart) throws {
        var values = FormValues()
        for part in parts.parts where part.fileName == nil {
            guard let value = String(validating: part.bytes, as: UTF8.self) else {
                throw Self.error("text", "the text of the form is not UTF-8", "load the page again")
            }
            values.append(part.name, value)
        }
        let file = parts.parts.first { $0.name == "file" && $0.fileName?.isEmpty == false }
        let pasted = values.optional("text")
        self.values = values
        switch (file, pasted) {
        case (.some, .some):
            throw Self.error("file", "there is a file, and there are pasted rows", "use one of the two")
        case (let file?, nil):
            bytes = file.bytes
            name = file.fileName ?? ""
        case (nil, let pasted?):
            // A browser sends every line break as CR LF; in a file, a line break inside a cell is LF alone.
            bytes = Array(pasted.replacing("\r\n", with: "\n").utf8)
            name = "pasted rows"
        case (nil, nil):
            guard let carried = values.optional("content") else {
                throw Self.error("file", "no file was chosen", "choose a file, or paste rows")
            }
            guard let data = Data(base64Encoded: carried) else {
                throw Self.error("file", "the content of the preview is damaged", "choose the file again")
            }
            bytes = Array(data)
            name = values.text("name")
        }
        guard bytes.count <= Self.most else {
            throw Self.error(
                "file", "the file has more than 1 MB", "split it; or use the terminal: workbook import time FILE")
        }
        // The rows of a spreadsheet, which is compressed, are counted when it is read.
        let isSpreadsheet = bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
        let lines = [UInt8(ascii: "\n"), UInt8(ascii: "\r")].map { end in bytes.count { $0 == end } }.max() ?? 0
        guard isSpreadsheet || lines <= Self.mostLines else {
            throw Self.error(
                "file", "the file has more than \(Self.mostLines) lines",
                "split it; or use the terminal: workbook import time FILE")
        }
    }

    /// The content as a hidden field carries it to the next request, byte by byte.
    var carried: String { Data(bytes).base64EncodedString() }

    func options(isDryRun: Bool) throws -> TimeImport.Options {
        let confirmations = values.confirmations
        let dates = values.optional("dates")
        var options = TimeImport.Options(
            confirmsNonBusinessDay: confirmations.contains(.nonBusinessDay),
            confirmsOutsideWindow: confirmations.contains(.outsideWindow),
            confirmsNewPerson: confirmations.contains(.newPerson),
            dates: dates == nil ? nil : try values.choice("dates"), rounding: try values.optionalMinutes("round"),
            isDryRun: isDryRun, isAllOrNothing: true)
        options.source = values.optional("source") == nil ? nil : try values.choice("source")
        options.mostRows = Self.mostLines
        options.person = values.optional("person")
        options.role = values.optional("role")
        options.meanings = try meanings()
        return options
    }

    /// What the form says about names and columns.
    private func meanings() throws -> [ImportMapping.Item] {
        let names = values.pairs.filter { $0.name.hasPrefix(ImportForm.meaning) && !$0.value.isEmpty }
        let items = try names.map { name, value in
            try meaning("\(name.dropFirst(ImportForm.meaning.count))=\(value)", of: "text")
        }
        return try items + values.lines("columns").map { try meaning("column:\($0)", of: "columns") }
    }

    private func meaning(_ text: String, of field: String) throws -> ImportMapping.Item {
        do throws(InputError) {
            return try ImportMapping.Item(parsing: text)
        } catch {
            throw Self.error(field, error.summary, error.hint)
        }
    }

    private static func error(_ field: String, _ summary: String, _ hint: String) -> FieldError {
        FieldError(field: field, explanation: Explanation(.input, summary, hint: Hint(hint)))
    }
}
