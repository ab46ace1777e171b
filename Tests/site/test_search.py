"""The search finds what people look for, and is used with the keyboard alone."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import workbook
from browser import DESK, Watch, address, chromium

# What somebody types, and the page that must come first.
FIRST = [
    ("ADR-0007", "decisions/0007-validation-gates-and-aliases/"),
    ("adr-0007", "decisions/0007-validation-gates-and-aliases/"),
    ("RB-003", "runbooks/roll-back-champion/"),
    ("glossary", "guides/glossary/"),
    ("valid gat alias", "decisions/0007-validation-gates-and-aliases/"),
    ("roll back champ", "runbooks/roll-back-champion/"),
    ("\"promote a model version by hand\"", "runbooks/promote-model-manually/"),
]
# Identifiers, whole and in part: every hit must hold them as they are written, wherever the page has them.
FOUND = ["--dry-run", "champion_model", "mpion_mod", "churn_mlops", "urn_mlop", "databricks.yml", "model_deploy"]


class SearchTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        folder = Path(cls.folder.name)
        made = workbook.shipped_workbook(folder / "workbook")
        # Two identifiers that people paste, in one page each, so that the answer is known.
        extra = made / "content" / "guides" / "identifiers.md"
        extra.write_text(
            "---\nid: identifiers\ntitle: Names to paste\nkind: guide\naudience: customer\n---\n\n# Names to paste\n\n"
            "The view `champion_model` is read with `--dry-run` before a purple elephant walks.\n\n"
            "The elephant, not the purple one.\n", encoding="utf-8")
        cls.site = workbook.build(made, "customer", folder / "site")
        cls.open = chromium()
        cls.browser = cls.open.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.open.__exit__(None, None, None)
        cls.folder.cleanup()

    def setUp(self):
        context = self.browser.new_context(viewport=DESK, reduced_motion="reduce")
        context.set_default_timeout(120_000)
        self.watch = Watch(context, "file://")
        self.page = context.new_page()
        self.page.goto(address(self.site / "runbooks" / "index.html"))
        self.addCleanup(context.close)

    def tearDown(self):
        self.assertEqual(self.watch.take(), [])

    def hits(self, query: str) -> list[tuple[str, str]]:
        """The address below the site and the text of every hit that is shown."""
        page = self.page
        page.locator("#search-input").fill("")
        page.locator("#search-input").fill(query)
        page.wait_for_function("() => !document.querySelector('.search-panel').hidden")
        found = page.locator("[role=option]").evaluate_all(
            "(all) => all.map((e) => [e.dataset.address, e.textContent])")
        return [(address.removeprefix("../"), text) for address, text in found]

    def test_what_people_look_for_comes_first(self):
        for query, expected in FIRST:
            with self.subTest(query):
                hits = self.hits(query)
                self.assertTrue(hits and hits[0][0].startswith(expected), hits[:3])

    def test_identifiers_are_found_whole_and_in_part(self):
        index = (self.site / "search-index.js").read_text(encoding="utf-8").lower().split("\n")
        for query in FOUND:
            with self.subTest(query):
                holding = sum(query in line for line in index)
                self.assertGreater(holding, 0, "the index does not hold it at all")
                hits = self.hits(query)
                self.assertEqual(len(hits), min(holding, 12))
                for place, text in hits:
                    self.assertIn(query, (place + text).lower(), "the hit does not show what was looked for")

    def test_a_phrase_is_found_as_a_phrase(self):
        self.assertEqual([place for place, _ in self.hits("\"purple elephant\"")], ["guides/identifiers/index.html"])
        self.assertEqual(self.hits("\"elephant purple\""), [])
        self.assertEqual(len(self.hits("elephant purple")), 1)

    def test_a_hit_shows_the_words_in_their_place(self):
        [(_, text)] = self.hits("\"purple elephant\"")
        self.assertIn("before a purple elephant walks", text)
        self.assertEqual(self.page.locator("[role=option] mark").all_inner_texts(), ["purple elephant"])

    def test_hits_of_one_kind_are_shown_alone(self):
        page = self.page
        every = self.hits("champion")
        names = page.locator(".search-kinds button").all_inner_texts()
        for name in ("All", "Decisions", "Runbooks", "Handover", "Guides"):
            self.assertIn(name, names)
        for name in ("Decisions", "Runbooks", "Handover", "Guides"):
            # By keyboard: Tab leads from the box to the first button.
            page.locator("#search-input").focus()
            for _ in range(1 + names.index(name)):
                page.keyboard.press("Tab")
            self.assertEqual(page.evaluate("() => document.activeElement.textContent"), name)
            page.keyboard.press("Space")
            shown = page.locator("[role=option]").evaluate_all("(all) => all.map((e) => e.dataset.address)")
            self.assertTrue(shown, name)
            self.assertEqual({place.split("/")[1] for place in shown}, {name.lower()})
            self.assertEqual(page.locator(".search-kinds [aria-pressed=true]").all_inner_texts(), [name])
            page.wait_for_function(
                "(name) => document.querySelector('[data-search-status]').textContent.includes('in ' + name)", arg=name)
        page.locator(".search-kinds button").first.click()
        self.assertEqual(page.locator("[role=option]").count(), len(every))

    def test_keys_open_move_go_and_close(self):
        page = self.page
        page.keyboard.press("/")
        self.assertEqual(page.evaluate("() => document.activeElement.id"), "search-input")
        self.assertEqual(page.locator("#search-input").input_value(), "", "the slash itself was typed")
        page.keyboard.type("champion")
        page.wait_for_selector("[role=option]")
        self.assertEqual(page.locator("#search-input").get_attribute("aria-expanded"), "true")
        for key, expected in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1)):
            page.keyboard.press(key)
            selected = page.locator("[role=option][aria-selected=true]").get_attribute("id")
            self.assertEqual(selected, f"search-result-{expected}")
            self.assertEqual(
                page.locator("#search-input").get_attribute("aria-activedescendant"), f"search-result-{expected}")
        page.keyboard.press("Escape")
        self.assertFalse(page.locator(".search-panel").is_visible())
        self.assertEqual(page.locator("#search-input").get_attribute("aria-expanded"), "false")
        page.locator("#search-input").fill("RB-003")
        page.wait_for_selector("[role=option]")
        page.keyboard.press("Enter")
        page.wait_for_url("**/runbooks/roll-back-champion/index.html*")

    def test_escape_in_the_buttons_closes_and_leads_back(self):
        page = self.page
        self.hits("champion")
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        self.assertFalse(page.locator(".search-panel").is_visible())
        self.assertEqual(page.evaluate("() => document.activeElement.id"), "search-input")

    def test_tabbing_on_closes_the_results(self):
        page = self.page
        self.hits("champion")
        page.locator(".search-kinds button").last.focus()
        page.keyboard.press("Tab")
        self.assertFalse(page.locator(".search-panel").is_visible())

    def test_the_number_of_hits_is_announced(self):
        page = self.page
        heard = "(words) => document.querySelector('[data-search-status]').textContent === words"
        self.assertEqual(page.locator("[data-search-status]").get_attribute("aria-live"), "polite")
        for query, words in (("\"purple elephant\"", "1 page found"), ("xyzzy-nothing", "Nothing found")):
            self.hits(query)
            page.wait_for_function(heard, arg=words)

    def test_what_is_typed_is_only_text(self):
        page = self.page
        page.locator("#search-input").fill("<img src=x onerror=alert(1)>")
        page.wait_for_function("() => document.querySelector('.search-note').textContent.includes('<img src=x')")
        self.assertEqual(page.locator(".search-panel img").count(), 0)


if __name__ == "__main__":
    unittest.main()
