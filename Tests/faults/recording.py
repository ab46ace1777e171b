"""Records what a run does to files, with the bytes, and plays it back on the model of a disk."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from filesystem import FileSystem

CALLS = (
    "openat", "close", "dup", "dup2", "dup3", "fcntl", "write", "pwrite64", "lseek", "ftruncate", "fsync", "fdatasync",
    "rename", "renameat", "renameat2", "unlink", "unlinkat", "link", "linkat", "copy_file_range", "sendfile",
    "fallocate", "writev", "pwritev",
)


@dataclass(frozen=True)
class Step:
    """One call that changes the disk, or prints that a command is done."""

    name: str
    # Of the file or descriptor, relative to the folder.
    path: str = ""
    offset: int = 0
    data: bytes = b""
    # The second path of a rename or link.
    target: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.path}" + (f" at {self.offset}, {len(self.data)} bytes" if self.data else "")


def record(command: list[str], folder: Path, environment: dict[str, str], log: Path) -> tuple[list[str], str, int]:
    """The lines of strace, what was printed, and the exit status."""
    done = subprocess.run(
        ["strace", "-f", "-qq", "-xx", "-s", "100000000", "-o", str(log), "-e", "trace=" + ",".join(CALLS), "-e",
         "signal=none", *command],
        cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    text = done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")
    return log.read_text().splitlines(), text, done.returncode


def steps(lines: list[str], folder: Path, claim: str) -> list[Step]:
    """What the calls did to the folder, in their order; files elsewhere are left out."""
    return list(_Reader(folder, claim).read(lines))


@dataclass
class _Open:
    path: str
    position: int = 0
    appends: bool = False


@dataclass
class _Reader:
    folder: Path
    claim: str
    files: dict[int, _Open] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def read(self, lines: list[str]):
        cut: dict[str, str] = {}
        for line in lines:
            thread, _, rest = line.partition(" ")
            rest = rest.strip()
            if rest.endswith("<unfinished ...>"):
                cut[thread] = rest.removesuffix("<unfinished ...>").rstrip()
                continue
            resumed = re.match(r"<\.\.\. \w+ resumed>(.*)", rest)
            if resumed:
                rest = cut.pop(thread, "") + resumed[1]
            match = re.match(r"(\w+)\((.*)\) += (-?\d+)", rest, re.DOTALL)
            if match and int(match[3]) >= 0:
                yield from self._call(match[1], match[2], int(match[3]))

    def _path(self, text: str) -> str | None:
        path = os.path.join(self.folder, bytes.fromhex(text.replace("\\x", "")).decode())
        path = os.path.normpath(path)
        if path == str(self.folder):
            return "."
        return os.path.relpath(path, self.folder) if path.startswith(f"{self.folder}/") else None

    def _call(self, name: str, arguments: str, result: int):
        texts = re.findall(r'"((?:\\x[0-9a-f]{2})*)"', arguments)
        numbers = [int(text) for text in re.findall(r"(?<![\w\\])-?\d+(?![\w\\])", re.sub(r'"[^"]*"', "", arguments))]
        if name == "openat":
            yield from self._open(texts, arguments, result)
        elif name in ("rename", "renameat", "renameat2", "link", "linkat"):
            old, new = (self._path(text) for text in texts[:2])
            if old is not None and new is not None:
                kind = "link" if name.startswith("link") else "exchange" if "EXCHANGE" in arguments else "rename"
                yield Step(kind, old, target=new)
                self._rename(kind, old, new)
        elif name in ("unlink", "unlinkat"):
            path = self._path(texts[0])
            if path is not None and "AT_REMOVEDIR" not in arguments:
                yield Step("unlink", path)
        elif name in ("dup", "dup2", "dup3") or name == "fcntl" and "F_DUPFD" in arguments:
            if numbers[0] in self.files:
                self.files[result] = self.files[numbers[0]]
        elif name == "write" and numbers[0] == 1:
            if self.claim in _bytes(texts[0]).decode(errors="replace"):
                yield Step("claim")
        elif numbers and numbers[0] in self.files:
            yield from self._file(name, self.files[numbers[0]], numbers, texts, result)
        elif name in ("copy_file_range", "sendfile"):
            raise RuntimeError(f"the model knows no {name}({arguments})")

    def _open(self, texts: list[str], arguments: str, result: int):
        self.files.pop(result, None)
        path = self._path(texts[0])
        if path is None:
            return
        self.files[result] = _Open(path, appends="O_APPEND" in arguments)
        if "O_CREAT" in arguments:
            yield Step("create", path)
        if "O_TRUNC" in arguments:
            yield Step("truncate", path, 0)

    def _rename(self, kind: str, old: str, new: str) -> None:
        """Lets open descriptors follow their file."""
        for file in {id(file): file for file in self.files.values()}.values():
            if file.path == old and kind != "link":
                file.path = new
            elif file.path == new and kind == "exchange":
                file.path = old

    def _file(self, name: str, file: _Open, numbers: list[int], texts: list[str], result: int):
        if name == "close":
            del self.files[numbers[0]]
        elif name == "pwrite64":
            yield Step("write", file.path, numbers[-1], _bytes(texts[0])[:result])
        elif name == "write":
            if file.appends:
                raise RuntimeError("the model knows no appending")
            yield Step("write", file.path, file.position, _bytes(texts[0])[:result])
            file.position += result
        elif name == "lseek":
            file.position = result
        elif name == "ftruncate":
            yield Step("truncate", file.path, numbers[1])
        elif name in ("fsync", "fdatasync"):
            yield Step("sync", file.path)
        elif name != "fcntl":
            raise RuntimeError(f"the model knows no {name} of {file.path}")


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


@dataclass
class Disk:
    """The model, which steps are played on."""

    files: FileSystem

    def replay(self, step: Step) -> None:
        files = self.files
        if step.name == "create":
            if step.path not in files.seen:
                files.create(step.path)
        elif step.name == "rename":
            files.rename(step.path, step.target)
        elif step.name == "exchange":
            files.exchange(step.path, step.target)
        elif step.name == "link":
            files.link(step.path, step.target)
        elif step.name == "unlink":
            files.unlink(step.path)
        elif step.name == "sync" and step.path == ".":
            files.sync_folder(step.path)
        elif step.name in ("write", "truncate", "sync"):
            inode = files.file(step.path)
            if inode is None:
                raise RuntimeError(f"{step} has no file")
            if step.name == "write":
                inode.write(step.offset, step.data)
            elif step.name == "truncate":
                inode.truncate(step.offset)
            else:
                files.sync(inode)
