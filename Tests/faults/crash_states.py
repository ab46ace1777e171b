"""Builds the states that a disk may be in after a crash, from recorded system calls, and opens each.

    crash_states.py                 5,000 states
    crash_states.py --states 400 --seed 7
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import recording
from examiner import Examiner, Ledger
from scenarios import Preparation
from sessions import Session, all_sessions

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class State:
    """What the disk holds after a crash, and which ledgers it may hold."""

    session: Session
    position: int
    files: dict[str, bytes]


def draw(
    session: Session, chance: random.Random, count: int, known: set[bytes], **control: bool
) -> list[State]:
    """Different states of one session, at most `count`; the positions are drawn, then reached in order."""
    positions = Counter(chance.randrange(len(session.steps) + 1) for _ in range(count))
    states: list[State] = []
    disk = session.disk(**control)
    for position in range(len(session.steps) + 1):
        for _ in range(positions[position]):
            files = disk.files.crash(chance)
            mark = hashlib.sha256(repr((session.name, session.bounds(position), sorted(
                (name, hashlib.sha256(data).digest()) for name, data in files.items()))).encode()).digest()
            if mark not in known:
                known.add(mark)
                states.append(State(session, position, files))
        if position < len(session.steps):
            disk.replay(session.steps[position])
    return states


class Check:
    """Opens states with the program's own code and compares."""

    def __init__(self, examiner: Examiner, root: Path) -> None:
        self._examiner = examiner
        self._root = root

    def problem(self, number: int, state: State) -> tuple[str, str] | None:
        folder = self._root / f"state-{number}"
        folder.mkdir()
        for name, data in state.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        try:
            return self._problem(folder, state)
        finally:
            shutil.rmtree(folder)

    def _problem(self, folder: Path, state: State) -> tuple[str, str] | None:
        ledger = self._examiner.read(folder / "workbook.sqlite")
        least, most = state.session.bounds(state.position)
        allowed = state.session.states[least:most + 1]
        if least == 0 and not allowed[0] and self._is_unborn(folder, ledger):
            return None
        if ledger.is_missing:
            return "lost", "there is no ledger"
        if ledger.findings:
            return "corrupt", "; ".join(ledger.findings)
        if ledger.operations not in allowed:
            is_old = ledger.operations in state.session.states[:least]
            return ("lost" if is_old else "corrupt"), f"it holds {ledger.operations}, not one of {allowed}"
        for place, name, operations in state.session.copies:
            # A copy has to be there once its command said so, or once the ledger is not what it was.
            is_needed = state.position >= place or ledger.operations in state.session.after(place)
            paths = sorted(folder.glob(name))
            copies = [self._examiner.read(path) for path in paths]
            if is_needed and not any(copy.operations == operations and not copy.findings for copy in copies):
                return "lost", f"{name} is no whole copy: {copies}"
        return None

    @staticmethod
    def _is_unborn(folder: Path, ledger: Ledger) -> bool:
        """Before the first acknowledged entry there may be no ledger, or one that another try begins again."""
        path = folder / "workbook.sqlite"
        return not path.exists() or path.stat().st_size == 0 or (not ledger.findings and not ledger.operations)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=Path, default=os.environ.get(
        "WORKBOOK_BINARY", ROOT / ".build/debug/workbook"))
    parser.add_argument("--states", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    options = parser.parse_args()
    if shutil.which("strace") is None:
        print("strace is missing: sudo apt-get install strace (make packages does it)")
        return 2
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    root = Path(tempfile.mkdtemp(prefix="workbook-crashes-", dir=memory))
    program = Path(options.program).resolve()
    examiner = Examiner(program.parent / "LedgerStress")
    try:
        return conduct(options, program, examiner, root)
    finally:
        examiner.close()
        shutil.rmtree(root, ignore_errors=True)


def conduct(options: argparse.Namespace, program: Path, examiner: Examiner, root: Path) -> int:
    base = Preparation(program, examiner, root).base()
    sessions = [session.record(program, examiner, base, root) for session in all_sessions()]
    seed = options.seed if options.seed is not None else random.randrange(1 << 32)
    print(f"seed {seed}; repeat with --states {options.states} --seed {seed}", flush=True)
    chance = random.Random(seed)
    check = Check(examiner, root)
    start = time.monotonic()

    def judged(count: int, shows: bool, **control: bool) -> tuple[int, Counter[str]]:
        found: Counter[str] = Counter()
        known: set[bytes] = set()
        total = sum(len(session.steps) for session in sessions)
        states: list[State] = []
        # Positions without anything unsynced give one state however often they are drawn, so draw until there are
        # enough.
        for _ in range(200):
            wanted = count - len(states)
            if wanted <= 0:
                break
            for session in sessions:
                states += draw(session, chance, 1 + wanted * len(session.steps) // total, known, **control)
        states = states[:count] if len(states) <= count else chance.sample(states, count)
        with ThreadPoolExecutor(options.jobs) as pool:
            problems = pool.map(lambda pair: check.problem(*pair), enumerate(states))
            for number, (state, problem) in enumerate(zip(states, problems), 1):
                if problem:
                    found[problem[0]] += 1
                    if shows:
                        place = f"{state.session.name} after call {state.position}"
                        print(f"{place}, {state.session.steps[state.position - 1]}\n    {problem[0]}: {problem[1]}")
                if shows and number % 1000 == 0:
                    print(f"... {number} of {len(states)}, {sum(found.values())} problems", flush=True)
        return len(states), found

    count, found = judged(options.states, shows=True)
    controls = max(100, options.states // 20)
    no_data, lost_data = judged(controls, shows=False, ignores_data_syncs=True)
    no_folder, lost_folder = judged(controls, shows=False, ignores_folder_syncs=True)
    calls = sum(len(session.steps) for session in sessions)
    print(
        f"{count} states of {calls} calls: {found['lost']} lost, {found['corrupt']} corrupt "
        f"({time.monotonic() - start:.0f} s)\n"
        f"controls: without the syncs of files {sum(lost_data.values())} of {no_data} lost or corrupt, "
        f"without those of folders {sum(lost_folder.values())} of {no_folder}")
    if not lost_data or not lost_folder:
        print("a control found nothing, so the check proves nothing")
        return 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
