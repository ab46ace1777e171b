"""Holds each `databricks` command of the pages against the verbs and flags that the CLI has.

cli_verbs.tsv is read from the CLI's own source, github.com/databricks/cli, at two releases: 0.299.0, the oldest that the
pages allow, and 1.13.0, the one that the example pins. A command has to work with both.
"""

from __future__ import annotations

import re
import unittest
from pathlib import Path

from blocks import ROOT, Fault, all_blocks

# Flags that every command has, or every one below `bundle`.
GLOBAL = {"--debug", "--output", "-o", "--profile", "-p", "--target", "-t", "--var", "--version", "--help"}
SHORT = {"-r": "--recursive"}


def table() -> dict[str, set[str]]:
    """The flags of each verb, those of both releases."""
    found = {}
    for line in (Path(__file__).parent / "cli_verbs.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            verb, _, flags = line.split("\t")
            found[verb] = {"--" + flag for flag in flags.split()}
    return found


def commands(text: str) -> list[tuple[list[str], str]]:
    """The words that follow `databricks`, and the text up to the end of the command."""
    text = re.sub(r"\\\n\s*", " ", text)
    found = []
    for start in re.finditer(r"(?:^|(?<=[\s(;|&!]))databricks (?=[a-z-])", text):
        rest, quote, depth, end = text[start.end():], "", 0, 0
        for end, character in enumerate(rest):
            if quote:
                quote = "" if character == quote else quote
            elif character in "'\"":
                quote = character
            elif character == "(":
                depth += 1
            elif character == ")" and depth:
                depth -= 1
            elif character in "|;&)\n<>" and not depth:
                break
        else:
            end = len(rest)
        rest = rest[:end]
        found.append((re.match(r"[a-z0-9 -]*", rest)[0].split(), rest))
    return found


def fault(words: list[str], rest: str, verbs: dict[str, set[str]]) -> str | None:
    if words[:1] and words[0].startswith("-"):
        return None
    verb = next((" ".join(words[:n]) for n in (3, 2, 1) if " ".join(words[:n]) in verbs), None)
    if verb is None:
        return f"the CLI has no 'databricks {' '.join(words[:3])}'"
    plain = re.sub(r"'[^']*'|\"[^\"]*\"", "''", rest)
    used = set(re.findall(r"(?<=\s)(--[a-z-]+|-[a-z])\b", plain))
    unknown = {SHORT.get(flag, flag) for flag in used} - verbs[verb] - GLOBAL
    return f"'databricks {verb}' has no {', '.join(sorted(unknown))}" if unknown else None


class CommandTests(unittest.TestCase):
    def test_each_command_is_one_of_the_cli(self):
        verbs, count, found = table(), 0, []
        for block in all_blocks(ROOT):
            if isinstance(block, Fault) or block.language not in ("bash", "sh", "shell", "yaml"):
                continue
            for words, rest in commands(block.text):
                count += 1
                if wrong := fault(words, rest, verbs):
                    found.append(f"{block}: {wrong}")
        self.assertEqual(found, [], "\n" + "\n".join(found))
        self.assertGreater(count, 200)

    def test_what_the_cli_does_not_have_would_be_found(self):
        verbs = table()
        self.assertIn("no 'databricks jobs stop", fault(*commands("databricks jobs stop 1")[0], verbs))
        self.assertIn("--all", fault(*commands("X=$(databricks jobs cancel-all-runs --all | jq .)")[0], verbs))
        self.assertIsNone(fault(*commands("databricks jobs cancel-all-runs \\\n  --all-queued-runs -p a")[0], verbs))

    def test_no_verb_of_the_table_is_unused(self):
        used = set()
        verbs = table()
        for block in all_blocks(ROOT):
            if not isinstance(block, Fault):
                for words, _ in commands(block.text):
                    used |= {" ".join(words[:n]) for n in (1, 2, 3)}
        self.assertEqual(sorted(set(verbs) - used), [])


if __name__ == "__main__":
    unittest.main()
