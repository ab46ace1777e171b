"""The fenced code blocks of the shipped pages, as a CommonMark parser sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Block:
    """One fenced block: where it stands, and its text without the indent of the list around it."""

    file: str
    line: int  # of the opening fence, from 1
    language: str
    text: str
    section: str = ""  # the H2 it stands under

    def at(self, line: int) -> str:
        """The place of a line of the text, counted from 1."""
        return f"{self.file}:{self.line + line}"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Fault:
    """Something wrong at a place, `file:line`."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def pages(root: Path = ROOT) -> list[Path]:
    return sorted((root / "content").rglob("*.md"))


def without_front_matter(text: str) -> str:
    """Blanks the front matter out, so that the lines keep their numbers."""
    found = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    return text if not found else "\n" * found[0].count("\n") + text[found.end():]


def tokens(path: Path):
    return MarkdownIt("commonmark").parse(without_front_matter(path.read_text(encoding="utf-8")))


def blocks_of(path: Path, root: Path = ROOT) -> Iterator[Block | Fault]:
    """The blocks of one page, and a fault for each that is no proper fenced block."""
    file = str(path.relative_to(root))
    lines = path.read_text(encoding="utf-8").split("\n")
    section, heading = "", ""
    for token in tokens(path):
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "inline" and heading:
            section, heading = (token.content if heading == "h2" else section), ""
        elif token.type == "code_block":
            yield Fault(f"{file}:{token.map[0] + 1}", "indented by four spaces: a code block without a language")
        elif token.type == "html_block" and re.search(r"^\s*(```|~~~)", token.content, re.MULTILINE):
            yield Fault(f"{file}:{token.map[0] + 1}", "a fence inside HTML is no code block: leave a blank line before it")
        elif token.type == "fence":
            first, end = token.map
            fence = re.escape(token.markup[0]) + "{" + str(len(token.markup)) + ",}"
            place = f"{file}:{first + 1}"
            if end - first < 2 or not re.search(rf"^[ >]*{fence}\s*$", lines[end - 1]):
                yield Fault(place, "this block is not closed")
            elif not token.info.strip():
                yield Fault(place, "this block names no language")
            else:
                yield Block(file, first + 1, token.info.split()[0], token.content, section)


def all_blocks(root: Path = ROOT) -> Iterator[Block | Fault]:
    for path in pages(root):
        yield from blocks_of(path, root)
