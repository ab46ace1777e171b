"""Checks what a tired reader of a runbook relies on: the box on top, safe variables, and the shell that is announced."""

from __future__ import annotations

import re
import shutil
import subprocess
import unittest
from pathlib import Path

from blocks import ROOT, Block, Fault, all_blocks, without_front_matter

RUNBOOKS = sorted((ROOT / "content/runbooks").glob("*.md"))
BASH = [one for one in all_blocks() if not isinstance(one, Fault) and one.language == "bash"]

# Variables whose pages test them for emptiness, so an empty value is an answer and not a mistake.
MAY_BE_EMPTY = {"RETRAIN_ID", "REPAIR_ID", "ACTIVE", "QUEUED_ID", "GOOD"}
GIVEN = {"HOME", "PATH", "BASH_VERSION"}

ASSIGNMENT = re.compile(
    r"(?:^|[\s;&|({])(?:export |local )?([A-Z_][A-Z0-9_]*)=|\bfor ([A-Z_][A-Z0-9_]*) in"
    r"|\bread (?:-\w+ )*((?:[A-Z_][A-Z0-9_]*\s*)+)")
USE = re.compile(r"\$(?:\{([A-Z_][A-Z0-9_]*)\}|([A-Z_][A-Z0-9_]*))")


def without_literals(text: str) -> str:
    """The text with the inside of single quotes and the comments blanked, at the same length."""
    out, single, double, comment = [], False, False, False
    previous = "\n"
    for character in text:
        if comment:
            comment = character != "\n"
            out.append(" " if comment else character)
        elif single:
            single = character != "'"
            out.append(" " if character != "\n" else character)
        elif character == "'" and not double:
            single = True
            out.append(" ")
        elif character == "#" and not double and previous in " \n":
            comment = True
            out.append(" ")
        else:
            if character == '"':
                double = not double
            out.append(character)
        previous = character
    return "".join(out)


def unguarded(text: str) -> set[str]:
    """The variables of earlier blocks that a block uses without `${NAME:?}`."""
    text = without_literals(text)
    assigned: dict[str, int] = {}
    for found in ASSIGNMENT.finditer(text):
        for name in " ".join(filter(None, found.groups())).split():
            assigned.setdefault(name, found.start())
    guarded = {name: text.index("${" + name + ":?") for name in re.findall(r"\$\{([A-Z_][A-Z0-9_]*):\?", text)}
    faults = set()
    for found in USE.finditer(text):
        name = found[1] or found[2]
        known = min(assigned.get(name, len(text)), guarded.get(name, len(text)))
        if name not in MAY_BE_EMPTY | GIVEN and known > found.start():
            faults.add(name)
    return faults


def tags(text: str) -> list[str]:
    found = re.search(r"^tags: \[(.*)\]$", text, re.MULTILINE)
    return [one.strip() for one in found[1].split(",")] if found else []


def box(text: str) -> list[str]:
    """The items of the box that follows the title directly, or none."""
    found = re.search(r"^# .+\n\n> \[!IMPORTANT\]\n((?:> .*\n)+)", without_front_matter(text), re.MULTILINE)
    return re.findall(r"^> - (.*)$", found[1], re.MULTILINE) if found else []


class BoxTests(unittest.TestCase):
    def alert_pages(self) -> list[tuple[Path, str]]:
        found = [(page, page.read_text(encoding="utf-8")) for page in RUNBOOKS]
        return [(page, text) for page, text in found if "alert" in tags(text)]

    def test_each_alert_runbook_opens_with_a_box_of_at_most_five_lines(self):
        pages = self.alert_pages()
        self.assertGreater(len(pages), 8)
        for page, text in pages:
            with self.subTest(page=page.name):
                items = box(text)
                self.assertIn(len(items), range(3, 6))
                self.assertTrue(items[0].startswith("**How bad:**"), items[0])
                self.assertTrue(any("go to sleep" in one for one in items), "says when it can wait")

    def test_the_box_announces_each_tool_that_the_page_switches_to(self):
        for page, text in self.alert_pages():
            with self.subTest(page=page.name):
                tools = " ".join(one for one in box(text) if one.startswith("**Tools:**"))
                self.assertIn("`bash`", tools)
                if "\n   ```sql" in text or "\n```sql" in text:
                    self.assertIn("SQL editor", tools)


class BlockTests(unittest.TestCase):
    def test_each_runbook_asks_for_bash_before_its_first_command(self):
        for page in RUNBOOKS:
            text = page.read_text(encoding="utf-8")
            if "```bash" not in text:
                continue
            with self.subTest(page=page.name):
                self.assertRegex(text[:text.index("```bash")], r"[Tt]ype\s+`bash`|started\s+with\s+`bash`|`bash`\s+first")

    def test_no_block_of_a_runbook_uses_a_variable_that_may_be_unset(self):
        faults = [f"{one}: {sorted(names)}" for one in BASH
                  if one.file.startswith("content/runbooks/") and (names := unguarded(one.text))]
        self.assertEqual(faults, [], "\n" + "\n".join(faults))

    def test_a_variable_that_may_be_unset_would_be_found(self):
        self.assertEqual(unguarded('databricks jobs get "$JOB_ID"'), {"JOB_ID"})
        self.assertEqual(unguarded('A=1\necho "$A" "${B:?}" "$B"'), set())
        self.assertEqual(unguarded("jq --arg p \"$1\" '$NAME'"), set())

    def test_no_loop_relies_on_word_splitting_of_a_variable(self):
        faults = [str(one) for one in BASH if re.search(r"\bfor \w+ in \$\w", without_literals(one.text))]
        self.assertEqual(faults, [])

    def test_canceling_all_runs_of_a_job_ends_the_queue_first(self):
        # A continuous job has no queue.
        blocks = [one for one in BASH if "cancel-all-runs" in one.text and "continuous" not in one.text]
        self.assertGreaterEqual(len(blocks), 2)
        for one in blocks:
            with self.subTest(block=str(one)):
                first = next(line for line in one.text.splitlines() if "cancel-all-runs" in line)
                self.assertIn("--all-queued-runs", first)

    def test_no_command_belongs_to_a_withdrawn_group(self):
        faults = [str(one) for one in BASH if re.search(r"databricks (quality-monitors|lakehouse-monitors)", one.text)]
        self.assertEqual(faults, [])

    @unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
    def test_each_block_parses_in_zsh(self):
        faults = []
        for one in BASH:
            done = subprocess.run(
                ["zsh", "--no-rcs", "-n"], input=one.text, capture_output=True, text=True, timeout=200)
            if done.returncode or done.stderr:
                faults.append(f"{one}: {done.stderr.strip()}")
        self.assertEqual(faults, [], "\n" + "\n".join(faults))


if __name__ == "__main__":
    unittest.main()
