import Engagement
import FoundationEssentials
import Glibc
import Knowledge
import Processes

/// The interpreters that a run keeps open, one for each language, and the private folder that their blocks are in.
actor RunSessions {
    private let folder: String
    private let directory: String
    private let environment: [String: String]
    private var sessions: [CommandSession.Interpreter: CommandSession] = [:]

    /// - Parameter secrets: Variables that only the commands see.
    init(directory: String, environment: [String: String], secrets: [String: String]) throws(WorkspaceError) {
        var template = Array(
            ((environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp") + "/workbook-run-XXXXXX")
                .utf8CString)
        guard mkdtemp(&template) != nil else {
            throw WorkspaceError.file(
                "no temporary folder can be made: \(String(cString: strerror(errno)))",
                hint: "set TMPDIR to a folder that you may write to")
        }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.directory = directory
        self.environment = environment.merging(secrets) { _, secret in secret }
    }

    func run(
        _ text: String, in language: CommandText.Language, show: @escaping @Sendable ([UInt8]) -> Void
    ) async -> CommandSession.Ending {
        let interpreter: CommandSession.Interpreter =
            switch language {
            case .bash: .bash
            case .sh: .sh
            case .zsh: .zsh
            case .python, .sql: .python3
            }
        guard
            let session = sessions[interpreter]
                ?? CommandSession(interpreter, folder: folder, directory: directory, environment: environment)
        else { return .notStarted(reason: "\(interpreter.rawValue) is not in a folder of PATH") }
        sessions[interpreter] = session
        return await session.run(text, show: show)
    }

    func close() async {
        for session in sessions.values { await session.close() }
        sessions = [:]
        rmdir(folder)
    }
}
