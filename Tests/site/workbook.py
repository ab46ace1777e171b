"""Runs the program under test: builds sites into folders and serves trackers, all below one temporary folder."""

from __future__ import annotations

import atexit
import functools
import os
import re
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("WORKBOOK_BINARY", ROOT / ".build" / "debug" / "workbook"))
EDITIONS = ("internal", "customer")

# What the engagement has been through, so that every part of the status has something to show.
LIFE = [
    "plan set 3d --role data-scientist --person dana --week 2026-W49",
    "prerequisite confirm existing-ml-pipeline --evidence run-4711",
    "prerequisite block licensed-platform-features --reason preview",
    "activity start kickoff --override-by ann --reason agreed",
    "log 6h --role data-scientist --activity kickoff --person dana --date 2026-12-01 --note workshop",
    "log 2h --role project-manager --activity kickoff --person ann --date 2026-12-01",
    "activity done kickoff",
    "risk add Labels-come-late --owner domain-expert",
    "change propose --role data-scientist --add 1d --title Second-model --requester piet --reason steering",
]


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of the program: without colours, and with a signing key of the test's own."""
    return dict(os.environ, NO_COLOR="1", XDG_CONFIG_HOME=f"{folder}-config")


def run(folder: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Runs the program in `folder`; the clock and the author are the same in every run."""
    environment = dict(surroundings(folder), WORKBOOK_ACTOR="tester")
    done = subprocess.run(
        [str(PROGRAM), *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL, text=True,
        capture_output=True, timeout=600)
    if check and done.returncode not in (0, 4):
        said = done.stdout + done.stderr
        raise AssertionError(f"workbook {' '.join(arguments)} ended with {done.returncode}:\n{said}")
    return done


def shipped_workbook(folder: Path, life: bool = True) -> Path:
    """A copy of the shipped engagement; with `life`, one that is under way."""
    if life:
        shutil.copytree(engagement_under_way(), folder)
    else:
        shutil.copytree(ROOT / "content", folder / "content")
    return folder


@functools.cache
def engagement_under_way() -> Path:
    """The engagement after `LIFE`, made once for each run of the tests; everybody works on a copy."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    shutil.copytree(ROOT / "content", folder / "content")
    for line in LIFE:
        run(folder, *line.split(" "))
    return folder


def build(folder: Path, edition: str, output: Path) -> Path:
    run(folder, "build", "--edition", edition, "--output", str(output))
    return output


def pages_of(site: Path) -> list[Path]:
    """Every page of a built site, found by walking it: a new kind of page is checked without being named here."""
    return sorted(site.rglob("*.html"))


def build_editions(folder: Path) -> dict[str, Path]:
    """Both editions of the shipped engagement, built below `folder`."""
    made = shipped_workbook(folder / "workbook")
    return {edition: build(made, edition, folder / edition) for edition in EDITIONS}


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[str]:
    """The address of `workbook serve` on a free port, for as long as the block runs."""
    with tempfile.TemporaryFile("w+") as talk:
        process = subprocess.Popen(
            [str(PROGRAM), "serve", "--port", "0", *arguments], cwd=folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=talk, text=True, env=surroundings(folder))
        try:
            found = next(filter(None, (re.search(r"http://127\.0\.0\.1:\d+", line) for line in process.stdout)), None)
            if found is None:
                talk.seek(0)
                raise AssertionError("workbook serve named no address:\n" + talk.read())
            yield found.group(0)
        finally:
            process.terminate()
            process.wait(timeout=120)
            process.stdout.close()
