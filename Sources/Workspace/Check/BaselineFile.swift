import Engagement
import FoundationEssentials
package import Reports

extension Baseline {
    /// Reads the baseline in the file at `path`, from the current folder.
    ///
    /// - Throws: `WorkspaceError` if there is no such file, or if it is not a baseline.
    package static func read(_ path: String, in surroundings: Surroundings) throws -> Baseline {
        let path = surroundings.absolute(path)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw WorkspaceError.input(
                "\(path) cannot be read", hint: "write it with `workbook check --baseline FILE --write-baseline`")
        }
        guard let baseline = try? JSONDecoder().decode(Baseline.self, from: data) else {
            throw WorkspaceError.input(
                "\(path) is not a baseline",
                hint: "write it again with `workbook check --baseline FILE --write-baseline`")
        }
        return baseline
    }

    /// Writes the baseline to the file at `path`, so that a reader never sees half of it.
    package func write(to path: String, in surroundings: Surroundings) throws {
        let path = surroundings.absolute(path)
        do {
            try Data((jsonText(self).text + "\n").utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw WorkspaceError.file("\(path) cannot be written: \(error)", hint: "check the rights on its folder")
        }
    }
}
