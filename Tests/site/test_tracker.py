"""The served tracker: every page of its own and one of each kind of the site's, as a browser sees them."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import axe
import workbook
from browser import DESK, PHONE, Walk, Watch, chromium, leave, settle
from playwright.sync_api import Page, Response
from test_markup import findings

# What a policy must forbid by header, whatever a page says.
POLICY = {
    "default-src": ["'none'"], "script-src": ["'self'"], "style-src": ["'self'"], "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
INLINE = """() => [...document.querySelectorAll("script:not([src]), style, [style]"),
    ...[...document.querySelectorAll("*")].filter((e) => [...e.attributes].some((a) => a.name.startsWith("on")))]
  .map((e) => e.outerHTML.slice(0, 100))"""
# A page of each kind of the tracker's own.
TRACKER = [
    "/", "/status", "/time?week=2026-W49", "/time/entry", "/time/month?month=2026-12", "/time/engagement", "/plan",
    "/prerequisites", "/prerequisites/existing-ml-pipeline", "/activities", "/activities/kickoff", "/board", "/changes",
    "/changes/new", "/changes/CR-1", "/risks", "/risks/new", "/sessions", "/sessions/new", "/questions",
    "/questions/new", "/rehearsals", "/rehearsals/new", "/acceptance", "/acceptance/architecture-decided", "/history",
]


def folder_of(path: str) -> str:
    """Pages in one folder are of one kind, its index apart."""
    names = path.split("/")
    return "/".join(names[:3] if names[1] == "site" else names[:2]) + f" at {len(names)}"


class TrackerTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.workbook = workbook.shipped_workbook(Path(cls.folder.name) / "workbook")
        cls.serving = workbook.served(cls.workbook)
        cls.server = cls.serving.__enter__()
        cls.open = chromium()
        cls.browser = cls.open.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.open.__exit__(None, None, None)
        cls.serving.__exit__(None, None, None)
        cls.folder.cleanup()

    def setUp(self):
        context = self.browser.new_context(viewport=DESK, reduced_motion="reduce")
        context.set_default_timeout(120_000)
        context.add_init_script(axe.SOURCE)
        self.watch = Watch(context, self.server)
        self.page = context.new_page()
        self.addCleanup(leave, context)

    def look(self, page: Page, response: Response) -> list[str]:
        faults = []
        if response.status != 200:
            faults.append(f"status {response.status}")
        stated = response.headers.get("content-security-policy", "")
        policy = {words[0]: words[1:] for words in (part.split() for part in stated.split(";")) if words}
        faults += [f"policy of the server: {name} is {policy.get(name)}" for name, value in POLICY.items()
                   if policy.get(name) != value]
        faults += [f"inline: {found}" for found in page.evaluate(INLINE)]
        for size in (DESK, PHONE):
            for scheme in ("light", "dark"):
                page.set_viewport_size(size)
                page.emulate_media(color_scheme=scheme)
                settle(page)
                found = axe.violations(page, "colours" if scheme == "dark" else "all")
                if page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
                    found.append("wider than the screen")
                faults += [f"{size['width']} px, {scheme}: {fault}" for fault in found]
        return faults + self.watch.take()

    def test_every_kind_of_page_is_sound(self):
        """Follows the links from the first page: some pages of each kind."""
        page, faults = self.page, []
        walk = Walk(self.server, folder_of, most=2)
        for address in walk.addresses(page):
            response = page.goto(address)
            if response.headers.get("content-type", "").startswith("text/html"):
                faults += [f"{address.removeprefix(self.server)}: {fault}" for fault in self.look(page, response)]
        self.assertGreater(len(walk.visits), 12, walk.visits)
        self.assertEqual(faults, [], "\n".join(faults[:40]))

    def test_the_checker_of_markup_finds_no_error_on_pages_of_the_tracker(self):
        folder = Path(self.folder.name) / "markup"
        folder.mkdir()
        for path in TRACKER:
            response = self.page.request.get(self.server + path)
            self.assertEqual(response.status, 200, path)
            name = "".join(letter if letter.isalnum() else "-" for letter in path)
            (folder / f"page{name}.html").write_text(response.text(), encoding="utf-8")
        faults = [f"{Path(message['url']).name}:{message.get('lastLine')} {message['message']}"
                  for message in findings([folder]) if message["type"] == "error"]
        self.assertEqual(faults, [], "\n".join(faults[:20]))

    def test_a_page_that_is_not_there_is_a_page_too(self):
        response = self.page.goto(self.server + "/site/nowhere.html")
        self.assertEqual(response.status, 404)
        faults = [fault for fault in self.look(self.page, response)
                  if not fault.startswith(("status 404", "console error: Failed to load resource"))]
        self.assertEqual(faults, [])

    def test_a_policy_by_header_stops_what_a_page_is_given(self):
        page = self.page
        page.goto(self.server + "/")
        page.evaluate(
            """() => { const script = document.createElement("script");
                script.textContent = "document.documentElement.dataset.ran = 'yes'"; document.body.append(script); }""")
        self.assertIsNone(page.evaluate("() => document.documentElement.dataset.ran || null"))
        self.assertIn("Content Security Policy", "".join(self.watch.take()))

    def test_an_open_page_shows_what_was_written_at_once(self):
        # A workbook of its own: here pages load themselves anew while they are looked at.
        folder = workbook.shipped_workbook(Path(self.folder.name) / "edited", life=False)
        serving = workbook.served(folder)
        self.addCleanup(serving.__exit__, None, None, None)
        page = self.browser.new_page()
        self.addCleanup(page.close)
        page.goto(serving.__enter__() + "/site/guides/glossary/index.html")
        file = folder / "content" / "guides" / "glossary.md"
        written = file.read_text(encoding="utf-8")
        for words in ("A purple elephant walks.", "A green elephant runs."):
            file.write_text(written + f"\n{words}\n", encoding="utf-8")
            page.wait_for_function(
                "(words) => document.querySelector('main').textContent.includes(words)", arg=words, timeout=120_000)
        # A contract that cannot be read leaves the last good pages where they are.
        contract = folder / "content" / "engagement.yaml"
        agreed = contract.read_text(encoding="utf-8")
        contract.write_text("title: [\n", encoding="utf-8")
        page.wait_for_timeout(1_000)
        self.assertIn("A green elephant runs.", page.locator("main").inner_text())
        contract.write_text(agreed, encoding="utf-8")
        file.write_text(written, encoding="utf-8")
        page.wait_for_function("() => !document.querySelector('main').textContent.includes('elephant')", timeout=120_000)


if __name__ == "__main__":
    unittest.main()
