import Testing

/// The code blocks of the shipped pages are real: they parse, and what they ask of MLflow works.
///
/// The checks are Python programs in Tests/content, since the parsers and MLflow are Python's.
@Suite(.serialized) struct ContentBlocksTests {
    @Test(.timeLimit(.minutes(60))) func `the check of the code blocks finds what is wrong`() async throws {
        try await PythonProgram(path: "content/test_check_blocks.py").run()
    }

    @Test(.timeLimit(.minutes(60))) func `every code block of the pages parses in its language`() async throws {
        try await PythonProgram(path: "content/check_blocks.py").run()
    }

    @Test(.timeLimit(.minutes(60))) func `every runbook has what its reader relies on`() async throws {
        try await PythonProgram(path: "content/test_runbooks.py").run()
    }

    @Test(.timeLimit(.minutes(60))) func `every command of the Databricks CLI has the verb and flags of the pages`()
        async throws
    {
        try await PythonProgram(path: "content/test_cli.py").run()
    }

    @Test(.timeLimit(.minutes(60))) func `no page names a product by a withdrawn name alone`() async throws {
        try await PythonProgram(path: "content/test_names.py").run()
    }

    // The program ends itself after three minutes, and its server after five.
    @Test(.timeLimit(.minutes(50))) func `what the pages do with MLflow works against a real MLflow server`()
        async throws
    {
        try await PythonProgram(path: "content/test_mlflow.py").run()
    }
}
