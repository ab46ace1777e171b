"""What is wrong with the end of a run that was killed or failed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import strace
from examiner import Examiner, Ledger
from scenarios import ENVIRONMENT, Scenario, digest, kept, leftovers

# What the messages claim: that nothing was done, that it is done, or that nobody knows.
DENIAL = re.compile(r"\bnot (?:recorded|merged|restored|backed up|written)\b|nothing was \w+|untouched|is as it was")
CONFIRMATION = re.compile(r"the disk did not confirm it|a power cut would take it back")
DOUBT = re.compile(r"(?:not |un)known whether (?!a power cut)")
KINDS = ("lost", "untrue message", "not verified", "empty ledger", "leftover", "stuck", "hang")


class Judge:
    """Looks at the folder of a run, and lets the next run follow."""

    def __init__(self, program: Path, examiner: Examiner) -> None:
        self._program = program
        self._examiner = examiner

    def problems(
        self, scenario: Scenario, folder: Path, outcome: strace.Outcome, fault: strace.Fault, index: int
    ) -> list[tuple[str, str]]:
        """Each problem with its kind; `index` is that of the first call that was hit."""
        found: list[tuple[str, str]] = []
        if "killed by the test" in outcome.messages:
            found.append(("hang", "it did not end"))
        ledger = self._read(folder)
        found += self._ledger(scenario, folder, ledger)
        found += self._messages(scenario, folder, ledger, outcome, fault, index)
        if not any(kind in ("lost", "not verified") for kind, _ in found):
            found += self._next(scenario, folder)
        return found

    def _read(self, folder: Path) -> Ledger:
        return self._examiner.read_copy(folder / "workbook.sqlite", folder.parent / (folder.name + "-aside"))

    def _ledger(self, scenario: Scenario, folder: Path, ledger: Ledger) -> list[tuple[str, str]]:
        before, after = scenario.states[0], scenario.states[-1]
        if scenario.name == "restore-damaged":
            # The damaged file has no entries that can be read; the file itself must be somewhere.
            original = (scenario.folder / "workbook.sqlite").read_bytes()
            files = [folder / "workbook.sqlite", *kept(folder)]
            if not any(path.exists() and path.read_bytes() == original for path in files):
                return [("lost", "the damaged file is gone")]
            if ledger.operations != after and (folder / "workbook.sqlite").exists():
                if (folder / "workbook.sqlite").read_bytes() != original:
                    return [("empty ledger", f"neither the damaged file nor the backup: {ledger}")]
            if not (folder / "workbook.sqlite").exists():
                return [("empty ledger", "there is no ledger")]
            return []
        if ledger.is_missing:
            return [("lost", "there is no ledger any more")] if before else []
        if ledger.findings:
            return [("not verified", "; ".join(ledger.findings))]
        found = []
        if ledger.is_empty and (before or scenario.name.startswith("restore")):
            found.append(("empty ledger", "the ledger holds no entry"))
        elif ledger.operations not in scenario.states and not self._is_beginning(scenario, ledger):
            found.append(("lost", f"the ledger holds {ledger.operations}"))
        if not set(before) <= set(ledger.operations):
            copies = [self._examiner.read(path) for path in kept(folder)]
            if not any(copy.operations == before and not copy.findings for copy in copies):
                found.append(("lost", "the ledger that was there is kept nowhere"))
        return found

    def _is_beginning(self, scenario: Scenario, ledger: Ledger) -> bool:
        """A new ledger may have its schema and its contract before the first entry."""
        return not scenario.states[0] and ledger.operations == scenario.states[-1][: len(ledger.operations)]

    def _messages(
        self, scenario: Scenario, folder: Path, ledger: Ledger, outcome: strace.Outcome, fault: strace.Fault, index: int
    ) -> list[tuple[str, str]]:
        """What is untrue of the exit status and the messages."""
        found: list[tuple[str, str]] = []
        text = f"{outcome.status}, '{outcome.output.strip()}', '{outcome.messages.strip()}'"
        claims = outcome.status in scenario.done or scenario.claim in outcome.output
        denies = DENIAL.search(outcome.messages) is not None
        doubts = DOUBT.search(outcome.messages) is not None
        # "not merged, because the copy ...: the disk did not confirm it" confirms nothing.
        confirms = not denies and CONFIRMATION.search(outcome.messages) is not None
        was_killed = outcome.status < 0
        is_done, has_changed = self._is_done(scenario, folder, ledger)
        if (claims or confirms) and not is_done and not self._counts_rows(scenario, ledger, outcome):
            found.append(("untrue message", f"it is not done, but: {text}"))
        if not was_killed and scenario.claim in outcome.output and outcome.status not in scenario.done:
            found.append(("untrue message", f"it says that it is done, and fails: {text}"))
        if denies and has_changed and not self._counts_rows(scenario, ledger, outcome):
            found.append(("untrue message", f"it is done, at least in part, but: {text}"))
        if doubts and not _reaches_commit(scenario, fault, index):
            found.append(("untrue message", f"it is certain, but: {text}"))
        if is_done and has_changed and not (claims or confirms or doubts or denies or was_killed):
            found.append(("untrue message", f"it is done, and nothing says so: {text}"))
        if not was_killed and outcome.status != 0 and not outcome.messages.strip() and not claims:
            if fault.name != "write":
                found.append(("untrue message", f"it fails in silence: {text}"))
        return found

    @staticmethod
    def _counts_rows(scenario: Scenario, ledger: Ledger, outcome: strace.Outcome) -> bool:
        """Whether an import that stopped at a row says how many rows before it are recorded."""
        told = re.search(r"(\d+) rows? (?:is|are) recorded", outcome.messages)
        recorded = len(ledger.operations) - len(scenario.states[0])
        # The row at which it stopped may be recorded too, if only the disk failed to confirm it.
        own = 1 if re.search(r"line \d+: recorded in ", outcome.messages) else 0
        return scenario.name == "import" and told is not None and int(told[1]) + own == recorded

    def _is_done(self, scenario: Scenario, folder: Path, ledger: Ledger) -> tuple[bool, bool]:
        """Whether all is done that was asked, and whether anything of it is."""
        if scenario.copy:
            copy = self._examiner.read(folder / scenario.copy)
            is_done = copy.operations == scenario.states[0] and not copy.findings
            return is_done, not copy.is_missing
        if scenario.name.startswith("build"):
            site = digest(folder / "public")
            return site == scenario.sites[1], site != scenario.sites[0]
        is_done = ledger.operations == scenario.states[-1]
        before = set(scenario.states[0])
        # A new ledger's contract is no entry that anybody asked for.
        has_changed = any(
            name not in before and not name.startswith("contract/") for name in ledger.operations)
        return is_done, has_changed

    def _next(self, scenario: Scenario, folder: Path) -> list[tuple[str, str]]:
        """What the next run of the verb leaves, with nothing in its way."""
        found: list[tuple[str, str]] = []
        if scenario.name.startswith("build"):
            site = digest(folder / "public")
            if site not in scenario.sites:
                found.append(("lost", "public/ is neither the old site nor the new one"))
        if scenario.copy and (folder / scenario.copy).exists():
            copy = self._examiner.read(folder / scenario.copy)
            if copy.operations != scenario.states[0] or copy.findings:
                return [("not verified", f"half a copy: {copy}")]
            (folder / scenario.copy).unlink()
        again = strace.plain([str(self._program), *scenario.arguments], folder, ENVIRONMENT)
        if again.status not in scenario.done:
            found.append(("stuck", f"the next run: {again.status}, '{again.output}', '{again.messages}'"))
            return found
        ledger = self._examiner.read_copy(
            folder / "workbook.sqlite", folder.parent / (folder.name + "-aside"))
        if ledger.operations != scenario.states[-1] or ledger.findings:
            found.append(("lost", f"after the next run the ledger holds {ledger}"))
        if scenario.name.startswith("build") and digest(folder / "public") != scenario.sites[1]:
            found.append(("lost", "after the next run public/ is not the site"))
        found += [("leftover", name) for name in leftovers(folder, scenario)]
        for path in kept(folder):
            copy = self._examiner.read(path)
            is_original = path.read_bytes() == self._original(scenario)
            if not is_original and (copy.findings or not copy.operations):
                found.append(("leftover", f"{path.name} is no copy: {copy}"))
        return found

    @staticmethod
    def _original(scenario: Scenario) -> bytes:
        path = scenario.folder / "workbook.sqlite"
        return path.read_bytes() if path.exists() else b""


def _reaches_commit(scenario: Scenario, fault: strace.Fault, index: int) -> bool:
    """Whether a run may say that it does not know: a commit begins with the first write to the ledger itself,
    or with the name that a new file gets."""
    names = ("pwrite64", "link", "linkat", "rename", "renameat", "renameat2")
    commit = next((
        place for place, call in enumerate(scenario.calls)
        if call.name in names and any(path.endswith(("/workbook.sqlite", "/public")) for path in call.paths)), None)
    last = index
    if fault.action.endswith("+"):
        last = max(place for place, call in enumerate(scenario.calls) if call.name == fault.name)
    return commit is not None and last >= commit


def remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(folder.with_name(folder.name + "-aside"), ignore_errors=True)
    for name in ("output", "messages"):
        folder.with_name(f"{folder.name}-{name}").unlink()
