"""Everything on a page is reached and used with the keyboard alone, and one sees where one is."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import workbook
from browser import DESK, PHONE, address, chromium
from playwright.sync_api import Page

# Marks every stop that Tab ought to make, in the order of the document, and remembers how it looks unfocused.
STOPS = """() => {
  const look = (e) => {
    const style = getComputedStyle(e);
    return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.borderColor, style.backgroundColor].join();
  };
  const wanted = "a[href], button, input, select, textarea, summary, [tabindex]";
  const stops = [...document.querySelectorAll(wanted)].filter((e) =>
    e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }));
  stops.forEach((e, index) => { e.__stop = index; e.__look = look(e); });
  window.__look = look;
  return stops.map((e) => e.outerHTML.slice(0, 90));
}"""
# Where the focus is; whether it can be seen, and whether the sticky header or another element hides it.
FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e);
  const isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  const isSeen = [...e.getClientRects()].some((r) =>
    [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].some(([x, y]) => {
      const hit = document.elementFromPoint(r.left + r.width * x, r.top + r.height * y);
      return hit && (e.contains(hit) || hit.contains(e) && hit !== document.documentElement && hit !== document.body);
    }));
  return { stop: e.__stop ?? null, html: e.outerHTML.slice(0, 90), isSeen,
    isMarked: (isOutlined || style.boxShadow !== "none") && window.__look(e) !== e.__look };
}"""


def longest(site: Path, folder: str) -> Path:
    return max((site / folder).glob("*/index.html"), key=lambda page: page.stat().st_size)


class KeyboardTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.site = workbook.build_editions(Path(cls.folder.name))["internal"]
        cls.open = chromium()
        cls.browser = cls.open.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.open.__exit__(None, None, None)
        cls.folder.cleanup()

    def page(self, path: Path, size: dict = DESK) -> Page:
        page = self.browser.new_page(viewport=size, reduced_motion="reduce")
        page.set_default_timeout(120_000)
        self.addCleanup(page.close)
        page.goto(address(path))
        return page

    def representatives(self) -> list[Path]:
        site = self.site
        return [
            site / "index.html", longest(site, "runbooks"), site / "decisions" / "index.html",
            site / "engagement" / "status" / "index.html", site / "engagement" / "scope" / "index.html",
            site / "runbooks" / "ownership-handover" / "index.html",
            site / "search" / "index.html", site / "architecture" / "production-architecture" / "index.html",
        ]

    def test_tab_reaches_everything_in_the_order_of_the_page(self):
        for path in self.representatives():
            for size in (DESK, PHONE):
                name = f"{path.parent.name}/{path.name} at {size['width']} px"
                with self.subTest(name):
                    self.walk(self.page(path, size), name)

    def walk(self, page: Page, name: str) -> None:
        stops = page.evaluate(STOPS)
        self.assertGreater(len(stops), 5, name)
        self.assertIn("class=\"skip\"", stops[0], f"{name}: the first stop is not the way past the header")
        reached = []
        for _ in range(len(stops) + 20):
            page.keyboard.press("Tab")
            at = page.evaluate(FOCUS)
            if at is None:
                break
            self.assertTrue(at["isMarked"], f"{name}: one does not see that the focus is on {at['html']}")
            self.assertTrue(at["isSeen"], f"{name}: something hides the focused {at['html']}")
            self.assertIsNotNone(at["stop"], f"{name}: an unexpected stop at {at['html']}")
            reached.append(at["stop"])
            if len(reached) == len(stops):
                break
        missed = [stops[stop] for stop in range(len(stops)) if stop not in reached]
        self.assertEqual(missed, [], f"{name}: Tab does not reach these")
        self.assertEqual(reached, sorted(reached), f"{name}: Tab leaves the order of the page")

    def test_the_first_stop_leads_past_the_header(self):
        page = self.page(longest(self.site, "runbooks"))
        page.keyboard.press("Tab")
        box = page.locator(".skip").bounding_box()
        self.assertGreaterEqual(min(box["x"], box["y"]), 0, "the focused skip link is off the screen")
        page.keyboard.press("Enter")
        self.assertEqual(page.evaluate("() => document.activeElement.id"), "content")
        page.keyboard.press("Tab")
        self.assertTrue(page.evaluate("() => document.getElementById('content').contains(document.activeElement)"))

    def test_enter_follows_a_link(self):
        page = self.page(self.site / "decisions" / "index.html")
        page.locator("main table a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/decisions/0001-*/index.html")

    def test_space_and_enter_press_buttons(self):
        page = self.page(longest(self.site, "runbooks"))
        page.locator("[data-theme-button]").focus()
        for key, theme in (("Space", "light"), ("Enter", "dark"), ("Space", None)):
            page.keyboard.press(key)
            self.assertEqual(page.evaluate("() => document.documentElement.dataset.theme || null"), theme)
        page.locator("button.copy").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.querySelector('button.copy').textContent !== 'Copy'")

    def test_the_menu_of_a_phone_opens_and_closes(self):
        page = self.page(self.site / "index.html", PHONE)
        menu = page.locator("#site-nav")
        self.assertFalse(menu.is_visible())
        page.locator(".menu-button").focus()
        page.keyboard.press("Enter")
        self.assertTrue(menu.is_visible())
        page.keyboard.press("Tab")
        self.assertTrue(page.evaluate("() => document.getElementById('site-nav').contains(document.activeElement)"))
        page.keyboard.press("Escape")
        self.assertFalse(menu.is_visible())

    def test_space_opens_details(self):
        page = self.page(self.site / "engagement" / "scope" / "index.html")
        page.locator("main summary").first.focus()
        for is_open in (True, False):
            page.keyboard.press("Space")
            self.assertEqual(page.evaluate("() => document.querySelector('main details').open"), is_open)


if __name__ == "__main__":
    unittest.main()
