"""A project manager's tasks in the served tracker: with the keyboard, with and without JavaScript, on phone and desk."""

from __future__ import annotations

import json
import tempfile
import time
import unittest
import zipfile
from datetime import date
from pathlib import Path
from typing import Callable, Sequence

import axe
import workbook
from browser import DESK, PHONE, Watch, chromium, leave, settle
from playwright.sync_api import Error, Page, Route

WEEK = "/time?week=2026-W50"
# An answer that refuses a form has the status 422, which Chromium notes on the console.
REFUSED = "the server responded with a status of 422"


class TrackerFormTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.open = chromium()
        cls.browser = cls.open.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.open.__exit__(None, None, None)
        cls.folder.cleanup()

    def each_way(
        self, task: Callable[[Page, Path, bool], None],
        ways: Sequence[tuple[bool, dict]] = ((True, DESK), (True, PHONE), (False, PHONE)),
    ) -> None:
        """Does `task` on a page of a workbook of its own: with JavaScript and without, at 1280 and 360 pixels.

        Without JavaScript a desk differs from a phone in its look only, which the others see: the week, the widest
        page, is tried there too.
        """
        for script, size in ways:
            name = f"{'script' if script else 'plain'}-{size['width']}"
            with self.subTest(name):
                folder = workbook.shipped_workbook(Path(self.folder.name) / f"{self.id()}-{name}")
                with workbook.served(folder, "--by", "ann") as server:
                    context = self.browser.new_context(
                        viewport=size, java_script_enabled=script, reduced_motion="reduce", base_url=server)
                    context.set_default_timeout(120_000)
                    if script:
                        context.add_init_script(axe.SOURCE)
                    watch = Watch(context, server)
                    page = context.new_page()
                    try:
                        task(page, folder, script)
                    finally:
                        leave(context)
                    self.assertEqual([fault for fault in watch.take() if REFUSED not in fault], [])

    def look(self, page: Page, script: bool) -> None:
        """Nothing that axe finds, and nothing wider than the screen."""
        if not script:
            return
        for attempt in range(3):
            try:
                settle(page)
                found = axe.violations(page)
                if page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
                    found.append("wider than the screen")
                break
            except Error:
                # The page loaded itself again, because of what was recorded.
                if attempt == 2:
                    raise
                page.wait_for_load_state()
        self.assertEqual(found, [], page.url)

    def history(self, folder: Path) -> str:
        return " ".join(workbook.run(folder, "history", "--last", "12").stdout.split())

    def test_a_week_is_logged_with_the_keyboard(self):
        def task(page: Page, folder: Path, script: bool) -> None:
            page.goto(WEEK)
            self.look(page, script)
            first = page.locator("input[name^='c.']").first
            first.focus()
            if script:
                # Down and up, right and left, as in a spreadsheet.
                for key, name in (("ArrowDown", "c.1.0"), ("ArrowUp", "c.0.0"), ("ArrowRight", "c.0.1"),
                                  ("ArrowLeft", "c.0.0")):
                    page.keyboard.press(key)
                    self.assertEqual(page.evaluate("() => document.activeElement.name"), name)
            for text in ("1d", ".", "1:30"):
                page.keyboard.type(text)
                page.keyboard.press("Tab")
            if script:
                self.assertEqual(page.locator("[data-row-total]").first.inner_text(), "2d 1h 30m")
            page.keyboard.press("Enter")
            page.wait_for_url("**done=*")
            self.assertIn("Recorded", page.locator(".notice").inner_text())
            self.assertEqual(page.locator("input[name='c.0.1']").input_value(), "1d")
            self.look(page, script)
            page.get_by_role("button", name="Undo").first.click()
            page.wait_for_url("**/history?done=*")
            self.look(page, script)
            page.goto(WEEK)
            self.assertEqual(page.locator("input[name='c.0.1']").input_value(), "")

        self.each_way(task, ((True, DESK), (True, PHONE), (False, DESK), (False, PHONE)))

    def test_a_refused_field_keeps_the_week_and_a_ticked_box_saves_it(self):
        def task(page: Page, folder: Path, script: bool) -> None:
            page.goto(WEEK)
            page.locator("input[name='c.0.0']").fill("1d")
            page.locator("input[name='c.0.1']").fill("8")
            page.locator("input[name='c.0.5']").fill("4h")
            page.get_by_role("button", name="Save").click()
            self.assertIn("has no unit", page.locator(".reason").first.inner_text())
            self.assertEqual(page.locator("input[name='c.0.0']").input_value(), "1d")
            self.look(page, script)
            page.locator("input[name='c.0.1']").fill("8h")
            page.get_by_role("button", name="Save").click()
            self.assertIn("is not a business day", page.locator(".reason").first.inner_text())
            self.look(page, script)
            page.get_by_role("checkbox").first.check()
            page.get_by_role("button", name="Save").click()
            page.wait_for_url("**done=*")
            self.assertEqual(self.history(folder).count("2026-12-12"), 1)

        self.each_way(task)

    def test_time_over_the_cap_is_held_and_released_by_an_approved_change(self):
        def task(page: Page, folder: Path, script: bool) -> None:
            page.goto(WEEK)
            row = page.locator("tbody tr", has_text="Project Manager").first
            for day, text in enumerate(("1d", "1d", "4h")):
                row.locator("input[name^='c.']").nth(day).fill(text)
            page.get_by_role("button", name="Save").click()
            page.wait_for_url("**done=*")
            self.assertIn("over the cap and held", page.locator(".notice").inner_text())
            self.look(page, script)
            page.locator(".notice").get_by_role("link", name="propose a change request").click()
            for label, text in (("Title", "More steering"), ("Requested by", "piet"), ("Reason", "weekly board")):
                page.get_by_label(label, exact=True).fill(text)
            self.look(page, script)
            page.get_by_role("button", name="Propose").click()
            page.wait_for_url("**/changes?done=*")
            page.get_by_role("link", name="CR-2 More steering").click()
            self.assertIn("releases 6h of held time", page.locator(".effect").inner_text())
            form = page.locator("form[action$='/approve']")
            form.get_by_label("Decided by").fill("A. Sponsor")
            form.get_by_role("button", name="Approve").click()
            # The reason is missing: the name is kept.
            self.assertEqual(form.get_by_label("Decided by").input_value(), "A. Sponsor")
            self.look(page, script)
            form.get_by_label("Reason").fill("order 4711")
            form.get_by_role("button", name="Approve").click()
            page.wait_for_url("**done=*")
            self.look(page, script)
            self.assertIn("CR-2 approved by A. Sponsor: order 4711", self.history(folder))
            page.goto("/")
            self.assertEqual(page.locator(".figure-card", has_text="Project Manager").get_by_text("none held").count(), 1)

        self.each_way(task)

    def test_a_prerequisite_is_confirmed_from_the_first_page(self):
        def task(page: Page, folder: Path, script: bool) -> None:
            page.goto("/")
            self.look(page, script)
            page.get_by_role("link", name="confirm or waive it").first.click()
            page.get_by_role("button", name="Confirm").click()
            self.assertIn("the evidence is empty", page.locator(".refusal").inner_text())
            self.look(page, script)
            page.get_by_label("Evidence").fill("mail of 1 December")
            page.get_by_role("button", name="Confirm").click()
            page.wait_for_url("**done=*")
            self.assertIn("confirmed: mail of 1 December", self.history(folder))
            self.look(page, script)

        self.each_way(task)

    def test_a_link_that_is_followed_is_not_stopped_by_what_is_recorded(self):
        folder = workbook.shipped_workbook(Path(self.folder.name) / "followed")
        with workbook.served(folder, "--by", "ann") as server:
            page = self.browser.new_page()
            self.addCleanup(page.close)

            def answer_late(route: Route) -> None:
                workbook.run(folder, "question", "ask", "Who answers?", "--asked-by", "dana")
                # Longer than the server takes to tell the page that is left.
                time.sleep(3)
                route.continue_()

            page.route("**/risks", answer_late)
            page.goto(server + "/history")
            page.get_by_role("link", name="Risks").click()
            page.wait_for_url("**/risks", timeout=120_000)

    def test_a_session_is_planned_and_held_and_its_question_answered(self):
        def task(page: Page, folder: Path, script: bool) -> None:
            page.goto("/sessions/new")
            self.look(page, script)
            page.get_by_label("Title").fill("Handover of the runbooks")
            page.get_by_label("Day").fill("2026-12-05")
            page.get_by_label("Begins at").fill("14:00")
            page.get_by_role("button", name="Plan", exact=True).click()
            # A Saturday: refused, and what was typed is kept.
            self.assertIn("is not a business day", page.locator(".refusal").inner_text())
            self.assertEqual(page.get_by_label("Title").input_value(), "Handover of the runbooks")
            self.look(page, script)
            page.get_by_label("Day").fill("2026-12-02")
            page.get_by_role("button", name="Plan", exact=True).click()
            page.wait_for_url("**/sessions?done=*")
            self.look(page, script)
            page.get_by_role("link", name="Handover of the runbooks").click()
            self.look(page, script)
            page.goto("/questions/new")
            page.get_by_label("Question").fill("Who rotates the key?")
            page.get_by_label("Asked by").fill("ann")
            page.get_by_role("button", name="Ask").click()
            page.wait_for_url("**/questions?done=*")
            page.get_by_role("link", name="Who rotates the key?").click()
            page.get_by_role("button", name="Close").click()
            self.assertIn("a question is closed by a document or an answer", page.locator(".refusal").inner_text())
            self.look(page, script)
            page.get_by_label("Answered by").fill("dana")
            page.get_by_label("Answer", exact=True).fill("The owner of the vault")
            page.get_by_role("button", name="Close").click()
            page.wait_for_url("**done=*")
            self.look(page, script)
            self.assertIn("Who rotates the key?", self.history(folder))

        self.each_way(task)

    def test_a_rehearsal_is_recorded_and_named_as_evidence(self):
        def task(page: Page, folder: Path, script: bool) -> None:
            page.goto("/rehearsals")
            self.look(page, script)
            page.get_by_role("link", name="record a rehearsal").first.click()
            self.look(page, script)
            page.get_by_label("Performed by").fill("ann")
            page.get_by_label("How long").fill("45m")
            page.get_by_role("button", name="Record").click()
            page.wait_for_url("**/rehearsals?done=*")
            self.look(page, script)
            page.goto("/acceptance")
            self.look(page, script)
            page.get_by_role("link", name="add evidence").first.click()
            form = page.locator("form[action$='/rehearsal']")
            form.get_by_role("button", name="Add").click()
            self.assertIn("the name is empty", page.locator(".refusal").inner_text())
            self.look(page, script)
            page.locator("form[action$='/rehearsal']").get_by_label("Seen by").fill("ann")
            page.locator("form[action$='/rehearsal']").get_by_role("button", name="Add").click()
            page.wait_for_url("**done=*")
            self.look(page, script)
            self.assertIn("rehearsal", page.locator("[aria-label='Evidence']").inner_text())

        self.each_way(task)

    def test_a_pack_is_made_and_sent_and_its_answer_recorded(self):
        def task(page: Page, folder: Path, script: bool) -> None:
            page.goto("/acceptance")
            page.get_by_role("link", name="Acceptance packs").click()
            self.look(page, script)
            page.get_by_role("link", name="Make a pack").click()
            self.look(page, script)
            page.get_by_role("button", name="Make the pack").click()
            page.wait_for_url("**done=*")
            self.look(page, script)
            with page.expect_download() as sent:
                page.get_by_role("link", name="Download the pack").click()
            with zipfile.ZipFile(sent.value.path()) as pack:
                response = json.loads(pack.read("acceptance/response.json"))
            response.update(signer="Piet de Vries", role="Head of Data", date=date.today().isoformat())
            response["criteria"][0]["answer"] = "accepted"
            page.get_by_label("Response").fill("{")
            page.get_by_role("button", name="Record").click()
            self.assertIn("is not valid JSON", page.locator(".refusal").inner_text())
            self.look(page, script)
            page.get_by_label("Response").fill(json.dumps(response, indent=2))
            page.get_by_role("button", name="Record").click()
            page.wait_for_url("**/acceptance?done=*")
            self.look(page, script)
            self.assertIn("Piet de Vries", page.locator("[aria-label='Sign-offs']").inner_text())

        # A pack takes some seconds, so fewer ways than the other tasks.
        self.each_way(task, ((True, PHONE), (False, DESK)))

    def test_time_is_imported_from_a_file_after_a_preview(self):
        header = "date;person;role;activity;hours\n"
        row = "2026-12-0{};dana;data-scientist;kickoff;1,5\n"

        def task(page: Page, folder: Path, script: bool) -> None:
            page.goto(WEEK)
            page.get_by_role("link", name="Import time").click()
            self.look(page, script)

            def choose(text: str, preview: str) -> None:
                page.get_by_label("file", exact=False).first.set_input_files(
                    {"name": "hours.csv", "mimeType": "text/csv", "buffer": text.encode()})
                page.get_by_role("button", name=preview).click()

            choose(header + row.format(3) + row.format(5), "Preview")
            self.assertIn("1 row of 2 is wrong", page.locator(".refusal").inner_text())
            self.look(page, script)
            choose(header + row.format(3) + row.format(4), "Preview again")
            self.look(page, script)
            page.get_by_role("button", name="Import 2 rows").click()
            page.wait_for_url("**imported=2")
            self.look(page, script)
            self.assertIn("Imported 2 rows", page.locator(".notice").inner_text())
            self.assertEqual(self.history(folder).count("1h 30m"), 2)
            # The terminal reads the same rows.
            (folder / "hours.csv").write_text(header + row.format(3) + row.format(4))
            self.assertIn("2 there already", workbook.run(folder, "import", "time", "hours.csv").stdout)
            # Pasted rows, read again as they were sent, with a box ticked.
            page.goto("/time/import")
            page.get_by_label("Or rows from a spreadsheet").fill((header + row.format(5)).replace(";", "\t"))
            page.get_by_role("button", name="Preview").click()
            self.assertIn("is not a business day", page.locator("tbody tr", has_text="2026-12-05").inner_text())
            self.assertEqual(page.get_by_role("button", name="Import").count(), 0)
            page.get_by_label("Rows on weekends").check()
            page.get_by_role("button", name="Preview again").click()
            self.assertEqual(page.get_by_role("button", name="Import 1 row").count(), 1)
            # What another program exported: its names are matched once.
            toggl = (
                "User,Project,Task,Description,Start date,Start time,End date,End time,Duration\n"
                "Ann Lee,Web,Design,x,2026-12-03,13:00:00,2026-12-03,14:15:00,01:15:00\n")
            page.goto("/time/import")
            page.get_by_label("The file is").select_option("toggl")
            page.get_by_label("Or rows from a spreadsheet").fill(toggl)
            page.get_by_label("Role of rows that name none").select_option("project-manager")
            page.get_by_role("button", name="Preview").click()
            self.look(page, script)
            page.get_by_label("What person 'Ann Lee' means").fill("ann")
            page.get_by_label("What activity 'Web / Design' means").select_option("kickoff")
            page.get_by_role("button", name="Preview again").click()
            page.get_by_role("button", name="Import 1 row").click()
            page.wait_for_url("**imported=1")
            self.assertIn("1h 15m", self.history(folder))

        self.each_way(task, ((True, PHONE), (False, DESK)))

    def test_what_is_typed_outlives_a_change_by_another_hand(self):
        folder = workbook.shipped_workbook(Path(self.folder.name) / "typing")
        with workbook.served(folder, "--by", "ann") as server:
            page = self.browser.new_page()
            self.addCleanup(page.close)
            page.goto(server + WEEK)
            page.locator("input[name='c.0.0']").fill("6h")
            workbook.run(folder, *"log 4h --role project-manager --activity kickoff --person ann --date 2026-12-07".split())
            page.locator(".stale").wait_for(state="visible", timeout=120_000)
            self.assertEqual(page.locator("input[name='c.0.0']").input_value(), "6h")
            page.get_by_role("button", name="Save").click()
            self.assertIn("another writer changed this from 0h to 4h; you typed 6h", page.locator(".reason").inner_text())


if __name__ == "__main__":
    unittest.main()
