"""Kills and fails the program at its system calls, and judges what is left.

    campaign.py                       every call of every verb, killed and failed in each way
    campaign.py --sample 300          that many of them, drawn with a seed that is printed
    campaign.py --verb log --verb merge
    campaign.py --case 'log pwrite64:3:ENOSPC+' --keep
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import strace
from examiner import Examiner
from judgement import KINDS, Judge, remove
from scenarios import ENVIRONMENT, Preparation, Scenario

ROOT = Path(__file__).resolve().parents[2]
ACTIONS = ("kill", "ENOSPC", "EIO", "EACCES", "ENOSPC+", "EIO+", "EACCES+")


class Campaign:
    def __init__(self, program: Path, stress: Path, root: Path, keeps: bool) -> None:
        self._program = program
        self._root = root
        self._keeps = keeps
        self._examiner = Examiner(stress)
        self._judge = Judge(program, self._examiner)
        self.preparation = Preparation(program, self._examiner, root)
        self.problems: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()

    def close(self) -> None:
        self._examiner.close()

    def run(self, number: int, scenario: Scenario, fault: strace.Fault, index: int) -> list[str]:
        """One case; the lines that say what is wrong with it."""
        folder = self._root / "work" / str(number)
        shutil.copytree(scenario.folder, folder)
        command = [str(self._program), *scenario.arguments]
        outcome = strace.run(fault, command, folder, ENVIRONMENT, self._root / "work" / f"{number}.strace")
        what = "kills" if fault.action == "kill" else "failures"
        self.outcomes["elsewhere" if outcome.hit_another else what if outcome.was_hit else "not reached"] += 1
        # A drawing is made in a process of its own, and a page without one is whole.
        problems = [] if outcome.hit_another else self._judge.problems(scenario, folder, outcome, fault, index)
        self.problems.update(kind for kind, _ in problems)
        if not self._keeps:
            remove(folder)
            (self._root / "work" / f"{number}.strace").unlink()
        return [f"{scenario.name} {fault}\n    {kind}: {text}" for kind, text in problems]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=Path, default=os.environ.get(
        "WORKBOOK_BINARY", ROOT / ".build/debug/workbook"))
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--verb", action="append", default=[])
    parser.add_argument("--case")
    parser.add_argument("--keep", action="store_true", help="leave the folders for a look")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    options = parser.parse_args()
    if shutil.which("strace") is None:
        print("strace is missing: sudo apt-get install strace (make packages does it)")
        return 2
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    root = Path(tempfile.mkdtemp(prefix="workbook-faults-", dir=memory))
    (root / "work").mkdir()
    program = Path(options.program).resolve()
    campaign = Campaign(program, program.parent / "LedgerStress", root, options.keep)
    try:
        return conduct(campaign, options)
    finally:
        campaign.close()
        if options.keep:
            print(f"kept {root}")
        else:
            shutil.rmtree(root, ignore_errors=True)


def conduct(campaign: Campaign, options: argparse.Namespace) -> int:
    verbs = [options.case.split(" ")[0]] if options.case else options.verb
    scenarios = campaign.preparation.all(verbs)
    cases: list[tuple[Scenario, strace.Fault, int]] = []
    for scenario in scenarios:
        faults, missed = strace.faults(scenario.calls, scenario.recorded, scenario.known, ACTIONS)
        cases += [(scenario, fault, index) for fault, index in faults]
        for call in missed:
            paths = [strace.template(path, scenario.recorded, scenario.calls[0].process) for path in call.paths]
            print(f"{scenario.name}: strace cannot single out {call.name} of {', '.join(paths)}")
    if options.case:
        cases = [case for case in cases if f"{case[0].name} {case[1]}" == options.case]
    if options.sample is not None and options.sample < len(cases):
        seed = options.seed if options.seed is not None else random.randrange(1 << 32)
        again = f"--sample {options.sample} --seed {seed}"
        print(f"seed {seed}: {options.sample} of {len(cases)} cases; repeat with {again}")
        cases = sample(cases, options.sample, seed)
    start = last = time.monotonic()
    with ThreadPoolExecutor(options.jobs) as pool:
        results = pool.map(lambda case: campaign.run(*case), ((n, *case) for n, case in enumerate(cases)))
        for number, lines in enumerate(results, 1):
            for line in lines:
                print(line, flush=True)
            if time.monotonic() - last > 10:
                last = time.monotonic()
                print(f"... {number} of {len(cases)}, {sum(campaign.problems.values())} problems", flush=True)
    ends = ("kills", "failures", "elsewhere", "not reached")
    counts = ", ".join(f"{campaign.outcomes[end]} {end}" for end in ends)
    found = ", ".join(f"{campaign.problems[kind]} {kind}" for kind in KINDS)
    print(f"{len(cases)} cases of {len(scenarios)} verbs: {counts}; {found} ({time.monotonic() - start:.0f} s)")
    return 1 if campaign.problems else 0


def sample(
    cases: list[tuple[Scenario, strace.Fault, int]], count: int, seed: int
) -> list[tuple[Scenario, strace.Fault, int]]:
    """Cases in which each verb and each of its kinds of call comes in turn, however often it is called.

    The draw depends on the case alone, so a call that comes and goes between runs changes no other case.
    """
    def mark(case: tuple[Scenario, strace.Fault, int]) -> bytes:
        return hashlib.sha256(f"{seed} {case[0].name} {case[1]}".encode()).digest()

    groups: dict[tuple[str, str], list[tuple[Scenario, strace.Fault, int]]] = {}
    for case in sorted(cases, key=mark):
        groups.setdefault((case[0].name, case[1].name), []).append(case)
    rounds = [case for turn in itertools.zip_longest(*groups.values()) for case in turn if case is not None]
    return rounds[:count]


if __name__ == "__main__":
    sys.exit(main())
