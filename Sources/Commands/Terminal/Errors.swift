package import Engagement
package import FoundationEssentials
import Glibc
package import Spreadsheet

/// A file that couldn't be read or written.
struct FileFault: Explained {
    let summary: String
    let hint: Hint

    var explanation: Explanation { Explanation(.storage, summary, hint: hint) }
}

/// Something outside the workbook that is missing, busy or failing: a program, a port.
struct OutsideError: Explained {
    let summary: String
    let hint: Hint

    var explanation: Explanation { Explanation(.outside, summary, hint: hint) }
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
