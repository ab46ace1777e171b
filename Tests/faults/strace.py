"""Runs the program under strace: records its system calls, or kills or fails it at one of them."""

from __future__ import annotations

import os
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

# Everything that changes a file, or opens one.
CALLS = (
    "openat", "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink", "unlinkat",
    "link", "linkat", "mkdir", "mkdirat", "rmdir", "ftruncate", "copy_file_range", "sendfile", "syncfs",
)
# A run takes a tenth of a second; the limit is only the last guard against a hang.
TIME_LIMIT = 60
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ")


@dataclass(frozen=True)
class Call:
    """One system call of a recorded run."""

    process: int
    thread: int
    name: str
    text: str
    # What `strace -P` would match: the paths that are named, and those of open descriptors.
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """What happens to a run: the `when`th call of `name` (on `path`, if given) is killed or fails."""

    name: str
    when: int
    # "kill", or the error; with a plus sign, every later such call fails too.
    action: str
    path: str | None = None

    def __str__(self) -> str:
        return f"{self.name}{'@' + self.path if self.path else ''}:{self.when}:{self.action}"


@dataclass(frozen=True)
class Outcome:
    """How a run ended; `status` is negative if a signal ended it, as in subprocess."""

    status: int
    output: str
    messages: str
    # Whether the fault hit the program; a process that it started may have as many calls as its threads.
    was_hit: bool = True
    hit_another: bool = False


def record(command: list[str], folder: Path, environment: dict[str, str], log: Path) -> tuple[list[Call], Outcome]:
    """The calls of one run, in the order in which they began."""
    options = ["-y", "-e", "trace=" + ",".join(("?clone", "?clone3", "?fork", "?vfork", *CALLS))]
    process, outcome = _run(options, command, folder, environment, log)
    return _parse(log.read_text(errors="replace"), process), outcome


def run(
    fault: Fault, command: list[str], folder: Path, environment: dict[str, str], log: Path
) -> Outcome:
    """One run with a fault."""
    lasting = fault.action.endswith("+")
    action = "signal=KILL" if fault.action == "kill" else "error=" + fault.action.rstrip("+")
    when = f"{fault.when}{'+' if lasting else ''}"
    options = ["-e", f"trace=?clone,?clone3,{fault.name}", "-e", f"inject={fault.name}:{action}:when={when}"]
    # With --seccomp-bpf, strace 6.1 loses every signal but that at the first call.
    if fault.action != "kill":
        options.insert(0, "--seccomp-bpf")
    for path in _candidates(fault.path) if fault.path else []:
        options += ["-P", path.replace("{folder}", str(folder))]
    process, outcome = _run(options, command, folder, environment, log)
    text = log.read_text(errors="replace")
    threads = _threads(text, process)
    hit = {int(line.split()[0]) for line in text.splitlines() if "(INJECTED)" in line or "+++ killed by" in line}
    # Calls on a path of the workbook are the program's own; without a path, the log tells whose they are.
    hit_another = fault.path is None and not hit <= threads
    was_hit = bool(hit) if fault.path else bool(hit & threads)
    return Outcome(outcome.status, outcome.output, outcome.messages, was_hit, hit_another)


def plain(command: list[str], folder: Path, environment: dict[str, str]) -> Outcome:
    """One run without strace."""
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIME_LIMIT)
    return Outcome(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


def faults(
    calls: list[Call], folder: Path, known: set[str], actions: tuple[str, ...]
) -> tuple[list[tuple[Fault, int]], list[Call]]:
    """A fault for each call and action with the call's index, and the calls that strace cannot single out.

    strace counts calls for each thread by itself. The nth call of a thread is singled out by its number alone if no
    other thread gets there earlier, and else by its number among the calls on one of its paths, if that is `known`:
    the same in every run.
    """
    process = calls[0].process
    first: dict[tuple[str, str | None, int], Call] = {}
    counts: dict[tuple[int, str, str | None], int] = {}
    places: list[tuple[Call, list[tuple[str | None, int]]]] = []
    for call in calls:
        mine: list[tuple[str | None, int]] = []
        for path in (None, *call.paths):
            number = counts[(call.thread, call.name, path)] = counts.get((call.thread, call.name, path), 0) + 1
            first.setdefault((call.name, path, number), call)
            mine.append((path, number))
        places.append((call, mine))
    found: list[tuple[Fault, int]] = []
    missed: list[Call] = []
    for index, (call, mine) in enumerate(places):
        if call.process != process or is_before_main(call):
            continue
        place = next((
            (path, number) for path, number in mine
            if first[(call.name, path, number)] is call and (path is None or template(path, folder, process) in known)
        ), None)
        if place is None:
            missed.append(call)
            continue
        path = template(place[0], folder, process) if place[0] else None
        found += [(Fault(call.name, place[1], action, path), index) for action in actions]
    return found, missed


def templates(calls: list[Call], folder: Path) -> set[str]:
    """The templates of every path of a run."""
    return {template(path, folder, calls[0].process) for call in calls for path in call.paths}


def is_before_main(call: Call) -> bool:
    """Whether the dynamic loader makes this call, or the C library for itself."""
    return call.name == "openat" and any(
        re.search(r"\.so(\.|$)|^/etc/ld\.so|^/sys/|/locale/|gconv", path) for path in call.paths)


def template(path: str, folder: Path, process: int) -> str:
    """The path with marks for what differs between runs."""
    path = path.replace(str(folder), "{folder}")
    path = re.sub(rf"(?<!\d){process}(?!\d)", "{process}", path)
    return STAMP.sub("{stamp}", path)


def _candidates(path: str) -> list[str]:
    """The paths that a template may mean in a run that starts now."""
    if "{stamp}" not in path:
        return [path]
    now = int(time.time())
    stamps = [time.strftime("%Y-%m-%dT%H-%M-%SZ", time.gmtime(now + ahead)) for ahead in range(0, 8)]
    return [path.replace("{stamp}", stamp) for stamp in stamps]


def _run(
    options: list[str], command: list[str], folder: Path, environment: dict[str, str], log: Path
) -> tuple[int, Outcome]:
    """Runs the command with strace as its grandchild, so that its process id is known and its end is its own."""
    reading, writing = os.pipe()
    quoted = " ".join(_quoted(option).replace("{process}", "'$$'") for option in options)
    script = f'exec strace -D -f -q -o {_quoted(str(log))} {quoted} "$@"'
    # Files and not pipes, because only calls on a path can be singled out.
    prints = [folder.with_name(f"{folder.name}-{name}") for name in ("output", "messages")]
    with prints[0].open("wb") as output, prints[1].open("wb") as messages:
        process = subprocess.Popen(
            ["/bin/sh", "-c", script, "sh", *command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=output, stderr=messages, pass_fds=[writing])
        os.close(writing)
        try:
            process.wait(timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            messages.write(b"\nkilled by the test: it did not end")
    # The pipe ends when strace, which inherited it, has written the log.
    with os.fdopen(reading, "rb") as pipe:
        pipe.read()
    return process.pid, Outcome(process.returncode, *(path.read_text(errors="replace") for path in prints))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _threads(log: str, process: int) -> set[int]:
    """The threads of the process itself."""
    threads = {process}
    beginnings: dict[int, str] = {}
    for line in log.splitlines():
        match = re.match(r"(\d+) +(?:<\.\.\. clone3? resumed>|clone3?\()(.*)", line)
        if match is None:
            continue
        thread, rest = int(match[1]), match[2]
        flags = beginnings.pop(thread, "") + rest if "resumed>" in line else rest
        made = re.search(r" = (\d+)$", rest)
        if made and "CLONE_THREAD" in flags and thread in threads:
            threads.add(int(made[1]))
        beginnings[thread] = rest
    return threads


def _parse(log: str, process: int) -> list[Call]:
    """The calls of a log; a call that another thread interrupts counts where it began."""
    threads = _threads(log, process)
    calls: list[Call] = []
    for line in log.splitlines():
        match = re.match(r"(\d+) +(\w+)\((.*)", line)
        if match is None or match[2] not in CALLS:
            continue
        thread, name = int(match[1]), match[2]
        arguments = re.sub(r"AT_FDCWD<[^>]*>", "AT_FDCWD", match[3].rsplit(") = ", 1)[0])
        # The text that is written is no path.
        named = re.findall(r"\"([^\"]*)\"", arguments) if not name.endswith(("write", "write64")) else []
        opened = re.findall(r"(?:^|, )\d+<([^>]*)>", arguments)
        paths = tuple(dict.fromkeys(path for path in named + opened if path.startswith("/")))
        calls.append(Call(process if thread in threads else thread, thread, name, line, paths))
    return calls
