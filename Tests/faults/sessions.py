"""The recorded runs whose crash states are built: which commands, and what the ledger holds after each."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import recording
from examiner import Examiner
from filesystem import FileSystem
from recording import Disk, Step
from scenarios import ENVIRONMENT, log


@dataclass
class Command:
    arguments: list[str]
    claim: str
    # The pattern of the name under which it keeps what the ledger held before.
    copy: str | None = None


@dataclass
class Session:
    """Commands one after the other in one workbook."""

    name: str
    commands: list[Command]
    has_ledger: bool = True
    steps: list[Step] = field(default_factory=list)
    # What the ledger may hold, in the order in which it comes to hold it.
    states: list[tuple[str, ...]] = field(default_factory=list)
    # For each command: the number of its first step, that of its claim, and the number of its last state.
    commands_at: list[tuple[int, int, int]] = field(default_factory=list)
    # The copies: the number of the claim, the pattern of the name, and what is in it.
    copies: list[tuple[int, str, tuple[str, ...]]] = field(default_factory=list)
    beginning: dict[str, bytes] = field(default_factory=dict)

    def record(self, program: Path, examiner: Examiner, base: Path, root: Path) -> Session:
        """Runs the commands and reads what they did."""
        folder = root / f"session-{self.name}"
        shutil.copytree(base, folder)
        ledger, aside = folder / "workbook.sqlite", root / "aside"
        if not self.has_ledger:
            ledger.unlink()
        self.beginning = {
            str(path.relative_to(folder)): path.read_bytes() for path in folder.glob("*.sqlite") if path.is_file()}
        self.states = [examiner.read_copy(ledger, aside).operations]
        for command in self.commands:
            first = len(self.steps)
            lines, text, status = recording.record(
                [str(program), *command.arguments], folder, ENVIRONMENT, root / "session.strace")
            steps = recording.steps(lines, folder, command.claim)
            claims = [number for number, step in enumerate(steps) if step.name == "claim"]
            if status != 0 or not claims:
                raise RuntimeError(f"{' '.join(command.arguments)}: {status}\n{text}")
            before, after = self.states[-1], examiner.read_copy(ledger, aside).operations
            self.steps += steps
            claim = first + claims[0] + 1
            if command.copy:
                self.copies.append((claim, command.copy, before))
            if after[:len(before)] == before:
                # Each row of an import is a transaction.
                self.states += [after[:end] for end in range(len(before) + 1, len(after) + 1)]
            elif after != before:
                self.states.append(after)
            self.commands_at.append((first, claim, len(self.states) - 1))
        return self

    def bounds(self, position: int) -> tuple[int, int]:
        """The first and the last of the states that the ledger may hold after this many steps."""
        least = max((state for _, claim, state in self.commands_at if claim <= position), default=0)
        most = max((state for first, _, state in self.commands_at if first < position), default=0)
        return least, most

    def after(self, claim: int) -> list[tuple[str, ...]]:
        """The states that the ledger has only after the command with this claim has changed it."""
        ends = [state for _, place, state in self.commands_at if place == claim]
        begins = max((state for _, place, state in self.commands_at if place < claim), default=0)
        return self.states[begins + 1:] if ends and ends[0] > begins else []

    def disk(self, **control: bool) -> Disk:
        files = FileSystem(**control)
        for name, data in self.beginning.items():
            files.add(name, data)
        return Disk(files)


def all_sessions() -> list[Session]:
    approve = ["change", "approve", "CR-1", "--by", "A. Sponsor", "--reason", "order 4711"]
    restore = Command(["restore", "other.sqlite"], "restored", copy="workbook.*.sqlite")
    return [
        Session("log", [Command(log(f"crash-{day}", "1h", f"2026-11-{day}"), "recorded") for day in range(16, 21)]),
        Session("verbs", [
            Command(["import", "time", "rows.csv"], "recorded"),
            Command(approve, "approved"),
            Command(["week", "close", "2026-W45"], "closed"),
            Command(["backup", "copy.sqlite"], "backed up", copy="copy.sqlite"),
            Command(log("crash-13", "1h", "2026-11-13"), "recorded"),
        ]),
        Session("merge", [Command(["merge", "other.sqlite"], "merged", copy="workbook.*.sqlite")]),
        Session("restore", [restore, Command(log("crash-13", "1h", "2026-11-13"), "recorded")]),
        Session("first", [Command(log(f"crash-{day}", "1h", f"2026-11-{day}"), "recorded") for day in (16, 17)],
                has_ledger=False),
        Session("restore-new", [Command(restore.arguments, "restored")], has_ledger=False),
    ]
