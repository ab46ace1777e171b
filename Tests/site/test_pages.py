"""Every page of both editions, opened from its folder: light and dark, on a phone and on a desk."""

from __future__ import annotations

import hashlib
import re
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import axe
import workbook
from browser import DESK, PHONE, Watch, address, chromium, settle
from playwright.sync_api import Browser, Page

LOOKS = [(DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark")]
OVERFLOW = """() => document.documentElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 3).map((e) => e.outerHTML.slice(0, 100)) : null"""


def look_at(page: Page, name: str, is_known: bool, turn: int) -> list[str]:
    """The faults of the open page in every look.

    Later looks leave out what cannot have changed: the text, where another page with the same was looked at; and,
    as colours do not depend on the width, each scheme is judged at one width, which the pages take in turns. In the
    dark nothing but colours can be otherwise.
    """
    faults = []
    for number, (size, scheme) in enumerate(LOOKS):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        settle(page)
        judges_colours = (size is DESK) == ((scheme == "light") == (turn % 2 == 0))
        found = []
        if scheme == "light" or judges_colours:
            rules = "all but colours" if not judges_colours else "all" if scheme == "light" else "colours"
            found = axe.violations(page, rules, ["main", ".outline"] if is_known and number > 0 else [])
        wide = page.evaluate(OVERFLOW)
        if wide is not None:
            found.append(f"wider than the screen: {wide}")
        faults += [f"{name} at {size['width']} px, {scheme}: {fault}" for fault in found]
    return faults


def text_of(page: Path) -> bytes:
    """What is between the menu and the footer, of which both editions mostly have the same."""
    match = re.search(rb"</nav>\s*(<aside class=\"outline.*|<nav.*|<main.*)<footer", page.read_bytes(), re.DOTALL)
    return hashlib.sha256(match.group(1) if match else page.read_bytes()).digest()


def look_at_all(pages: list[tuple[str, Path, bool]]) -> list[str]:
    faults = []
    with chromium() as browser:
        for edition in workbook.EDITIONS:
            mine = [(path, known) for of, path, known in pages if of == edition]
            if not mine:
                continue
            context = browser.new_context()
            context.add_init_script(axe.SOURCE)
            watch = Watch(context, "file://")
            page = context.new_page()
            for turn, (path, known) in enumerate(mine):
                page.set_viewport_size(DESK)
                page.goto(address(path))
                name = f"{edition}: {path.parent.name}/{path.name}"
                faults += look_at(page, name, known, turn)
                faults += [f"{name}: {fault}" for fault in watch.take()]
            context.close()
    return faults


class PageTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.sites = workbook.build_editions(Path(cls.folder.name))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_every_page_is_sound_in_every_look(self):
        seen: set[bytes] = set()
        pages = []
        for edition in workbook.EDITIONS:
            for page in workbook.pages_of(self.sites[edition]):
                text = text_of(page)
                pages.append((edition, page, text in seen))
                seen.add(text)
        self.assertGreater(len(pages), 120, "the walk over the built folders found too few pages")
        with ThreadPoolExecutor(2) as pool:
            halves = pool.map(look_at_all, [pages[0::2], pages[1::2]])
            faults = [fault for half in halves for fault in half]
        self.assertEqual(faults, [], "\n".join(faults[:40]))
        print(f"looked at {len(pages)} pages in {len(LOOKS)} looks each", flush=True)

    def test_what_opens_over_a_page_is_sound_too(self):
        """The menu and the outline of a phone, and the results of a search."""
        decision = next((self.sites["internal"] / "decisions").glob("0007-*/index.html"))
        faults = []
        with chromium() as browser:
            context = browser.new_context(reduced_motion="reduce")
            context.add_init_script(axe.SOURCE)
            page = context.new_page()
            for size, scheme in LOOKS:
                page.set_viewport_size(size)
                page.emulate_media(color_scheme=scheme)
                for opened in ("search", "menu", "outline"):
                    page.goto(address(decision))
                    if opened == "search":
                        page.locator("#search-input").fill("model")
                        page.wait_for_selector("[role=option]")
                    else:
                        selector = "site-nav" if opened == "menu" else "outline"
                        button = page.locator(f"[popovertarget={selector}]").first
                        if not button.is_visible():
                            continue
                        button.click()
                        self.assertTrue(page.locator(f"#{selector}").is_visible())
                    settle(page)
                    found = axe.violations(page)
                    faults += [f"{opened} at {size['width']} px, {scheme}: {fault}" for fault in found]
        self.assertEqual(faults, [], "\n".join(faults))


class PolicyTests(unittest.TestCase):
    """The policy that a page states is in force where it is opened from a folder."""

    # Each sets a mark when it runs.
    SMUGGLED = (
        "<script>document.documentElement.dataset.ran = 'script'</script>"
        "<img src=x onerror=\"document.documentElement.dataset.ran = 'handler'\">"
        "<iframe srcdoc=\"<script>parent.document.documentElement.dataset.ran = 'frame'</script>\"></iframe>"
        "<base href=\"https://example.com/\">"
        "<p id=styled style=\"position: fixed\">x</p>")

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.site = workbook.build(
            workbook.shipped_workbook(Path(cls.folder.name) / "workbook"), "customer", Path(cls.folder.name) / "site")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def opened(self, browser: Browser, text: str, runs: bool) -> dict:
        copy = self.site / "smuggled.html"
        copy.write_text(text, encoding="utf-8")
        page = browser.new_page()
        page.goto(address(copy))
        if runs:
            page.wait_for_function("() => document.documentElement.dataset.ran", timeout=120_000)
        else:
            # Nothing tells when a script that must not run would have run: this can only pass too early.
            page.wait_for_timeout(200)
        return page.evaluate(
            """() => ({ ran: document.documentElement.dataset.ran || null, base: document.baseURI,
                position: getComputedStyle(document.getElementById("styled")).position })""")

    def test_nothing_smuggled_into_a_page_runs(self):
        text = (self.site / "index.html").read_text(encoding="utf-8").replace("</main>", self.SMUGGLED + "</main>")
        bare = re.sub(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", text)
        self.assertNotEqual(text, bare, "the page states no policy")
        with chromium() as browser:
            without = self.opened(browser, bare, runs=True)
            self.assertEqual((without["ran"] is None, without["position"]), (False, "fixed"), "the bait does not work")
            held = self.opened(browser, text, runs=False)
        self.assertIsNone(held["ran"], "a smuggled script ran")
        self.assertTrue(held["base"].startswith("file://"), f"a smuggled base moved every link to {held['base']}")
        self.assertEqual(held["position"], "static", "a smuggled style was applied")

    def test_every_page_states_the_policy_before_anything_else(self):
        for page in workbook.pages_of(self.site):
            head = page.read_text(encoding="utf-8").partition("<head>")[2].lstrip()
            if "http-equiv=\"refresh\"" in head[:300]:
                continue  # A redirect: it has no script, no style and no text but its link.
            self.assertTrue(
                head.startswith("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "), page)


if __name__ == "__main__":
    unittest.main()
