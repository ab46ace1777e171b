"""A workbook that has payloads in every place where text enters a page."""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

import workbook
import yaml
from payloads import Payload

ROLE = "data-scientist"
KINDS = ("guide", "decision", "runbook")


# What a page needs in its front matter, whatever it says.
CERTAIN = ("id", "kind", "audience", "status", "date")
# A picture of one point.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da63fcff1f0002"
    "fd01f5896f2d5d0000000049454e44ae426082")


def _yaml(value: object) -> str:
    """As JSON, which is YAML too but for the escapes of what lies beyond U+FFFF: one line, whatever is in it."""
    pair = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})")
    return pair.sub(
        lambda found: "\\U" + format(
            0x10000 + ((int(found[1], 16) - 0xD800) << 10) + int(found[2], 16) - 0xDC00, "08x"),
        json.dumps(value))


def _tilde(info: str, body: str) -> str:
    return f"~~~~~~~~{info}\n{body}\n~~~~~~~~"


def _dot(body: str) -> str:
    return _tilde("dot", "// alt: A drawing.\ndigraph g {\n" + body + "\n}")


def _quoted(text: str) -> str:
    """As a string of the DOT language."""
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""


# How a payload stands in the text of a page. Those of one line take payloads of one line only.
BLOCKS: dict[str, Callable[[Payload], str]] = {
    "block": lambda p: p.text,
    "paragraph": lambda p: f"Text {p.text} text.",
    "heading": lambda p: f"## {p.text} {p.number}",
    "list item": lambda p: f"- {p.text}",
    "quotation": lambda p: f"> {p.text}",
    "alert": lambda p: f"> [!WARNING]\n> {p.text}",
    "details": lambda p: f"<details>\n<summary>{p.text}</summary>\n\n{p.text}\n\n</details>",
    "code": lambda p: f"Code ``` {p.text} ``` here.",
    "code block": lambda p: _tilde("bash", p.text),
    "info string": lambda p: _tilde(p.text, "code"),
    "info after the language": lambda p: _tilde(f"python title={p.text}", "code = 1"),
    "table cell": lambda p: f"| Head {p.text} | B |\n| --- | --- |\n| {p.text} | x |",
    "link text": lambda p: f"[{p.text}](https://example.com/)",
    "link target": lambda p: f"[link]({p.text})",
    "link target in brackets": lambda p: f"[link](<{p.text}>)",
    "link title": lambda p: f"[link](https://example.com/ \"{p.text}\")",
    "reference": lambda p: f"[link][r{p.number}]\n\n[r{p.number}]: {p.text} '{p.text}'",
    "autolink": lambda p: f"<{p.text}> and <https://example.com/{p.text}>",
    "image text": lambda p: f"![{p.text}](pixel.png)",
    "image source": lambda p: f"![picture](<{p.text}>)",
    "image title": lambda p: f"![picture](pixel.png '{p.text}')",
    "footnote": lambda p: f"Note.[^n{p.number}]\n\n[^n{p.number}]: {p.text}",
    # A label has no space in it; between attributes a slash does as well.
    "footnote label": lambda p: "Note.[^{0}]\n\n[^{0}]: Text.".format(p.text.replace(" ", "/")),
    "comment": lambda p: f"Text <!-- {p.text} --> text.",
    "emphasis": lambda p: f"**{p.text}** _{p.text}_ ~~{p.text}~~",
    "permitted tag": lambda p: f"<kbd>{p.text}</kbd>",
    "drawing: label": lambda p: _dot(f"a [label={_quoted(p.text)}]"),
    "drawing: HTML label": lambda p: _dot(f"a [label=<<b>{p.text}</b>>]"),
    "drawing: address": lambda p: _dot(f"a [URL={_quoted(p.text)}, target={_quoted(p.text)}]"),
    "drawing: tooltip": lambda p: _dot(f"a [tooltip={_quoted(p.text)}, id={_quoted(p.text)}, class={_quoted(p.text)}]"),
    "drawing: colour": lambda p: _dot("a [color={0}, fontname={0}, style={0}]".format(_quoted(p.text))),
    "drawing: names": lambda p: _dot(
        "{0} -> b [label={0}]; subgraph cluster_a {{ label={0}; c }}".format(_quoted(p.text))),
    "drawing: text for readers": lambda p: _tilde("dot", f"// alt: {p.text}\ndigraph g {{ a }}"),
    "tracker block": lambda p: _tilde(f"tracker {p.text}", ""),
}
MANY_LINES = {"block", "code block"}
# Drawing takes some milliseconds each, so every so many payloads of a family stand for the others.
SPARSE = {name: 5 for name in BLOCKS if name.startswith("drawing")} | {"tracker block": 20}


@dataclass
class Report:
    """How many payloads were planted in each place, and how many the program refused."""

    planted: Counter = field(default_factory=Counter)
    refused: Counter = field(default_factory=Counter)
    rules: Counter = field(default_factory=Counter)

    @property
    def published(self) -> int:
        return self.planted.total() - self.refused.total()

    def lines(self) -> list[str]:
        return [f"{place}: {self.planted[place]} planted, {self.refused[place]} refused" for place in self.planted]


class Hostile:
    """A workbook of faulty intent: leaves out what the program refuses until it publishes the rest."""

    def __init__(self, folder: Path, payloads: list[Payload], report: Report):
        self.folder = folder
        self.content = folder / "content"
        self.payloads = payloads
        self.one_line = [payload for payload in payloads if payload.is_one_line]
        self.report = report
        self.content.mkdir(parents=True)

    def make(self) -> None:
        """Writes the workbook, and writes it again without what was refused."""
        self.plan()
        self.write()
        for _ in range(12):
            done = workbook.run(self.folder, "check", "--json", check=False)
            faults = [fault for fault in json.loads(done.stdout) if fault["severity"] == "error"]
            if not faults:
                return
            for fault in faults:
                self.report.rules[fault["rule"]] += 1
            self.leave_out([(fault["file"].removeprefix("content/"), fault.get("line") or 1) for fault in faults])
            self.write()
        raise AssertionError(f"still refused: {faults[:5]}")


class HostileText(Hostile):
    """One page for each place in the text of a page, with all payloads in it."""

    def plan(self) -> None:
        shutil.copy(workbook.ROOT / "content" / "engagement.yaml", self.content)
        (self.content / "guides").mkdir()
        (self.content / "guides" / "pixel.png").write_bytes(PIXEL)
        self.blocks: dict[str, list[tuple[str, str]]] = {}
        for place, write in BLOCKS.items():
            # Places take turns: one has every second payload, the next one the others.
            turn = len(self.blocks) % 2
            pool = (self.payloads if place in MANY_LINES else self.one_line)[turn::SPARSE.get(place, 2)]
            # What opens a fence would make code of all that follows, so it comes last.
            pool = sorted(pool, key=lambda payload: payload.text.startswith("```"))
            self.report.planted[place] += len(pool)
            file = "guides/" + place.replace(" ", "-").replace(":", "") + ".md"
            self.blocks[file] = [(place, write(payload)) for payload in pool]

    def write(self) -> None:
        """Writes every page, and remembers which lines are whose."""
        self.lines: dict[str, list[tuple[int, int]]] = {}
        for file, texts in self.blocks.items():
            title = Path(file).stem
            rows = ["---", f"id: place-{title}", f"title: Place {title}", "kind: guide", "audience: customer"]
            rows += ["---", "", f"# Place {title}", ""]
            spans = []
            for _, text in texts:
                first = len(rows) + 1
                # The comment ends every kind of HTML block that the payload may have left open.
                rows += re.split("\r\n|\n|\r", text) + ["", "<!-- </pre> ?> ]]> -->", ""]
                spans.append((first, len(rows)))
            self.lines[file] = spans
            (self.content / file).write_text("\n".join(rows) + "\n", encoding="utf-8", newline="")

    def leave_out(self, faults: list[tuple[str, int]]) -> None:
        drop: dict[str, set[int]] = {}
        for file, line in faults:
            numbers = [number for number, (first, last) in enumerate(self.lines[file]) if first <= line <= last]
            drop.setdefault(file, set()).update(numbers or [0])
        for file, numbers in drop.items():
            for number in sorted(numbers, reverse=True):
                place, _ = self.blocks[file].pop(number)
                self.report.refused[place] += 1


class HostileFacts(Hostile):
    """One page for every second payload, with it in the front matter; and a contract and a ledger full of them."""

    def plan(self) -> None:
        self._contract()
        self.matters: dict[str, dict] = {}
        for payload in self.payloads[::2]:
            kind = KINDS[payload.number // 2 % len(KINDS)]
            text = payload.text
            number = f"{payload.number:04}"
            matter = {
                "id": {"guide": f"guide-{number}", "decision": f"ADR-{number}", "runbook": f"RB-{number}"}[kind],
                "title": text, "description": text, "kind": kind, "audience": "customer", "owner": text,
                "tags": [text, f"t-{text}"], "aliases": [f"old/{number}/{text}"],
            }
            if kind == "decision":
                matter |= {"status": "accepted", "date": "2026-12-07", "decision-makers": [text, "piet"],
                           "consulted": [text], "informed": [text]}
            if kind == "runbook":
                matter["parameters"] = [{"name": "value", "description": text, "example": text}]
            self.matters[f"{kind}s/page-{number}.md"] = matter
            for key in matter:
                if key not in CERTAIN:
                    self.report.planted[f"front matter: {key}"] += 1

    def write(self) -> None:
        for file, matter in self.matters.items():
            path = self.content / file
            path.parent.mkdir(exist_ok=True)
            rows = ["---"] + [f"{key}: {_yaml(value)}" for key, value in matter.items()] + ["---", "", "Text.", ""]
            if matter["kind"] == "runbook":
                rows += ["## Procedure", "", "1. **Run it.**", "", "   ```bash", "   run {{value}}", "   ```", ""]
            path.write_text("\n".join(rows), encoding="utf-8")

    def leave_out(self, faults: list[tuple[str, int]]) -> None:
        # The keys first: a page may have several, and each that is left out moves the lines after it.
        refused = {}
        for file, line in faults:
            if file not in self.matters:
                raise AssertionError(f"refused, and planted by nobody: {file}:{line}")
            keys = list(self.matters[file])
            refused[file, keys[max(0, min(line - 2, len(keys) - 1))]] = None
        for file, key in refused:
            matter = self.matters[file]
            if key in CERTAIN:
                raise AssertionError(f"refused for its {key}: {file}: {matter}")
            if key == "title" and not matter["title"].startswith("Page "):
                matter["title"] = f"Page {Path(file).stem}"
            else:
                del matter[key]
            self.report.refused[f"front matter: {key}"] += 1

    # The contract: every free text of the shipped one, and many prerequisites.

    def _contract(self) -> None:
        contract = yaml.safe_load((workbook.ROOT / "content" / "engagement.yaml").read_text(encoding="utf-8"))
        # A mark of an internal part in the contract is an error, which refuses the whole contract.
        unmarked = [payload for payload in self.one_line if "internal -->" not in payload.text]
        texts = iter(unmarked * 20)

        def next_text() -> str:
            self.report.planted["contract"] += 1
            return next(texts).text

        def spoil(value: object, key: str = "") -> object:
            if isinstance(value, dict):
                return {name: spoil(each, name) for name, each in value.items()}
            if isinstance(value, list):
                return [spoil(each, key) for each in value]
            if key in ("title", "summary", "customer", "supplier", "objective", "proof", "text", "name"):
                return next_text()
            return value

        contract = spoil(contract)
        start = contract["prerequisites"][0]
        families: dict[str, list[Payload]] = {}
        for payload in unmarked:
            families.setdefault(payload.family, []).append(payload)
        # A run of the program each: some of every family stand for the others.
        self.evidence = [
            (f"extra-{payload.number}", payload)
            for family in families.values() for payload in family[::-(-len(family) // 4)]]
        for name, payload in self.evidence:
            # Copied, so that the YAML has no alias, which the program refuses.
            contract["prerequisites"].append(
                dict(copy.deepcopy(start), id=name, title=payload.text, summary=payload.text))
        for area in contract["focus-areas"]:
            for payload in unmarked[:60]:
                area["activities"].append(
                    {"id": f"{area['id']}-{payload.number}", "title": payload.text, "summary": next_text()})
        (self.content / "engagement.yaml").write_text(
            yaml.safe_dump(contract, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")

    # The ledger: notes, names, evidence, risks, change requests.

    def live(self) -> None:
        """Records what happened, in hostile words."""
        hook = "\"><img src=x onerror=__xss(0)>"
        workbook.run(self.folder, "activity", "start", "kickoff", f"--override-by={hook}", f"--reason={hook}")
        for name, payload in self.evidence:
            text = payload.text
            for place, arguments in (
                ("ledger: evidence", ("prerequisite", "confirm", name, f"--evidence={text}", f"--by={text}")),
                ("ledger: note", ("log", "15m", "--role", ROLE, "--activity", "kickoff", "--date", "2026-12-01",
                                  f"--person={text}", f"--note={text}", f"--by={text}")),
                ("ledger: risk", ("risk", "add", f"--owner={text}", "--", text)),
                ("ledger: change", ("change", "propose", "--role", ROLE, "--add", "1h", f"--title={text}",
                                    f"--requester={text}", f"--reason={text}")),
            ):
                self.report.planted[place] += 1
                if workbook.run(self.folder, *arguments, check=False).returncode not in (0, 4):
                    self.report.refused[place] += 1


def copy_without_policy(site: Path, target: Path) -> Path:
    """The built site with the policy taken out of every page, so that only the escaping protects.

    A redirect is held, so that the page can be looked at which it leads away from.
    """
    shutil.copytree(site, target)
    for page in workbook.pages_of(target):
        bare = re.sub(rb"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", b"", page.read_bytes())
        page.write_bytes(bare.replace(b"<meta http-equiv=\"refresh\"", b"<meta name=\"held-refresh\""))
    return target
