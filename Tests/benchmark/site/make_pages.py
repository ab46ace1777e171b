"""Writes the same Markdown pages as a workbook, as a Hugo site and as a Zensical site.

    make_pages.py FOLDER COUNT

The pages are of the size and make of real runbooks and decisions: 13 KB on average, with tables, lists, code in
five languages and links to each other. A seeded generator makes them: each run writes the same bytes.
"""

import random
import sys
from pathlib import Path

WORDS = """access alert approval artifact audit baseline batch branch bundle catalog champion challenger change
check cluster column commit compute configuration contract cost cutover dashboard data dataset default delta
deployment drift endpoint engineer environment error evaluation event evidence experiment failure feature file
freshness gate group handover history identity incident inference input job lag latency lineage list log metric
migration model monitor notebook output owner partition path permission pipeline plan policy prediction principal
production profile query queue quota record region registry release report request result retry review role
rollback row rule run runbook sample schedule schema score secret serving session signature snapshot source stage
staging state step storage stream table tag target task team test threshold token traffic training trigger
update usage user validation value version view volume warehouse window workflow workspace""".split()
VERBS = "reads writes checks promotes compares schedules rejects records replaces validates restores deploys".split()
SECTIONS = ["decisions", "runbooks", "guides", "handover", "operations"]

CODE = {
    "bash": "databricks bundle deploy --target {a} --var=\"{b}_id=$ID\"  # as the release principal\n"
    "if [ \"$?\" -ne 0 ]; then\n    echo \"the {c} is not there\" >&2\n    exit {n}\nfi\n",
    "python": "def {a}_{b}(rows, limit={n}):\n    \"\"\"Keeps the {c} of each {a}.\"\"\"\n    found = {{}}\n"
    "    for row in rows:\n        if row[\"{b}\"] is None or len(found) > limit:\n            continue\n"
    "        found[row[\"{a}\"]] = float(row[\"{c}\"]) * 1.{n}\n    return found\n",
    "sql": "SELECT {a}, count(*) AS {b}_count, max({c}) AS newest\nFROM main.{a}.{b}\n"
    "WHERE {c} >= current_date() - INTERVAL {n} DAYS AND {b} <> 'none'\nGROUP BY {a}\nORDER BY newest DESC;\n",
    "yaml": "resources:\n  jobs:\n    {a}_{b}:\n      name: \"{c}-${{bundle.target}}\"\n      max_retries: {n}\n"
    "      tasks:\n        - task_key: {b}\n          timeout_seconds: {n}00\n",
    "json": "{{\n  \"{a}\": {n},\n  \"{b}\": [true, null, \"{c}\"],\n  \"nested\": {{ \"{c}\": 0.{n} }}\n}}\n",
}


class Writer:
    def __init__(self, seed, count):
        self.random = random.Random(seed)
        self.count = count

    def word(self):
        return self.random.choice(WORDS)

    def phrase(self, least=2, most=4):
        return " ".join(self.word() for _ in range(self.random.randint(least, most)))

    def sentence(self, link):
        r = self.random
        text = f"the {self.phrase()} {r.choice(VERBS)} the {self.phrase(1, 3)}"
        kind = r.random()
        if kind < 0.12:
            text += f" with `{self.word()}_{self.word()}`"
        elif kind < 0.2:
            text += f", **{self.phrase(1, 2)}** first"
        elif kind < 0.3:
            text += f", as [{self.phrase(2, 3)}]({link(r.randrange(self.count))}) says"
        elif kind < 0.36:
            text += f" before the *{self.word()}* of the {self.phrase(1, 2)}"
        return text[0].upper() + text[1:] + "."

    def paragraph(self, link):
        return " ".join(self.sentence(link) for _ in range(self.random.randint(3, 7))) + "\n\n"

    def table(self, link):
        columns = self.random.randint(3, 5)
        lines = ["| " + " | ".join(self.phrase(1, 2) for _ in range(columns)) + " |", "|" + " --- |" * columns]
        for _ in range(self.random.randint(4, 10)):
            cells = [self.phrase(1, 4) for _ in range(columns - 1)] + [str(self.random.randrange(10_000))]
            lines.append("| " + " | ".join(cells) + " |")
        return "\n".join(lines) + "\n\n"

    def items(self, link):
        numbered = self.random.random() < 0.5
        lines = []
        for number in range(self.random.randint(3, 7)):
            lines.append((f"{number + 1}. " if numbered else "- ") + self.sentence(link))
        return "\n".join(lines) + "\n\n"

    def code(self, link):
        language = self.random.choice(sorted(CODE))
        parts = [
            CODE[language].format(a=self.word(), b=self.word(), c=self.word(), n=self.random.randint(2, 99))
            for _ in range(self.random.randint(1, 4))
        ]
        return f"```{language}\n" + "".join(parts) + "```\n\n"

    def body(self, size, link):
        text = self.paragraph(link)
        while len(text) < size:
            text += f"## {self.phrase(2, 4).capitalize()}\n\n"
            for _ in range(self.random.randint(2, 4)):
                if self.random.random() < 0.25:
                    text += f"### {self.phrase(1, 3).capitalize()}\n\n"
                make = self.random.choice([self.paragraph, self.paragraph, self.items, self.table, self.code])
                text += make(link)
        return text


def section_of(index):
    return SECTIONS[index % len(SECTIONS)]


def page(index, count):
    writer = Writer(index, count)
    title = f"{writer.phrase(2, 4).capitalize()} {index}"
    size = writer.random.randint(7_000, 18_000)

    def link(other):
        return f"../{section_of(other)}/page-{other}.md"

    return title, writer.body(size, link)


def main():
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    roots = {name: folder / name for name in ("workbook/content", "hugo/content", "zensical/docs")}
    for root in roots.values():
        for section in SECTIONS:
            (root / section).mkdir(parents=True, exist_ok=True)
    total = 0
    for index in range(count):
        title, body = page(index, count)
        total += len(body)
        name = f"{section_of(index)}/page-{index}.md"
        (roots["workbook/content"] / name).write_text(
            f"---\nid: page-{index}\ntitle: {title}\nkind: guide\naudience: customer\nowner: platform\n---\n\n{body}")
        # Links stay as they are in Hugo: its hook that looks pages up takes five times as long as all the rest.
        (roots["hugo/content"] / name).write_text(f"---\ntitle: {title}\n---\n\n{body}")
        (roots["zensical/docs"] / name).write_text(f"# {title}\n\n{body}")
    for name in ("hugo/content/_index.md", "zensical/docs/index.md", "workbook/content/index.md"):
        front = "---\nid: home\ntitle: Home\nkind: guide\naudience: customer\nowner: platform\n---\n\n"
        text = "Start with the sections.\n"
        (folder / name).write_text({"w": front + text, "h": "---\ntitle: Home\n---\n\n" + text}.get(
            name[0], "# Home\n\n" + text))
    print(f"{count} pages, {total / count / 1024:.1f} KB on average, {total / 1e6:.1f} MB together")


main()
