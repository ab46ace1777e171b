package import Content
package import Engagement
package import FoundationEssentials
import Glibc
package import Spreadsheet

/// A file that couldn't be read or written.
package struct FileFault: Explained {
    package let summary: String
    package let hint: Hint

    package init(summary: String, hint: Hint) {
        self.summary = summary
        self.hint = hint
    }

    package var explanation: Explanation { Explanation(.storage, summary, hint: hint) }
}

/// Something outside the workbook that is missing, busy or failing: a program, a port.
package struct OutsideError: Explained {
    package let summary: String
    package let hint: Hint

    package init(summary: String, hint: Hint) {
        self.summary = summary
        self.hint = hint
    }

    package var explanation: Explanation { Explanation(.outside, summary, hint: hint) }
}

/// A request that can't be carried out as it was made.
package struct UnusableInput: Explained {
    package let summary: String
    package let hint: Hint

    package init(_ summary: String, hint: Hint) {
        self.summary = summary
        self.hint = hint
    }

    package var explanation: Explanation { Explanation(.input, summary, hint: hint) }
}

/// The contract or the documents have errors, and nothing was done.
package struct InvalidContent: Error {
    package let diagnostics: [Diagnostic]

    package init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

extension SpreadsheetFault: Explained {
    package var explanation: Explanation {
        Explanation(.storage, "not written: \(message)", hint: "check the folder, and that the disk has room")
    }
}

extension CocoaError: Explained {
    /// Foundation's errors about files.
    package var explanation: Explanation {
        let reason = (underlying as? POSIXError).map { String(cString: strerror($0.code.rawValue)) }
        return Explanation(
            .storage, "\(filePath ?? "a file") cannot be read or written: \(reason ?? "\(self)")",
            hint: "check the rights on the file, and that the disk has room")
    }
}
