import Content
import Engagement

extension Workspace {
    /// Returns how many points the pages say are still to be decided, read or filled.
    package func openPoints() throws -> Int {
        do {
            return try OpenPoints.count(at: root)
        } catch {
            throw WorkspaceError.file("the pages cannot be read: \(error)", hint: "check the rights on content/")
        }
    }
}
