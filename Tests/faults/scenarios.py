"""The verbs under test: the workbook each starts from, its command, and what may be there afterwards."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import strace
from examiner import Examiner, Ledger

CONTRACT = """\
id: faults
title: Faults
customer: Customer
supplier: Supplier
window: {start: 2026-11-02, end: 2026-11-27}
roles:
  - {id: data-scientist, title: Data Scientist, cap: 14d}
focus-areas:
  - id: strategy
    title: Strategy
    activities:
      - {id: kickoff, title: Kick off}
"""
ROWS = """\
date,person,role,activity,minutes,note
2026-11-10,dana,data-scientist,kickoff,60,one
2026-11-11,dana,data-scientist,kickoff,90,two
2026-11-12,dana,data-scientist,kickoff,30,three
"""
# The same day wherever and whenever the site is built.
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin", "USER": "tester", "TZ": "UTC", "NO_COLOR": "1",
    "SOURCE_DATE_EPOCH": "1796000000", "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", ""),
}


@dataclass
class Scenario:
    """One verb, run in a copy of a prepared workbook."""

    name: str
    arguments: list[str]
    # The statuses of a run that did what it was asked.
    done: tuple[int, ...] = (0,)
    # What standard output says of a run that did it.
    claim: str = ""
    # The file that the verb makes besides the ledger.
    copy: str | None = None
    folder: Path = Path()
    # What the ledger holds before, after each step of a run, and at the end.
    states: list[tuple[str, ...]] = field(default_factory=list)
    # What public/ is before and after.
    sites: list[str] = field(default_factory=list)
    # The calls of a run without a fault, and the folder it ran in.
    calls: list[strace.Call] = field(default_factory=list)
    recorded: Path = Path()
    # The templates of the paths that a second run has too.
    known: set[str] = field(default_factory=set)


def log(name: str, hours: str, date: str) -> list[str]:
    return [
        "log", hours, "--role", "data-scientist", "--activity", "kickoff", "--person", "dana", "--date", date,
        "--operation", name]


def all_scenarios() -> list[Scenario]:
    approve = ["change", "approve", "CR-1", "--by", "A. Sponsor", "--reason", "order 4711", "--operation", "approval"]
    return [
        Scenario("log", log("new", "2h", "2026-11-09"), claim="recorded"),
        Scenario("log-first", log("new", "2h", "2026-11-09"), claim="recorded"),
        Scenario("import", ["import", "time", "rows.csv"], claim="recorded"),
        Scenario("merge", ["merge", "other.sqlite"], claim="merged"),
        Scenario("backup", ["backup", "copy.sqlite"], claim="backed up", copy="copy.sqlite"),
        Scenario("restore", ["restore", "other.sqlite"], claim="restored"),
        Scenario("restore-new", ["restore", "other.sqlite"], claim="restored"),
        Scenario("restore-damaged", ["restore", "other.sqlite"], claim="restored"),
        Scenario("change-approve", approve, claim="approved"),
        Scenario("week-close", ["week", "close", "2026-W45", "--operation", "closing"], claim="closed"),
        Scenario("build-first", ["build", "--jobs", "1"], claim="built"),
        Scenario("build", ["build", "--jobs", "1"], claim="built"),
    ]


class Preparation:
    """Makes the workbooks that the scenarios start from, with the program itself."""

    def __init__(self, program: Path, examiner: Examiner, root: Path) -> None:
        self._program = program
        self._examiner = examiner
        self._root = root

    def _run(self, folder: Path, *arguments: str) -> None:
        done = strace.plain([str(self._program), *arguments], folder, ENVIRONMENT)
        if done.status != 0:
            raise RuntimeError(f"{' '.join(arguments)} in {folder}: {done.status}\n{done.output}{done.messages}")

    def base(self) -> Path:
        """A workbook with some entries, a copy of its ledger that went on, and a site."""
        base = self._root / "base"
        self._run(self._root, "init", "base", "--customer", "Customer", "--start", "2026-11-02", "--blank")
        (base / "content/engagement.yaml").write_text(CONTRACT)
        (base / "rows.csv").write_text(ROWS)
        self._run(base, *log("first", "1d", "2026-11-03"))
        self._run(base, *log("second", "6h", "2026-11-04"))
        self._run(base, "backup", "other.sqlite")
        other = self._root / "other"
        shutil.copytree(base, other)
        shutil.copyfile(other / "other.sqlite", other / "workbook.sqlite")
        self._run(other, *log("theirs", "1h", "2026-11-05"))
        shutil.copyfile(other / "workbook.sqlite", base / "other.sqlite")
        self._run(base, *log("ours", "2h", "2026-11-06"))
        self._run(
            base, "change", "propose", "--role", "data-scientist", "--add", "2d", "--title", "More", "--requester",
            "piet", "--reason", "asked", "--operation", "proposal")
        self._run(base, "week", "submit", "2026-W45", "--person", "dana", "--operation", "submission")
        return base

    def all(self, names: list[str]) -> list[Scenario]:
        base = self.base()
        chosen = [scenario for scenario in all_scenarios() if not names or scenario.name in names]
        for scenario in chosen:
            scenario.folder = self._root / scenario.name
            shutil.copytree(base, scenario.folder)
            self._change(scenario)
            self._learn(scenario)
        return chosen

    def _change(self, scenario: Scenario) -> None:
        ledger = scenario.folder / "workbook.sqlite"
        if scenario.name in ("log-first", "restore-new"):
            ledger.unlink()
        if scenario.name == "restore-damaged":
            ledger.write_bytes(ledger.read_bytes()[:20_000])
        if scenario.name == "build":
            self._run(scenario.folder, "build", "--jobs", "1")
            page = scenario.folder / "content/index.md"
            page.write_text(page.read_text() + "\nAnother paragraph.\n")

    def _learn(self, scenario: Scenario) -> None:
        """Records a run without a fault, and what is there before and after it."""
        work = self._root / "work" / f"{scenario.name}-recorded"
        shutil.copytree(scenario.folder, work)
        before = self._examiner.read_copy(work / "workbook.sqlite", self._root / "aside")
        scenario.sites = [digest(work / "public")]
        scenario.calls, outcome = strace.record(
            [str(self._program), *scenario.arguments], work, ENVIRONMENT, self._root / "recorded.strace")
        if outcome.status not in scenario.done or scenario.claim not in outcome.output:
            raise RuntimeError(f"{scenario.name} without a fault: {outcome}")
        after = self._examiner.read(work / "workbook.sqlite")
        scenario.sites.append(digest(work / "public"))
        if scenario.name == "import":
            # Each row is a transaction.
            ends = range(len(before.operations), len(after.operations) + 1)
            scenario.states = [after.operations[:end] for end in ends]
        else:
            scenario.states = [before.operations, after.operations]
        scenario.recorded = work
        second = self._root / "work" / f"{scenario.name}-again"
        shutil.copytree(scenario.folder, second)
        calls, _ = strace.record(
            [str(self._program), *scenario.arguments], second, ENVIRONMENT, self._root / "recorded.strace")
        scenario.known = strace.templates(scenario.calls, work) & strace.templates(calls, second)


def digest(folder: Path) -> str:
    """One value for all names and bytes of a folder; empty if there is none."""
    if not folder.exists():
        return ""
    sum = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            sum.update(str(path.relative_to(folder)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return sum.hexdigest()


KEPT = re.compile(r"workbook\..+\.sqlite")


def kept(folder: Path) -> list[Path]:
    """The ledgers that were put beside the present one."""
    return [path for path in sorted(folder.iterdir()) if KEPT.fullmatch(path.name)]


def leftovers(folder: Path, scenario: Scenario) -> list[str]:
    """What a run has left behind that has no use."""
    known = {".gitignore", "content", "workbook.sqlite", "rows.csv", "other.sqlite", "public", scenario.copy}
    return [
        path.name for path in sorted(folder.iterdir()) if path.name not in known and not KEPT.fullmatch(path.name)
    ]
