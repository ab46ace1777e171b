"""Asks a process of the project what ledgers hold, many in one run."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ledger:
    """What a ledger holds, or why it cannot be read."""

    operations: tuple[str, ...] = ()
    # The hash of the last entry.
    head: str = ""
    # What `verify` finds, and why the file cannot be opened.
    findings: tuple[str, ...] = ()
    is_missing: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.is_missing and not self.operations


class Examiner:
    """`LedgerStress examine`, one for each thread."""

    def __init__(self, program: Path) -> None:
        self._program = program
        self._local = threading.local()
        self._processes: list[subprocess.Popen[str]] = []

    def read(self, ledger: Path) -> Ledger:
        """Opens and verifies the ledger at this path, which rolls back a transaction that was cut off."""
        process = getattr(self._local, "process", None)
        if process is None:
            process = self._local.process = subprocess.Popen(
                [self._program, "examine"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            self._processes.append(process)
        assert process.stdin and process.stdout
        process.stdin.write(f"{ledger}\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"LedgerStress ended with status {process.wait()} at {ledger}")
        found = json.loads(line)
        return Ledger(
            tuple(found.get("operations", [])), found.get("head", ""), tuple(found.get("findings", [])),
            found.get("isMissing", False))

    def read_copy(self, ledger: Path, aside: Path) -> Ledger:
        """The same for a copy, so that the file and its journal stay as they are."""
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        for name in (ledger.name, ledger.name + "-journal"):
            if (ledger.parent / name).exists():
                shutil.copyfile(ledger.parent / name, aside / name)
        return self.read(aside / ledger.name)

    def close(self) -> None:
        for process in self._processes:
            if process.stdin:
                process.stdin.close()
            process.wait()
