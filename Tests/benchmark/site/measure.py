"""Builds the same pages with each program in turn; prints times, memory and ratios.

    measure.py FOLDER WORKBOOK PLAIN-LOOP PEERS ROUNDS

FOLDER is what make_pages.py wrote, PEERS the folder with the programs `hugo` and `zensical`.
"""

import http.client
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

folder, workbook, plain, peers, rounds = Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4]), int(sys.argv[5])
pages = sorted(path.relative_to(folder / "workbook/content") for path in (folder / "workbook/content").rglob("*.md"))


def run(command, output, cwd=None, text=None):
    """Runs `command`, which writes to `output`: seconds on the wall, and the most memory in MB.

    No output is there before, and none is removed meanwhile: ext4 is slow to give the places of files that were
    just removed to new ones, which would be measured with whatever program comes next.
    """
    assert not output.exists()
    output.mkdir(parents=True) if text else None
    for page in pages if text else []:
        (output / page).parent.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    process = subprocess.Popen(
        command, cwd=cwd, stdin=subprocess.PIPE if text else None, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if text:
        process.stdin.write(text)
        process.stdin.close()
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{said.decode()[-2000:]}")
    return seconds, usage.ru_maxrss / 1024


def programs():
    build = [workbook, "build", "--edition", "customer", "--output"]
    yield "workbook", rounds, lambda out: run(build + [str(out)], out, folder / "workbook")
    yield "workbook, one thread", rounds, lambda out: run(build + [str(out), "--jobs", "1"], out, folder / "workbook")
    listing = "".join(f"{page}\n" for page in pages).encode()
    yield "plain C loop", rounds, lambda out: run([plain, str(folder / "workbook/content"), str(out)], out, text=listing)
    hugo = [str(peers / "hugo"), "--quiet", "--source", str(folder / "hugo"), "--destination"]
    yield "hugo", rounds, lambda out: run(hugo + [str(out)], out)
    if os.environ.get("ZENSICAL", "1") != "0":
        yield "zensical", 1, lambda out: run(
            [str(peers / "zensical"), "build", "--clean"], folder / "zensical/site", folder / "zensical")


def full_builds():
    results = {name: [] for name, _, _ in programs()}
    for turn in range(rounds):
        for name, times, build in programs():
            if turn < times:
                results[name].append(build(folder / "out" / f"{name.replace(', ', '-').replace(' ', '-')}-{turn}"))
    print(f"\n{'full build':24}{'seconds':>10}{'MB':>8}")
    medians = {}
    for name, measured in results.items():
        medians[name] = statistics.median(s for s, _ in measured)
        print(f"{name:24}{medians[name]:10.2f}{max(m for _, m in measured):8.0f}")
    ours, memory = medians["workbook"], max(m for _, m in results["workbook"])
    print()
    goal("hugo / workbook", medians["hugo"] / ours, 6, more=True)
    if "zensical" in medians:
        goal("zensical / workbook", medians["zensical"] / ours, 60, more=True)
    goal("workbook / plain C loop", ours / medians["plain C loop"], 2.5)
    goal("memory of workbook / hugo", memory / max(m for _, m in results["hugo"]), 1 / 3)


def goal(what, value, limit, more=False):
    is_met = value >= limit if more else value <= limit
    bound = "at least" if more else "at most"
    print(f"{what:28}{value:8.2f}   goal: {bound} {limit:.2f}   {'met' if is_met else 'MISSED'}")


def same_bytes():
    manifests = set()
    for jobs in ("1", "2"):
        out = folder / "out" / f"jobs-{jobs}"
        run([workbook, "build", "--edition", "customer", "--jobs", jobs, "--output", str(out)], out, folder / "workbook")
        manifests.add((out / "manifest.sha256").read_bytes())
    print(f"with one thread and with two: {'the same bytes' if len(manifests) == 1 else 'DIFFERENT BYTES'}")


def edits():
    """From writing a page to the message that open pages get, and how long the rebuild itself took."""
    server = subprocess.Popen(
        [workbook, "serve", "--edition", "customer", "--port", "0"], cwd=folder / "workbook",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    said = []
    threading.Thread(target=lambda: said.extend(iter(server.stderr.readline, "")), daemon=True).start()
    lines = (re.search(r"http://127.0.0.1:(\d+)/", line) for line in iter(server.stdout.readline, ""))
    port = int(next(match for match in lines if match).group(1))
    stream = http.client.HTTPConnection("127.0.0.1", port)
    stream.request("GET", "/events", headers={"Accept": "text/event-stream"})
    events = stream.getresponse()
    time.sleep(2)
    page, waited = folder / "workbook/content" / pages[len(pages) // 2], []
    original = page.read_text()
    try:
        for number in range(21):
            time.sleep(0.5)
            start = time.monotonic()
            page.write_text(original + f"\nOne more sentence, the {number}th.\n")
            while not events.readline().startswith(b"data"):
                pass
            waited.append((time.monotonic() - start) * 1000)
    finally:
        page.write_text(original)
        server.terminate()
        server.wait()
    rebuilt = [int(ms) for ms in re.findall(r"rebuilt in (\d+) ms", "".join(said))]
    print(f"\none page of {len(pages)} edited, medians of {len(waited)}:")
    goal("rebuilt, ms", statistics.median(rebuilt[-20:]), 100)
    goal("shown in the browser, ms", statistics.median(waited[1:]), 150)


full_builds()
same_bytes()
edits()
