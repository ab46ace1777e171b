import Testing

/// The built site and the served tracker in a real browser: accessible, silent, usable with the keyboard and without
/// JavaScript, valid, and deaf to hostile input.
///
/// The checks are Python programs in Tests/site, since Playwright, axe-core and the Nu HTML checker are driven best
/// from there. They find the pages by walking what was built. One after the other: each uses both cores.
@Suite(.serialized) struct SiteInBrowserTests {
    @Test(.timeLimit(.minutes(120))) func `every page of both editions is sound in light and dark, on phone and desk`()
        async throws
    {
        try await PythonProgram(path: "site/test_pages.py").run()
    }

    @Test(.timeLimit(.minutes(60))) func `every page is valid HTML`() async throws {
        try await PythonProgram(path: "site/test_markup.py").run()
    }

    @Test(.timeLimit(.minutes(60))) func `everything on a page is reached and used with the keyboard alone`()
        async throws
    {
        try await PythonProgram(path: "site/test_keyboard.py").run()
    }

    @Test(.timeLimit(.minutes(60))) func `the search finds what people look for`() async throws {
        try await PythonProgram(path: "site/test_search.py").run()
    }

    @Test(.timeLimit(.minutes(60))) func `the site reads without JavaScript`() async throws {
        try await PythonProgram(path: "site/test_without_javascript.py").run()
    }

    @Test(.timeLimit(.minutes(60))) func `a runbook's values fill its commands, and its rehearsal is imported`()
        async throws
    {
        try await PythonProgram(path: "site/test_runbook.py").run()
    }

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
