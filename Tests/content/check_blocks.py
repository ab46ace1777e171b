"""Checks that each code block of the shipped pages parses, with the real parser of its language.

    python check_blocks.py [ROOT]     ROOT holds content/; without it, this repository

Prints `file:line: message` for each fault, then how many blocks of each language were checked.
"""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
import tomllib
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlglot
import yaml
from sqlglot import exp

from blocks import ROOT, Block, Fault, all_blocks

# Fewer blocks than this means that the search for them broke, not that the pages are well.
FEWEST_BLOCKS = 100

# A fault within a block: the line of its text, counted from 1, and what is wrong.
Found = tuple[int, str]


# --- shell

PROMPT = re.compile(r"^\s*\$ ")
# Not after `?`: `(?<name>...)` is a group of a regular expression.
PLACEHOLDER = re.compile(r"(?<![?<])<[A-Za-z][A-Za-z0-9_ .-]*>")


def shell(text: str) -> Iterator[Found]:
    """`bash -n`; and neither a prompt nor a <placeholder>, which bash would take for redirections."""
    done = subprocess.run(
        ["bash", "--norc", "-n"], input=text, capture_output=True, text=True, timeout=200, env={"LC_ALL": "C"})
    for line in done.stderr.splitlines():
        where = re.match(r"bash: line (\d+): (.*)", line)
        yield (int(where[1]), where[2]) if where else (1, line)
    if done.returncode and not done.stderr:
        yield 1, f"bash -n exits {done.returncode}"
    for number, line in enumerate(text.splitlines(), 1):
        if PROMPT.search(line):
            yield number, "a prompt stands before the command"
        if PLACEHOLDER.search(line):
            yield number, f"bash reads {PLACEHOLDER.search(line)[0]} as redirections; use a variable"


# --- python

MAGIC = re.compile(r"^%{1,2}[a-z]\w*(\s|$)")
# A cell that begins with one of these is another language as a whole.
CELL_MAGIC = re.compile(r"^%{1,2}(md|sql|sh|r|scala|fs)(\s|$)")


def without_magics(text: str) -> str:
    """A notebook's magic lines as blank lines. Names that a notebook has (`dbutils`, `spark`) need nothing."""
    lines = text.split("\n")
    first = next((line for line in lines if line.strip()), "")
    if CELL_MAGIC.match(first):
        return "\n" * (len(lines) - 1)
    return "\n".join("" if MAGIC.match(line) else line for line in lines)


def python(text: str) -> Iterator[Found]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", SyntaxWarning)
            compile(without_magics(text), "block", "exec", dont_inherit=True)
    except SyntaxError as error:
        yield error.lineno or 1, error.msg
    except ValueError as error:
        yield 1, str(error)


# --- yaml, json, toml

class StrictLoader(yaml.SafeLoader):
    """The safe loader, which for itself lets a second value of a key replace the first in silence."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key_node, _ in node.value:
            if key_node.tag == "tag:yaml.org,2002:merge":
                continue
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"the key {key!r} stands here twice", problem_mark=key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def yaml_text(text: str) -> Iterator[Found]:
    try:
        list(yaml.load_all(text, Loader=StrictLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        yield (mark.line + 1 if mark else 1), error.problem or str(error)
    except (yaml.YAMLError, ValueError, TypeError) as error:
        yield 1, " ".join(str(error).split())


def json_text(text: str) -> Iterator[Found]:
    def once(pairs):
        for key, count in Counter(key for key, _ in pairs).items():
            if count > 1:
                raise ValueError(f"the key {key!r} stands in one object {count} times")
        return dict(pairs)

    def refuse(name):
        raise ValueError(f"{name} is not JSON")

    try:
        json.loads(text, object_pairs_hook=once, parse_constant=refuse)
    except json.JSONDecodeError as error:
        yield error.lineno, error.msg
    except ValueError as error:
        yield 1, str(error)


def toml_text(text: str) -> Iterator[Found]:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        yield (int(line[1]) if line else 1), str(error)


# --- sql

NAME = r"(?:`[^`]+`|\w+)(?:\.(?:`[^`]+`|\w+))*"

# Statements of Databricks SQL that sqlglot has no grammar for: it keeps them unread, as a "command".
# Each kind is held against the grammar of the Databricks SQL reference here instead.
UNREAD_STATEMENTS: dict[str, re.Pattern[str]] = {
    kind: re.compile(grammar, re.IGNORECASE | re.DOTALL)
    for kind, grammar in {
        # RESTORE [TABLE] name [TO] {VERSION AS OF n | TIMESTAMP AS OF expression}
        "RESTORE": rf"RESTORE (TABLE )?{NAME} (TO )?(VERSION AS OF \d+|TIMESTAMP AS OF .+)",
        # SHOW GRANTS [principal] ON securable
        "SHOW GRANTS": rf"SHOW GRANTS (`[^`]+` )?ON (CATALOG|SCHEMA|TABLE|VIEW|VOLUME|FUNCTION) {NAME}",
        # ALTER securable name [SET] OWNER TO principal
        "ALTER OWNER": rf"ALTER (CATALOG|SCHEMA|TABLE|VIEW|VOLUME|FUNCTION) {NAME} (SET )?OWNER TO {NAME}",
    }.items()
}
# DESCRIBE HISTORY as a subquery: sqlglot reads the statement only by itself. A plain table stands in for it.
HISTORY_SUBQUERY = re.compile(rf"\(\s*DESCRIBE\s+HISTORY\s+({NAME})\s*\)", re.IGNORECASE)

# What a statement may be. sqlglot takes any words for an expression: `SELCT a` is a column with an alias.
STATEMENTS = (
    exp.Query, exp.DDL, exp.DML, exp.Alter, exp.Analyze, exp.Cache, exp.Comment, exp.Describe, exp.Drop, exp.Grant,
    exp.Merge, exp.Refresh, exp.Revoke, exp.Set, exp.TruncateTable, exp.Use,
)


def sql(text: str) -> Iterator[Found]:
    text = HISTORY_SUBQUERY.sub(lambda found: f"{found[1]}" + "\n" * found[0].count("\n"), text)
    try:
        pieces = statements(text)
    except sqlglot.errors.SqlglotError as error:
        yield 1, f"sqlglot cannot split this into tokens: {error}"
        return
    if not pieces:
        yield 1, "this block holds no statement"
    for line, piece in pieces:
        plain = " ".join(piece.split())
        if any(grammar.fullmatch(plain) for grammar in UNREAD_STATEMENTS.values()):
            continue
        try:
            tree = sqlglot.parse_one(piece, dialect="databricks", error_level=sqlglot.ErrorLevel.RAISE)
        except sqlglot.errors.ParseError as error:
            first = error.errors[0] if error.errors else {}
            yield line + (first.get("line") or 1) - 1, first.get("description") or str(error)
        except sqlglot.errors.SqlglotError as error:
            yield line, str(error)
        else:
            if isinstance(tree, exp.Command):
                yield line, f"sqlglot has no grammar for this, nor has UNREAD_STATEMENTS: {plain[:60]}"
            elif not isinstance(tree, STATEMENTS):
                yield line, f"this is no statement: {plain[:60]}"


def statements(text: str) -> list[tuple[int, str]]:
    """The statements of a text, each with its first line; comments and strings may hold semicolons."""
    pieces, start, line = [], 0, 1
    found = sqlglot.tokenize(text, dialect="databricks")
    fresh = True
    for token in found:
        if fresh and token.token_type != sqlglot.TokenType.SEMICOLON:
            start, line, fresh = token.start, token.line, False
        if token.token_type == sqlglot.TokenType.SEMICOLON and not fresh:
            pieces.append((line, text[start:token.start]))
            fresh = True
    if not fresh:
        pieces.append((line, text[start:found[-1].end + 1]))
    return pieces


# --- all

PARSERS: dict[str, Callable[[str], Iterator[Found]]] = {
    "bash": shell, "sh": shell, "shell": shell, "python": python, "yaml": yaml_text, "json": json_text,
    "sql": sql, "toml": toml_text,
}
# Not parsed here: `dot`, `mermaid` and `tracker` are drawn by `workbook check`, the others have no grammar to fail.
SKIPPED = {"dot", "mermaid", "tracker", "text", "markdown", "diff"}


def check(root: Path) -> tuple[list[Fault], Counter[str], Counter[str]]:
    """The faults, and how many blocks of each language were checked and skipped."""
    faults, checked, skipped = [], Counter(), Counter()
    for block in all_blocks(root):
        if isinstance(block, Fault):
            faults.append(block)
        elif block.language in SKIPPED:
            skipped[block.language] += 1
        elif block.language in PARSERS:
            checked[block.language] += 1
            if not block.text.strip():
                faults.append(Fault(str(block), "this block is empty"))
            faults += [Fault(block.at(line), f"{block.language}: {text}")
                       for line, text in PARSERS[block.language](block.text)]
        else:
            faults.append(Fault(str(block), f"nobody knows the language {block.language!r}"))
    return faults, checked, skipped


def main(arguments: list[str]) -> int:
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    faults, checked, skipped = check(Path(arguments[0]).resolve() if arguments else ROOT)
    for fault in faults:
        print(fault)
    for language, count in sorted(checked.items()):
        print(f"{language}: {count} checked")
    for language, count in sorted(skipped.items()):
        print(f"{language}: {count} skipped")
    if checked.total() < FEWEST_BLOCKS:
        print(f"only {checked.total()} blocks were checked; at least {FEWEST_BLOCKS} were expected")
        return 1
    print(f"{checked.total()} blocks checked, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
