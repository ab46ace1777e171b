import Testing

/// The built site in a real browser: accessible, silent, usable with the keyboard and without JavaScript, and valid.
///
/// The checks are Python programs in Tests/site, since Playwright, axe-core and the Nu HTML checker are driven best
/// from there. They find the pages by walking what was built. One after the other: the longest uses two cores.
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
}
