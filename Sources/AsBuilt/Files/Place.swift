/// A line of a file, counted from 1.
///
/// Line 0 means the whole file.
package struct Place: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var file: String
    package var line: Int

    package init(_ file: String, _ line: Int = 0) {
        self.file = file
        self.line = line
    }

    package static func < (left: Place, right: Place) -> Bool {
        (left.file, left.line) < (right.file, right.line)
    }

    package var description: String { line > 0 ? "\(file):\(line)" : file }
}
