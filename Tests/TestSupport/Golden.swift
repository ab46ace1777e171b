import Foundation
package import Testing

/// Compares `actual` with the file `Goldens/NAME` beside the test that calls this.
///
/// Where the file is missing, or RECORD_GOLDENS=1 is set, it is written and the test fails, so that a
/// recording never passes unread.
package func expectGolden(
    _ actual: String, _ name: String, file: String = #filePath, location: SourceLocation = #_sourceLocation
) throws {
    let url = URL(filePath: file).deletingLastPathComponent().appending(path: "Goldens").appending(path: name)
    let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1"
    guard !isRecording, let expected = try? String(contentsOf: url, encoding: .utf8) else {
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try actual.write(to: url, atomically: true, encoding: .utf8)
        Issue.record("recorded \(name); read it, and run the test again", sourceLocation: location)
        return
    }
    guard actual != expected else { return }
    let difference = actual.split(separator: "\n", omittingEmptySubsequences: false)
        .difference(from: expected.split(separator: "\n", omittingEmptySubsequences: false))
    let lines = difference.prefix(40).map { change in
        switch change {
        case .insert(let offset, let line, _): "\(offset + 1) now:  \(line)"
        case .remove(let offset, let line, _): "\(offset + 1) once: \(line)"
        }
    }
    Issue.record(
        "differs from \(name):\n\(lines.joined(separator: "\n"))", sourceLocation: location)
}

/// The text of the file `Goldens/NAME` beside the test that calls this.
package func golden(_ name: String, file: String = #filePath) throws -> String {
    let url = URL(filePath: file).deletingLastPathComponent().appending(path: "Goldens").appending(path: name)
    return try String(contentsOf: url, encoding: .utf8)
}
