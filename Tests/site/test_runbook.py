"""A runbook's page in a browser, from its folder: values for its commands, and the form of a rehearsal."""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path

import axe
import workbook
from browser import DESK, PHONE, Watch, address, chromium, settle
from playwright.sync_api import Page
from test_pages import LOOKS, OVERFLOW

RUNBOOK = """---
id: RB-901
title: Run the job again
description: Starts a job that failed.
kind: runbook
audience: customer
owner: pipeline-owner
review_in: 6 months
parameters:
  - name: job
    description: The id of the job.
    example: "4711"
  - name: environment
    description: Where it runs.
    example: staging
    pattern: "[a-z]+"
  - name: token
    description: The token of the service principal.
    secret: true
---

# Run the job again

## When to use

- A job failed, and its cause is gone.

## Prerequisites

You need the Databricks CLI.

## Procedure

1. **Start it.** Nothing else starts it.

   ```bash
   databricks jobs run-now {{job}} --note "by hand in {{environment}}" --token {{token}} # {{job}}
   ```

   Expected: the id of a run.

2. **Read its result.**

   ```sql
   SELECT state FROM system.runs WHERE job = {{job}};
   ```

## Verification

1. The last run is green.

   ```python
   assert runs.last({{job}}, '{{environment}}').is_green
   ```

## Rollback

Nothing is to be taken back.

## Escalation

Call the pipeline owner.

## Follow-up

Write down why it failed.
"""
# What leaves quotes that are not made for it.
VALUES = ["4711", "a b", "it's", "\"; touch x; \"", "$(id)", "`id`", "${HOME}", "a'b\"c", "x;y|z&", "*?~", "ä😀", "''"]
COPIED = "() => { navigator.clipboard.writeText = (text) => { window.__copied = text; return Promise.resolve(); }; }"


class RunbookTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        root = Path(cls.folder.name)
        cls.workbook = workbook.shipped_workbook(root / "workbook")
        (cls.workbook / "content" / "runbooks" / "run-the-job-again.md").write_text(RUNBOOK, encoding="utf-8")
        cls.site = workbook.build(cls.workbook, "customer", root / "customer")
        cls.page_path = cls.site / "runbooks" / "run-the-job-again" / "index.html"
        cls.open = chromium()
        cls.browser = cls.open.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.open.__exit__(None, None, None)
        cls.folder.cleanup()

    def page(self, size: dict = DESK, **options) -> Page:
        context = self.browser.new_context(viewport=size, reduced_motion="reduce", **options)
        context.set_default_timeout(120_000)
        context.add_init_script(axe.SOURCE)
        self.addCleanup(context.close)
        self.watch = Watch(context, "file://")
        page = context.new_page()
        page.goto(address(self.page_path))
        return page

    def command(self, page: Page, language: str) -> str:
        return page.locator(f"pre[aria-label='Code, {language}'] code").first.text_content()

    def test_values_fill_the_commands_with_the_keyboard(self):
        page = self.page()
        page.get_by_label("Value of job").focus()
        page.keyboard.type("47 11")
        page.keyboard.press("Tab")
        page.keyboard.type("prod")
        self.assertEqual(
            self.command(page, "bash"),
            "databricks jobs run-now '47 11' --note \"by hand in \"'prod'\"\" --token \"${WORKBOOK_SECRET_TOKEN}\""
            " # {{job}}\n")
        self.assertEqual(self.command(page, "sql"), "SELECT state FROM system.runs WHERE job = '47 11';\n")
        self.assertEqual(self.command(page, "python"), "assert runs.last('47 11', 'prod').is_green\n")
        page.evaluate(COPIED)
        page.locator("button.copy").first.focus()
        page.keyboard.press("Enter")
        self.assertEqual(page.evaluate("() => window.__copied"), self.command(page, "bash"))
        page.reload()
        self.assertIn("'47 11'", self.command(page, "bash"), "a value is lost when the page is loaded again")
        self.assertNotIn("TOKEN", page.evaluate("() => JSON.stringify(localStorage)").upper())
        page.get_by_role("button", name="Clear the values").click()
        self.assertIn("run-now {{job}} --note", self.command(page, "bash"))
        self.assertEqual(page.evaluate("() => Object.keys(localStorage)"), [])
        self.assertEqual(self.watch.take(), [])

    def test_a_value_is_written_as_the_terminal_writes_it(self):
        page = self.page()
        field = page.get_by_label("Value of job")
        for value in VALUES:
            with self.subTest(value):
                field.fill(value)
                said = workbook.run(
                    self.workbook, "runbook", "run", "RB-901", "--dry-run", "--set", f"job={value}",
                    "--set", "environment=staging").stdout
                page.get_by_label("Value of environment").fill("staging")
                for language in ("bash", "sql", "python"):
                    self.assertIn(self.command(page, language).strip(), said)

    def test_a_value_that_is_not_accepted_leaves_the_command_as_it_is(self):
        page = self.page()
        field = page.get_by_label("Value of environment")
        field.fill("Prod; rm")
        self.assertIn("by hand in {{environment}}", self.command(page, "bash"))
        self.assertEqual(field.get_attribute("aria-invalid"), "true")
        self.assertEqual(page.locator("#value-problem-environment").inner_text(), "does not match [a-z]+")
        job = page.get_by_label("Value of job")
        job.fill("-rf")
        self.assertIn("run-now {{job}}", self.command(page, "bash"))
        job.fill("a\\b")
        self.assertIn("job = {{job}};", self.command(page, "sql"), "SQL reads a backslash in many ways")

    def test_without_javascript_the_table_and_the_names_are_read(self):
        page = self.page(java_script_enabled=False)
        self.assertIn("{{job}}", self.command(page, "bash"))
        table = page.locator(".parameters table")
        self.assertIn("4711", table.inner_text())
        page.locator(".rehearsal > summary").click()
        self.assertFalse(page.locator("[data-save]").is_visible())
        self.assertTrue(page.get_by_text("Saving needs JavaScript").is_visible())

    def fill_in(self, page: Page) -> None:
        """Fills the form in with the keyboard alone, from its summary on."""
        def following(text: str = "") -> None:
            page.keyboard.press("Tab")
            if text:
                page.keyboard.type(text)

        page.locator(".rehearsal > summary").focus()
        page.keyboard.press("Enter")
        following("Ann Lee")
        for _ in range(4):
            # The parts of a date: month, day, year, and the picker.
            following()
        page.locator("[name=level]").focus()
        page.keyboard.type("Ran it alone")
        for result, minutes, note in (("Passed", "12", ""), ("Partly", "5", "The view was missing"), ("Passed", "3", "")):
            following()  # The link to the step.
            following(result)
            following(minutes)
            following(note)

    def test_a_rehearsal_is_filled_in_saved_and_imported(self):
        for size in (DESK, PHONE):
            with self.subTest(size["width"]):
                page = self.page(size, accept_downloads=True)
                self.fill_in(page)
                self.assertEqual(page.locator("[name=result]").input_value(), "partly")
                self.assertEqual(page.locator("[name=minutes]").input_value(), "20")
                page.locator("[name=result]").select_option("passed")
                page.locator("[name=questions]").fill("Who owns the view?\n\nWhere is it?")
                page.locator("[name=note]").fill(f"At {size['width']} pixels")
                page.reload()
                self.assertEqual(page.locator("[name=performer]").input_value(), "Ann Lee", "the draft is lost")
                page.locator("[data-save]").focus()
                with page.expect_download() as download:
                    page.keyboard.press("Enter")
                self.assertIn("with this rehearsal", page.locator("[data-status]").inner_text())
                file = Path(self.folder.name) / f"{size['width']}.json"
                download.value.save_as(file)
                saved = json.loads(file.read_text(encoding="utf-8"))
                self.assertEqual(saved["format"], "workbook-rehearsals/v1")
                one = saved["rehearsals"][0]
                self.assertEqual((one["document"], one["level"], one["minutes"]), ("RB-901", "unaided", 20))
                trial = workbook.run(self.workbook, "rehearse", "import", str(file), "--dry-run").stdout
                self.assertIn("would record: RB-901 rehearsed on", trial)
                first = workbook.run(self.workbook, "rehearse", "import", str(file)).stdout
                self.assertIn("question: Who owns the view?", first)
                self.assertIn("step-2 partly in 5m: The view was missing", first)
                again = workbook.run(self.workbook, "rehearse", "import", str(file)).stdout
                self.assertIn("already recorded:", again)
                listed = json.loads(workbook.run(self.workbook, "rehearse", "list", "--json").stdout)
                last = listed[-1]
                self.assertEqual(last["standing"], "proven")
                self.assertEqual(last["note"], f"At {size['width']} pixels")
                self.assertEqual(last["steps"][0], {"step": "step-1", "result": "passed", "minutes": 12})
                self.assertEqual(self.watch.take(), [])

    def test_an_incomplete_form_saves_nothing(self):
        page = self.page()
        page.locator(".rehearsal > summary").click()
        page.locator("[data-save]").click()
        self.assertIn("Fill in who followed it", page.locator("[data-status]").inner_text())
        self.assertEqual(page.evaluate("() => document.activeElement.name"), "performer")

    def test_the_open_form_is_sound_in_every_look(self):
        page = self.page()
        page.locator(".rehearsal > summary").click()
        page.get_by_label("Value of environment").fill("UPPER")
        page.get_by_label("Value of job").fill("4711")
        faults = []
        for size, scheme in LOOKS:
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            settle(page)
            found = axe.violations(page)
            wide = page.evaluate(OVERFLOW)
            faults += [f"{size['width']} px, {scheme}: {fault}" for fault in found + ([wide] if wide else [])]
        self.assertEqual(faults, [], "\n".join(map(str, faults)))


if __name__ == "__main__":
    unittest.main()
