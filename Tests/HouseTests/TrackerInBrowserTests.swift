import Testing

/// The served tracker in a real browser: accessible, usable with and without JavaScript, and deaf to hostile input.
///
/// The checks are Python programs in Tests/site. One after the other, beside those of the built site.
@Suite(.serialized) struct TrackerInBrowserTests {
    @Test(.timeLimit(.minutes(60))) func `the served tracker is sound and shows what is new`() async throws {
        try await PythonProgram(path: "site/test_tracker.py").run()
    }

    @Test(.timeLimit(.minutes(60))) func `a project manager's tasks work in the tracker, with and without JavaScript`()
        async throws
    {
        try await PythonProgram(path: "site/test_tracker_forms.py").run()
    }

    @Test(.timeLimit(.minutes(120))) func `nothing that somebody writes runs in a reader's browser`() async throws {
        try await PythonProgram(path: "site/test_hostile.py").run()
    }
}
