package import Content
package import Engagement
package import FoundationEssentials
import Glibc
package import Spreadsheet

/// An error of a workbook on disk, with its reason and remedy.
package struct WorkspaceError: Explained {
    package let explanation: Explanation

    private init(_ kind: Explanation.Kind, _ summary: String, _ hint: Hint) {
        explanation = Explanation(kind, summary, hint: hint)
    }

    /// A file that couldn't be read or written.
    package static func file(_ summary: String, hint: Hint) -> WorkspaceError {
        WorkspaceError(.storage, summary, hint)
    }

    /// Something outside the workbook that is missing, busy or failing: a program, a port.
    package static func outside(_ summary: String, hint: Hint) -> WorkspaceError {
        WorkspaceError(.outside, summary, hint)
    }

    /// A request that can't be carried out as it was made.
    package static func input(_ summary: String, hint: Hint) -> WorkspaceError { WorkspaceError(.input, summary, hint) }
}

/// The contract or the documents have errors, and nothing was done.
package struct InvalidContent: Error {
    package let diagnostics: [Diagnostic]

    package init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

extension SpreadsheetError: Explained {
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
