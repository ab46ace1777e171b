"""Checks that a page that names a product by a withdrawn name has the present name, too."""

from __future__ import annotations

import re
import unittest

from blocks import ROOT

# The withdrawn name, the present one, and since when. Read on 2026-11-27; guides/product-names.md is the page for readers.
NAMES = [
    (r"Asset Bundles?|\bDABs?\b", "Declarative Automation Bundles", "CLI 0.295.0, March 2026"),
    (r"Databricks Workflows", "Lakeflow Jobs", "2025"),
    (r"Delta Live Tables|\bDLT\b", "Lakeflow", "2025"),
    (r"Lakehouse Monitoring", "data profiling", "2025"),
    (r"\bonline tables?\b", "Online Feature Store", "online tables are not accessible any more"),
    (r"Workspace Model Registry|workspace registry", "Unity Catalog", "stages have no successor but aliases"),
    (r"budget polic(?:y|ies)", "usage policy", "2025"),
    (r"Databricks Repos", "Git folder", "2024"),
    (r"Databricks Runtime for ML", "Databricks Runtime ML", "spelling of the documentation"),
    (r"Databricks SQL Analytics", "Databricks SQL", "2021"),
    (r"legacy inference table|auto_capture_config", "AI Gateway", "can no longer be switched on"),
]
PAGES = sorted((ROOT / "content").rglob("*.md")) + sorted((ROOT / "site/beginning").glob("*.md"))


def faults(text: str) -> list[str]:
    """What the text names only by its withdrawn name. Line breaks count as spaces."""
    text = " ".join(re.sub(r"^> ?", "", line) for line in text.splitlines())
    text = re.sub(r"\s+", " ", text)
    return [f"{found[0]} without {present} ({since})"
            for old, present, since in NAMES
            if (found := re.search(old, text)) and present.lower() not in text.lower()]


class NameTests(unittest.TestCase):
    def test_no_page_names_a_product_by_a_withdrawn_name_alone(self):
        self.assertGreater(len(PAGES), 70)
        found = [f"{page.relative_to(ROOT)}: {fault}"
                 for page in PAGES for fault in faults(page.read_text(encoding="utf-8"))]
        self.assertEqual(found, [], "\n" + "\n".join(found))

    def test_a_withdrawn_name_alone_would_be_found(self):
        self.assertEqual(len(faults("Databricks Asset\nBundles, and Delta Live Tables")), 2)
        self.assertEqual(faults("Declarative Automation Bundles, formerly Databricks Asset Bundles"), [])

    def test_the_page_about_names_has_each_of_them(self):
        text = (ROOT / "content/guides/product-names.md").read_text(encoding="utf-8")
        for old, present, _ in NAMES[:7]:
            with self.subTest(name=present):
                self.assertRegex(text, old)
                self.assertIn(present.lower(), text.lower())


if __name__ == "__main__":
    unittest.main()
