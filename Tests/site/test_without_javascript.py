"""Without JavaScript the site still reads: menu, index, every word, and what opens by a click."""

from __future__ import annotations

import re
import tempfile
import unittest
from html import unescape
from pathlib import Path

import workbook
from browser import DESK, PHONE, Watch, address, chromium
from playwright.sync_api import Page


def words_of(page: Path) -> list[str]:
    """The words of the main part as they are written in the file, whatever a browser makes of them."""
    main = re.search(r"<main.*?</main>", page.read_text(encoding="utf-8"), re.DOTALL).group(0)
    # Drawings hold text of their own; buttons say what they do, and are shown where they do it.
    main = re.sub(r"<(svg|button).*?</\1>", " ", main, flags=re.DOTALL)
    return sorted(re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", main))))


class WithoutJavaScriptTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.site = workbook.build_editions(Path(cls.folder.name))["customer"]
        cls.open = chromium()
        cls.browser = cls.open.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.open.__exit__(None, None, None)
        cls.folder.cleanup()

    def page(self, path: Path, size: dict = DESK) -> Page:
        context = self.browser.new_context(java_script_enabled=False, viewport=size)
        context.set_default_timeout(120_000)
        self.addCleanup(context.close)
        page = context.new_page()
        self.watch = Watch(context, "file://")
        page.goto(address(path))
        return page

    def test_the_menu_is_reachable(self):
        for size in (DESK, PHONE):
            page = self.page(self.site / "index.html", size)
            menu = page.locator("#site-nav")
            if not menu.is_visible():
                page.locator(".menu-button").click()
            self.assertTrue(menu.is_visible(), size)
            menu.locator("summary", has_text="Guides").click()
            menu.get_by_role("link", name="Glossary").click()
            page.wait_for_url("**/guides/glossary/index.html")

    def test_the_index_stands_in_for_the_search(self):
        page = self.page(self.site / "index.html", PHONE)
        self.assertFalse(page.locator("#search-input").is_visible(), "a box that does nothing is shown")
        page.get_by_role("link", name="Index A–Z").first.click()
        page.wait_for_url("**/search/index.html")
        page.locator("main").get_by_role("link", name="Validation gates and aliases").first.click()
        page.wait_for_url("**/0007-validation-gates-and-aliases/index.html")

    def test_the_index_names_every_page(self):
        index = (self.site / "search" / "index.html").read_text(encoding="utf-8")
        named = set(re.findall(r'href="\.\./([^"#]+)"', index))
        for page in workbook.pages_of(self.site):
            path = page.relative_to(self.site).as_posix()
            # What is printed holds the same pages once more.
            if path.startswith("print/"):
                continue
            if path not in ("404.html", "search/index.html") and "http-equiv=\"refresh\"" not in page.read_text():
                self.assertIn(path, named)

    def test_every_word_of_every_page_can_be_read(self):
        page = self.page(self.site / "index.html")
        for path in workbook.pages_of(self.site):
            if path.name == "404.html" or "http-equiv=\"refresh\"" in path.read_text(encoding="utf-8"):
                continue
            page.goto(address(path))
            for details in page.locator("main details").all():
                if details.get_attribute("open") is None:
                    details.locator("> summary").click()
            shown = page.locator("main").inner_text()
            for said in page.locator("main .visually-hidden").all_inner_texts():
                shown += " " + said
            # CSS may write words in capitals, and put what it likes beside them; it may not hide one.
            missing = set(word.lower() for word in words_of(path)) - set(re.findall(r"\w+", shown.lower()))
            self.assertEqual(missing, set(), f"{path.relative_to(self.site)}: not to be seen without JavaScript")
        self.assertEqual(self.watch.take(), [])


if __name__ == "__main__":
    unittest.main()
