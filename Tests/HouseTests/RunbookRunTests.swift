import Testing

/// Runbooks that are followed at a terminal, as a person follows them: by the built program, through a pseudo terminal.
@Suite(.serialized) struct RunbookRunTests {
    @Test(.timeLimit(.minutes(60)))
    func `a run asks before each command, hides secrets, and resumes after 40 kills`() async throws {
        print(try await PythonProgram(path: "runs/test_runs.py", arguments: ["--kills", "40", "--seed", "12"]).run())
    }
}
