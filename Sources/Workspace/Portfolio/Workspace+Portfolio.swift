import Engagement
import FoundationEssentials
import Ledger
package import Reports

extension Workspace {
    /// Reads the engagements in `folders` on as many threads as there are processors.
    ///
    /// - Returns: A line or an error for each folder, in their order.
    package static func portfolio(
        _ folders: [String], in surroundings: Surroundings
    ) async -> [(folder: String, line: Result<PortfolioLine, any Error>)] {
        let readers = max(1, min(folders.count, ProcessInfo.processInfo.activeProcessorCount))
        return await withTaskGroup { group in
            for reader in 0..<readers {
                group.addTask {
                    var part: [(Int, Result<PortfolioLine, any Error>)] = []
                    for index in stride(from: reader, to: folders.count, by: readers) {
                        let workspace = Workspace(root: surroundings.absolute(folders[index]), in: surroundings)
                        do {
                            let report = try await BlockingThread.run { try workspace.report() }
                            part.append((index, .success(PortfolioLine(folder: folders[index], report))))
                        } catch {
                            part.append((index, .failure(error)))
                        }
                    }
                    return part
                }
            }
            var lines: [(Int, Result<PortfolioLine, any Error>)] = []
            for await part in group { lines += part }
            return lines.sorted { $0.0 < $1.0 }.map { (folders[$0.0], $0.1) }
        }
    }
}
