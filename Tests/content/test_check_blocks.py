"""Proves that check_blocks.py finds what is wrong, at its line, and takes what is right."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import check_blocks
from blocks import Fault, blocks_of


def faults_of(page: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "content").mkdir()
        (root / "content" / "page.md").write_text(page, encoding="utf-8")
        return [str(fault) for fault in check_blocks.check(root)[0]]


def fenced(language: str, *lines: str) -> str:
    return "\n".join([f"```{language}", *lines, "```", ""])


class CheckBlocksTests(unittest.TestCase):
    def assert_fault(self, page: str, place: str, words: str) -> None:
        found = faults_of(page)
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(f"content/page.md:{place}: "), found)
        self.assertIn(words, found[0])

    def test_a_fault_of_each_language_is_found_at_its_line(self):
        for language, lines, line, words in [
            ("bash", ["echo a", "if true; then echo b"], 4, "syntax error"),
            ("bash", ["cat <<END", "never ended"], 3, "here-document"),
            ("sh", ["$ echo a"], 2, "prompt"),
            ("shell", ["echo a", "databricks jobs get <job-id> -o json"], 3, "<job-id>"),
            ("python", ["x = 1", "y = (x"], 3, "never closed"),
            ("python", ["%pip install x", "return 1"], 3, "outside function"),
            ("yaml", ["a: 1", "b: [1"], 4, "expected"),
            ("yaml", ["a: 1", "b: 2", "a: 3"], 4, "twice"),
            ("yaml", ["---", "a: 1", "---", "a: 1", "a: 2"], 6, "twice"),
            ("json", ["{", '  "a": 1,', "}"], 4, "double quotes"),
            ("json", ['{"a": 1, "a": 2}'], 2, "'a' stands"),
            ("json", ['{"a": NaN}'], 2, "NaN"),
            ("sql", ["SELECT 1;", "SELECT a FROM t WHERE (b = 1;"], 3, "Expecting )"),
            ("sql", ["SELECT 1;", "", "SELCT a;"], 4, "no statement"),
            ("sql", ["VACUM TABLE a.b;"], 2, "Unexpected token"),
            ("sql", ["RESTORE TABLE a.b VERSION OF 3;"], 2, "sql: "),
            ("sql", ["-- nothing"], 2, "no statement"),
            ("toml", ["a = 1", "b = "], 3, "Invalid value"),
            ("cobol", ["STOP RUN."], 1, "cobol"),
            ("json", [], 1, "empty"),
        ]:
            with self.subTest(language=language, lines=lines):
                found = faults_of(fenced(language, *lines))
                self.assertTrue(
                    any(one.startswith(f"content/page.md:{line}: ") and words in one for one in found), found)

    def test_what_is_right_passes(self):
        for language, lines in [
            ("bash", ["cat <<'END' > /tmp/a", "text", "END", "while read -r A; do echo \"$A\"; done < /tmp/a",
                      "jq 'capture(\"(?<c>[0-9]+)\")'"]),
            ("python", ["%pip install databricks-feature-engineering", "dbutils.library.restartPython()"]),
            ("python", ["%md", "## Prose, with a 'quote"]),
            ("yaml", ["a: &a {b: 1}", "c: {<<: *a, b: 2}", "---", "a: ${var.x}"]),
            ("sql", ["RESTORE TABLE prod.churn.t TO VERSION AS OF 41; -- ; here", "SELECT ';' AS a"]),
            ("sql", ["SELECT version FROM (DESCRIBE HISTORY prod.churn.t) ORDER BY version DESC"]),
            ("dot", ["digraph {"]), ("mermaid", ["flowchart LR"]), ("text", ["$ <anything>"]), ("markdown", ["[a"]),
            ("diff", ["-a"]),
            ("tracker", ["budget"]),
        ]:
            with self.subTest(language=language, lines=lines):
                self.assertEqual(faults_of(fenced(language, *lines)), [])

    def test_front_matter_and_lists_keep_the_lines_right(self):
        page = "---\ntitle: x\n---\n\n1. Step\n\n   ```json\n   {\n   ]\n   ```\n"
        self.assert_fault(page, "9", "json")

    def test_a_longer_fence_hides_the_fences_inside_it(self):
        self.assertEqual(faults_of("````markdown\n```json\n{\n```\n````\n"), [])
        self.assert_fault("````json\n```\n````\n", "2", "json")

    def test_tilde_fences_and_fences_in_quotes_are_read(self):
        self.assert_fault("~~~json\n{]\n~~~\n", "2", "json")
        self.assert_fault("> ```json\n> {]\n> ```\n", "2", "json")

    def test_a_block_without_an_end_or_a_language_is_a_fault(self):
        self.assert_fault("text\n\n```bash\necho\n", "3", "not closed")
        self.assert_fault("```bash", "1", "not closed")
        self.assert_fault("```\na\n```\n", "1", "names no language")
        self.assert_fault("text\n\n    a\n", "3", "indented by four spaces")
        self.assert_fault("<details>\n```bash\na\n```\n</details>\n", "1", "inside HTML")

    def test_a_search_that_finds_next_to_nothing_fails(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "content").mkdir()
            (Path(folder) / "content" / "page.md").write_text(fenced("json", "{}"), encoding="utf-8")
            self.assertEqual(check_blocks.main([folder]), 1)

    def test_a_block_knows_its_section(self):
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "page.md"
            page.write_text("## One\n\n```json\n{}\n```\n\n## Two\n\n### Three\n\n```json\n1\n```\n", encoding="utf-8")
            blocks = [block for block in blocks_of(page, Path(folder)) if not isinstance(block, Fault)]
            self.assertEqual([block.section for block in blocks], ["One", "Two"])


if __name__ == "__main__":
    unittest.main()
