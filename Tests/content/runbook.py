"""Runs the blocks of a page in the order of the page: shell in one terminal, Python as a notebook would."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import mlflow

from blocks import ROOT, Block, Fault, blocks_of
from calls import needs_databricks, tree_of

HERE = Path(__file__).resolve().parent
BLOCK_SECONDS = 60
DONE = "--workbook-block-done--"


def run_python(block: Block, uri: str, names: dict | None = None) -> str:
    """Runs a block against the server at `uri`, which stands for the registry "databricks-uc" that it names."""

    class Redirected(ast.NodeTransformer):
        def visit_Constant(self, node: ast.Constant) -> ast.Constant:
            return ast.copy_location(ast.Constant(uri), node) if node.value == "databricks-uc" else node

    tree = ast.fix_missing_locations(Redirected().visit(tree_of(block.text)))
    ast.increment_lineno(tree, block.line)
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(tree, block.file, "exec"), {"__name__": "notebook", **(names or {})})
    finally:
        mlflow.set_tracking_uri(uri)
        mlflow.set_registry_uri(uri)
    return printed.getvalue()


class Terminal:
    """One bash for all the shell blocks of a page, with the stub of the Databricks CLI on its path.

    An unset variable, a failing command and anything on standard error are faults.
    """

    def __init__(self, folder: Path, uri: str, state: dict) -> None:
        self.folder, self.state_file = folder, folder / "jobs.json"
        self.state_file.write_text(json.dumps(state))
        programs = folder / "bin"
        programs.mkdir()
        stub = programs / "databricks"
        stub.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{HERE / "databricks_stub.py"}" "$@"\n')
        stub.chmod(0o755)
        self.process = subprocess.Popen(
            ["bash", "--norc", "--noprofile"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, cwd=folder, start_new_session=True,
            env={"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC",
                 "TMPDIR": str(folder),
                 "MLFLOW_TRACKING_URI": uri, "WORKBOOK_STUB": str(self.state_file)})
        self.send("set -uE -o pipefail; trap 'echo \"failed: $BASH_COMMAND\" >&2' ERR")

    @property
    def state(self) -> dict:
        return json.loads(self.state_file.read_text())

    def send(self, line: str) -> None:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def run(self, block: Block) -> str:
        """What the block prints; pages write to /tmp, which here is the test's own folder."""
        script, errors = self.folder / "block.sh", self.folder / "errors"
        script.write_text(block.text.replace("/tmp/", f"{self.folder}/"))
        self.send(f"source '{script}' 2> '{errors}'; echo; echo {DONE}")
        watchdog = threading.Timer(BLOCK_SECONDS, self.process.kill)
        watchdog.start()
        lines = []
        try:
            for line in self.process.stdout:
                if line.strip() == DONE:
                    break
                lines.append(line)
            else:
                raise AssertionError(f"{block}: the terminal ended:\n{''.join(lines)}{self.process.stderr.read()}")
        finally:
            watchdog.cancel()
        if errors.read_text():
            raise AssertionError(f"{block}: {errors.read_text().strip()}\n{block.text}")
        return "".join(lines).rstrip("\n")

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


class Runbook:
    """A page whose blocks are run section by section."""

    def __init__(self, file: str, uri: str, terminal: Terminal, names: dict | None = None) -> None:
        self.uri, self.terminal, self.names = uri, terminal, names
        self.blocks = [one for one in blocks_of(ROOT / file) if not isinstance(one, Fault)]
        self.skipped: list[Block] = []

    def run(self, section: str) -> dict[str, str]:
        """Runs the section's blocks, in order; gives what each printed, by its place.

        A `text` block right behind a shell block says what that one prints, and must be right.
        """
        printed: dict[str, str] = {}
        last = None
        chosen = [one for one in self.blocks if one.section == section]
        if not any(one.language in ("bash", "python") for one in chosen):
            raise AssertionError(f"{self.blocks[0].file}: section {section!r} has no block to run")
        for block in chosen:
            if block.language == "bash":
                last = printed[str(block)] = self.terminal.run(block)
            elif block.language == "python" and needs_databricks(tree_of(block.text)):
                self.skipped.append(block)
                last = None
            elif block.language == "python":
                last = printed[str(block)] = run_python(block, self.uri, self.names).rstrip("\n")
            elif block.language == "text" and last is not None:
                if block.text.rstrip("\n") != last:
                    raise AssertionError(f"{block}: the page expects\n{block.text}\nbut this was printed:\n{last}")
                last = None
            else:
                last = None
        return printed
