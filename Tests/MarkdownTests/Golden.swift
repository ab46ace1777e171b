import FoundationEssentials
import Testing

/// Text files beside the tests: what is put in, and what must come out.
///
/// With `RECORD_SNAPSHOTS=1` in the environment a test writes what came out, and fails once.
enum Golden {
    private static func path(_ name: String, _ file: String) -> String {
        String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)]) + "/Goldens/" + name
    }

    static func read(_ name: String, file: String = #filePath) throws -> String {
        try String(contentsOfFile: path(name, file), encoding: .utf8)
    }

    static func expect(
        _ actual: String, equals name: String, file: String = #filePath,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try actual.write(toFile: path(name, file), atomically: true, encoding: .utf8)
            Issue.record("recorded \(name)", sourceLocation: location)
            return
        }
        let expected = try read(name, file: file)
        guard actual != expected else { return }
        let (now, was) = (
            actual.split(separator: "\n", omittingEmptySubsequences: false),
            expected.split(separator: "\n", omittingEmptySubsequences: false)
        )
        let line = zip(now, was).enumerated().first { $1.0 != $1.1 }?.offset ?? min(now.count, was.count)
        Issue.record(
            """
            \(name) differs in line \(line + 1)
            - \(line < was.count ? String(was[line]) : "(end)")
            + \(line < now.count ? String(now[line]) : "(end)")
            """, sourceLocation: location)
    }
}
