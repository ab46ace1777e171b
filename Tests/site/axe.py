"""What axe-core finds on a page, in words."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A colour scheme changes colours and nothing else, so only these rules can answer otherwise.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]

_RUN = """async ([options, exclude]) => {
  const found = await axe.run({ include: [document], exclude }, options);
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `axe ${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`));
}"""


def violations(page: Page, rules: str = "all", without: list[str] = []) -> list[str]:
    """What axe-core finds under `rules` (all of TAGS, those of colours, or all but those), outside of `without`.

    The page's context must have SOURCE as an init script: a page's own policy lets no script in later.
    """
    only = {"type": "rule", "values": COLOUR_RULES} if rules == "colours" else {"type": "tag", "values": TAGS}
    off = {rule: {"enabled": False} for rule in COLOUR_RULES if rules == "all but colours"}
    options = {"runOnly": only, "rules": off, "resultTypes": ["violations"], "preload": False}
    return page.evaluate(_RUN, [options, [[selector] for selector in without]])
