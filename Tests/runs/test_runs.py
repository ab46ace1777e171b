"""Follows runbooks at a pseudo terminal: explicit answers, kills at any moment, secrets, and no terminal at all."""

import argparse
import os
import pathlib
import pty
import random
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build/debug/workbook"
SECRET = "s3cret-%d" % random.SystemRandom().randrange(10**12)

RUNBOOK = """---
id: RB-001
title: Restart it
kind: runbook
owner: pipeline-owner
parameters:
  - name: place
    description: Where.
    example: a file
  - name: token
    description: The token.
    secret: true
---

# Restart it

## Procedure

1. **Set up.**

   ```bash
   log() {{ echo "$1" >> log; }}
   log one
   ANSWER=42
   ```

2. **Use it.**

   ```bash
   echo "answer=${{ANSWER:-none}}"
   echo two >> log
   echo {{{{place}}}} "{{{{token}}}}" | tee -a values
   ```

   Expected: the place.

3. **Python too.**

   ```python
   import os
   print({{{{place}}}}, {{{{token}}}})
   open('log', 'a').write('three\\n')
   ```

4. **Look.**

5. **Fail or not.**

   ```sh
   echo four >> log
   {last}
   ```

## Verification

```sql
SELECT {{{{place}}}};
```

## Rollback

1. **Take it back.**

   ```bash
   echo back >> log
   ```
"""


class Workbook:
    def __init__(self, last="true"):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="workbook-runs-"))
        (self.folder / "content/runbooks").mkdir(parents=True)
        shutil.copy(ROOT / "content/engagement.yaml", self.folder / "content")
        (self.folder / "content/runbooks/restart.md").write_text(RUNBOOK.format(last=last))
        self.environment = {
            "PATH": "/usr/bin:/bin", "HOME": str(self.folder), "USER": "tester", "LC_ALL": "C.UTF-8", "TERM": "xterm",
            "TMPDIR": str(self.folder), "TOKEN": SECRET,
        }

    def log(self):
        path = self.folder / "log"
        return path.read_text().split() if path.exists() else []

    def records(self):
        folder = self.folder / "runs"
        return sorted(path for path in folder.iterdir()) if folder.exists() else []

    def progress(self):
        """The places that the newest record calls settled."""
        records = [path for path in self.records() if not path.name.startswith(".")]
        if not records:
            return []
        text = records[-1].read_text()
        line = re.search(r"(?m)^progress: (.*)$", text).group(1)
        last = dict(re.findall(r'"([a-z0-9-]+/\d+) ([a-z]+)"', line))
        return [place for place, outcome in last.items() if outcome in ("done", "skipped", "elsewhere")]

    def history(self):
        """The ledger's entries of runs."""
        return subprocess.run(
            [PROGRAM, "history", "--kind", "run-recorded", "--json"], cwd=self.folder, env=self.environment,
            capture_output=True, check=True).stdout.decode()

    def remove(self):
        shutil.rmtree(self.folder)


ARGUMENTS = ["runbook", "run", "RB-001", "--set", "place=it's; touch canary", "--set-from", "token=TOKEN"]


def follow(workbook, arguments, answers, kill_after=None, type_secret=False):
    """Answers the questions of a run at a pseudo terminal; returns its status and what the terminal showed.

    `answers` maps a part of a question to the answers to it, the last of which is repeated.
    """
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [PROGRAM] + arguments, cwd=workbook.folder, env=workbook.environment, stdin=slave, stdout=slave, stderr=slave,
        start_new_session=True)
    os.close(slave)
    shown, answered, used = "", 0, {}
    deadline = time.monotonic() + (kill_after if kill_after is not None else 120)
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            process.kill()
            break
        ready, _, _ = select.select([master], [], [], min(left, 0.05))
        if ready:
            try:
                data = os.read(master, 65536)
            except OSError:
                break
            if not data:
                break
            shown += data.decode(errors="replace")
        tail = shown[answered:]
        question = re.search(r"(\[[a-z, ]+\]|why\?|\(not shown\)>|place>) $", tail)
        if question:
            for key, replies in answers.items():
                if key in tail.splitlines()[-1]:
                    index = used.get(key, 0)
                    used[key] = index + 1
                    reply = replies[min(index, len(replies) - 1)]
                    answered = len(shown)
                    os.write(master, (reply + "\n").encode())
                    break
            else:
                process.kill()
                raise AssertionError("no answer to: " + tail.splitlines()[-1])
    status = process.wait()
    os.close(master)
    if kill_after is None and time.monotonic() > deadline:
        raise AssertionError("the run did not end:\n" + shown)
    return status, shown


YES = {"SQL": ["elsewhere"], "run it here": ["yes"], "as expected": ["yes"], "done?": ["yes"], "why?": ["because"]}


def check(condition, message):
    if not condition:
        raise AssertionError(message)


def everything_passes():
    workbook = Workbook()
    seen = []
    stop = threading.Event()

    def watch():
        while not stop.is_set():
            for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    if SECRET.encode() in path.read_bytes():
                        seen.append(path)
                except OSError:
                    pass

    watcher = threading.Thread(target=watch)
    watcher.start()
    status, shown = follow(workbook, ARGUMENTS, YES)
    stop.set()
    watcher.join()
    check(status == 0, shown)
    check(workbook.log() == ["one", "two", "three", "four"], workbook.log())
    check((workbook.folder / "values").read_text() == "it's; touch canary %s\n" % SECRET, "the value is not what was given")
    check(not (workbook.folder / "canary").exists(), "a value ran")
    check("answer=42" in shown, "the shell forgot a variable")
    check(not seen, "the list of processes shows the secret: %s" % seen)
    record = [path for path in workbook.records()]
    check(len(record) == 1, record)
    text = record[0].read_text()
    check(SECRET not in text and SECRET not in shown, "the secret is shown")
    check("it's; touch canary ***" in text, text)
    check('result: "passed"' in text and "Exit status 0 after" in text, text)
    check("it's; touch canary ***" in shown, shown)
    check(not list(workbook.folder.glob("workbook-run-*")), "the folder of the blocks is left")
    workbook.remove()


def nothing_runs_without_a_yes():
    workbook = Workbook()
    result = subprocess.run(
        [PROGRAM] + ARGUMENTS, cwd=workbook.folder, env=workbook.environment, input=b"yes\n" * 50, capture_output=True)
    check(result.returncode == 2 and b"terminal" in result.stderr, result.stderr)
    result = subprocess.run(
        [PROGRAM] + ARGUMENTS + ["--dry-run"], cwd=workbook.folder, env=workbook.environment, capture_output=True)
    check(result.returncode == 0, result.stderr)
    check(b"echo 'it'\\''s; touch canary' \"${WORKBOOK_SECRET_TOKEN}\"" in result.stdout, result.stdout.decode())
    secret = subprocess.run(
        [PROGRAM, "runbook", "run", "RB-001", "--set", "token=" + SECRET, "--dry-run"], cwd=workbook.folder,
        env=workbook.environment, capture_output=True)
    check(secret.returncode == 2 and SECRET.encode() not in secret.stderr, secret.stderr)
    skipping = {"SQL": ["skip"], "done?": ["maybe", "skip"], "run it here": ["", "ok", "y e s", "skip", "skip"], "why?": ["", "not today"]}
    status, shown = follow(workbook, ARGUMENTS, skipping)
    check(status == 0 and workbook.log() == [], shown)
    check("Skipped: not today" in workbook.records()[0].read_text(), "the reason is not recorded")
    check(not (workbook.folder / "canary").exists(), "a value ran")
    workbook.remove()


def a_failure_is_retried_rolled_back_or_left():
    workbook = Workbook(last="[ -e fixed ]")
    status, shown = follow(workbook, ARGUMENTS, dict(YES, **{"run it here": ["yes", "yes", "yes", "yes", "leave"]}))
    check(status == 0 and "--resume" in shown, shown)
    check(workbook.log() == ["one", "two", "three", "four"], workbook.log())
    status, shown = follow(workbook, ARGUMENTS[:3] + ["--resume", "--set-from", "token=TOKEN"], dict(YES, **{"run it here": ["yes", "rollback", "yes"]}))
    check(status == 1, shown)
    check(workbook.log() == ["one", "two", "three", "four", "four", "back"], workbook.log())
    text = workbook.records()[0].read_text()
    check('result: "rolled-back"' in text and len(workbook.records()) == 1, text)
    (workbook.folder / "fixed").touch()
    status, shown = follow(workbook, ARGUMENTS + ["--from", "step-4"], YES)
    check(status == 0 and len(workbook.records()) == 2, shown)
    workbook.remove()


def a_secret_is_typed_unseen():
    workbook = Workbook()
    arguments = ["runbook", "run", "RB-001"]
    answers = {"(not shown)>": [SECRET], "place>": ["here"]}
    status, shown = follow(workbook, arguments, dict(answers, **YES))
    check(status == 0, shown)
    check(SECRET not in shown, "the secret is shown while it is typed")
    check((workbook.folder / "values").read_text() == "here %s\n" % SECRET, "the secret did not arrive")
    workbook.remove()


def kills(count, seed):
    chance = random.Random(seed)
    done = 0
    while done < count:
        workbook = Workbook()
        status, settled, isFirst = None, [], True
        while status != 0:
            before = workbook.log()
            arguments = ARGUMENTS if isFirst else ARGUMENTS[:3] + ["--resume", "--set-from", "token=TOKEN"]
            killed = done < count
            status, shown = follow(workbook, arguments, YES, kill_after=chance.uniform(0.02, 1.2) if killed else None)
            if status == -signal.SIGKILL:
                done += 1
            else:
                check(status == 0, shown)
            again = workbook.log()[len(before):]
            names = {"one": "step-1/1", "two": "step-2/1", "three": "step-3/1", "four": "step-5/1"}
            for name in again:
                check(names[name] not in settled, "%s ran again, after it was recorded:\n%s" % (name, shown))
            now = workbook.progress()
            check(all(place in now for place in settled), "a record lost %s" % settled)
            settled = now
            records = [path for path in workbook.records() if not path.name.startswith(".")]
            isFirst = not records
            # A kill after the last write leaves nothing to resume.
            if records and 'result: "passed"' in records[0].read_text() and workbook.history().count(".md") == 1:
                status = 0
        check(set(workbook.log()) == {"one", "two", "three", "four"}, workbook.log())
        records = [path for path in workbook.records() if not path.name.startswith(".")]
        check(len(records) == 1 and 'result: "passed"' in records[0].read_text(), records)
        check(SECRET not in records[0].read_text(), "the secret is in the record")
        history = workbook.history()
        check(history.count(".md") == 1 and SECRET not in history, history)
        check(SECRET.encode() not in (workbook.folder / "workbook.sqlite").read_bytes(), "the secret is in the ledger")
        workbook.remove()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=12)
    options = parser.parse_args()
    for test in [
        everything_passes, nothing_runs_without_a_yes, a_failure_is_retried_rolled_back_or_left, a_secret_is_typed_unseen,
    ]:
        test()
        print("passed:", test.__name__.replace("_", " "), flush=True)
    kills(options.kills, options.seed)
    print("passed: %d kills, seed %d" % (options.kills, options.seed))
