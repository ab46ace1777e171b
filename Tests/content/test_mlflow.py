"""Runs the MLflow calls of the shipped pages against a real MLflow server.

The blocks are taken from the pages, not copied: a wrong command on a page fails here. What stands in for
Databricks: the server for the registry "databricks-uc", databricks_stub.py for the command line.
"""

from __future__ import annotations

import ast
import faulthandler
import json
import os
import re
import signal
import tempfile
import unittest
import urllib.error
import urllib.request
from datetime import datetime
from importlib.metadata import version as installed_version
from pathlib import Path

# The client's own patience is minutes for each request; a server on this machine answers at once or never.
os.environ.update(
    MLFLOW_DISABLE_TELEMETRY="true", MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR="false", MLFLOW_HTTP_REQUEST_TIMEOUT="20",
    MLFLOW_HTTP_REQUEST_MAX_RETRIES="1", MLFLOW_LOGGING_LEVEL="WARNING")

import mlflow
import pandas
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from mlflow.models import MetricThreshold, infer_signature

import calls
from blocks import ROOT, Block, Fault, all_blocks, pages, tokens
from mlflow_server import Server
from runbook import Runbook, Terminal, run_python

# All of it, the server's start included, ends after this long.
LIMIT_SECONDS = 180

MODEL = "prod.churn.churn_model"
STAGING = "staging.churn.churn_model"
EXPERIMENT = "/churn/prod-churn-experiment"
ROLL_BACK = "content/runbooks/roll-back-champion.md"
PROMOTE = "content/runbooks/promote-model-manually.md"
VALIDATION_FAILED = "content/runbooks/validation-failed.md"
GATES = "content/decisions/0007-validation-gates-and-aliases.md"

BLOCKS: list[Block] = [one for one in all_blocks() if not isinstance(one, Fault)]
server: Server
source_run: str
source: str


class TooLate(BaseException):
    """Not an Exception, so that nothing that retries after an error catches it."""


class Churn(mlflow.pyfunc.PythonModel):
    """The smallest model: everybody is as likely to leave."""

    def predict(self, context, model_input, params=None):
        return [0.5] * len(model_input)


def setUpModule() -> None:
    global server, source_run, source

    def late(*_):
        raise TooLate(f"the tests took more than {LIMIT_SECONDS} s")

    signal.signal(signal.SIGALRM, late)
    signal.alarm(LIMIT_SECONDS)
    faulthandler.dump_traceback_later(LIMIT_SECONDS + 30, exit=True)
    unittest.addModuleCleanup(faulthandler.cancel_dump_traceback_later)
    server = Server()
    unittest.addModuleCleanup(server.stop)
    unittest.addModuleCleanup(signal.alarm, 0)
    mlflow.set_tracking_uri(server.uri)
    mlflow.set_registry_uri(server.uri)
    mlflow.set_experiment(EXPERIMENT)
    with mlflow.start_run() as run:
        rows = pandas.DataFrame({"tenure": [1.0, 2.0]})
        logged = mlflow.pyfunc.log_model(
            "model", python_model=Churn(), pip_requirements=[], signature=infer_signature(rows, [0.5, 0.5]))
        mlflow.log_param("seed", 7)
        mlflow.log_metric("root_mean_squared_error", 0.21)
        # What ModelValidation leaves behind, in the run that the version's description links to.
        mlflow.log_text("the thresholds", "validation_thresholds.txt")
        mlflow.log_text("the metrics", "metrics.txt")
        mlflow.log_text("the error", "error.txt")
    source_run, source = run.info.run_id, logged.model_uri


def versions_named(model: str) -> int:
    """The highest version of a model that any block names, so that the registry can hold them all."""
    found = {3}
    for block in BLOCKS:
        found |= {int(number) for number in re.findall(rf"models:/{re.escape(model)}/(\d+)", block.text)}
        if model == MODEL and block.language == "bash":
            found |= {int(number) for number in re.findall(r"^\s*(?:\w+_)?VERSION=(\d+)$", block.text, re.MULTILINE)}
        if model == MODEL and block.language == "python" and "mlflow" in block.text:
            found |= {
                int(node.value) for node in ast.walk(calls.tree_of(block.text))
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"\d+", node.value)}
    highest = max(found)
    assert highest <= 60, f"a page names version {highest} of {model}"
    return highest


class RegistryTestCase(unittest.TestCase):
    """Each test begins with a registry that has the versions of the pages, and no alias."""

    def setUp(self) -> None:
        self.client = MlflowClient(registry_uri=server.uri)
        for model in self.client.search_registered_models():
            self.client.delete_registered_model(model.name)
        for name in (MODEL, STAGING):
            self.client.create_registered_model(name)
            for _ in range(versions_named(name)):
                self.client.create_model_version(
                    name, source, run_id=source_run,
                    description=f"SUCCESS: Validation Details: [Run](#mlflow/experiments/1/runs/{source_run})")

    def champion(self) -> str:
        return self.client.get_model_version_by_alias(MODEL, "champion").version

    def tags(self, version: str) -> dict[str, str]:
        return self.client.get_model_version(MODEL, version).tags

    def terminal(self, runs: list[tuple[str, str]] = (), with_retraining: bool = False) -> Terminal:
        """A terminal whose stub knows the jobs of prod, and these runs of the training: `(start, version)`."""
        folder = tempfile.TemporaryDirectory(prefix="workbook-runbook-")
        self.addCleanup(folder.cleanup)
        terminal = Terminal(Path(folder.name), server.uri, jobs(runs, with_retraining))
        self.addCleanup(terminal.close)
        return terminal


def jobs(runs: list[tuple[str, str]], with_retraining: bool) -> dict:
    """The jobs of prod as the stub keeps them. The newest run of the training failed before it had a version."""
    def job(number: int, name: str, hour: int, **parameters: str) -> dict:
        return {"job_id": number, "settings": {
            "name": f"prod-churn-{name}-job",
            "schedule": {"quartz_cron_expression": f"0 0 {hour} * * ?", "timezone_id": "UTC", "pause_status": "UNPAUSED"},
            "tasks": [{"task_key": name, "notebook_task": {"base_parameters": {**parameters, "model_name": MODEL}}}]}}

    all_jobs = [job(101, "model-training", 9), job(
        102, "batch-inference", 11, input_table_name="prod.churn.input", output_table_name="prod.churn.predictions")]
    if with_retraining:
        all_jobs.append(job(103, "monitoring-retraining", 18))
    history, outputs = [], {}
    failed = ("2026-12-19T09:00:00Z", "")
    for index, (started, version) in enumerate([failed, *runs]):
        state = {"life_cycle_state": "TERMINATED", "result_state": "SUCCESS" if version else "FAILED"}
        history.append({
            "job_id": 101, "run_id": 500 + index, "state": state,
            "start_time": int(datetime.fromisoformat(started).timestamp() * 1000) + 417,
            "tasks": [{"task_key": key, "run_id": 1000 + 10 * index + place, "state": state}
                      for place, key in enumerate(["Train", "ModelValidation", "ModelDeployment"])]})
        outputs[str(1000 + 10 * index)] = {"notebook_output": {"result": f"models:/{MODEL}/{version}"}}
    # Queueing is on in every job of a bundle, so a second start waits behind the active run.
    for number, life_cycle in ((498, "QUEUED"), (499, "RUNNING")):
        history.insert(0, {
            "job_id": 101, "run_id": number, "state": {"life_cycle_state": life_cycle}, "tasks": [],
            "start_time": int(datetime.fromisoformat("2026-12-19T10:00:00Z").timestamp() * 1000)})
    return {"jobs": all_jobs, "runs": history, "outputs": outputs, "cancelled": [], "ran": []}


class CallTests(unittest.TestCase):
    """Every name and argument of MLflow on the pages exists."""

    def test_the_version_under_test_is_the_one_that_the_engagement_pins_or_will_take(self):
        page = ROOT / "content/handover/as-built-inventory.md"
        text = " ".join(page.read_text(encoding="utf-8").split())
        pinned = re.search(r"MLflow, pinned exactly \| `([0-9.]+)`", text)
        self.assertIsNotNone(pinned, f"{page.name} has no row for the pinned MLflow")
        run_against = re.search(r"was run against ([0-9.]+[0-9]) and ([0-9.]+[0-9])\.", text)
        self.assertIsNotNone(run_against, f"{page.name} does not name the versions that the commands were run against")
        self.assertEqual(run_against[1], pinned[1])
        self.assertIn(
            installed_version("mlflow"), run_against.groups(),
            "as-built-inventory.md and Tests/content/requirements.txt differ")

    def test_every_call_in_a_block_exists_and_accepts_its_arguments(self):
        faults, count = [], 0
        for block in BLOCKS:
            if block.language != "python":
                continue
            tree = calls.tree_of(block.text)
            faults += [f"{block}: imports {name}, which calls.py does not know" for name in calls.unknown_modules(tree)]
            for line, path, call in calls.Calls(tree):
                count += 1
                if fault := calls.fault_of(path, call):
                    faults.append(f"{block.at(line)}: {fault}")
        self.assertEqual(faults, [], "\n" + "\n".join(faults))
        self.assertGreater(count, 10, "too few calls were found for this to mean anything")

    def test_every_mlflow_name_in_a_sentence_exists(self):
        faults, count = [], 0
        for page in pages():
            for token in tokens(page):
                for part in token.children or []:
                    text = part.content.replace("MlflowClient()", "mlflow.MlflowClient")
                    found = re.match(r"(mlflow(?:\.\w+)+)(\(.*\))?$", text)
                    if part.type != "code_inline" or not found:
                        continue
                    count += 1
                    try:
                        target = calls.resolve(found[1])
                        call = ast.parse(text, mode="eval").body if found[2] else None
                        names = {one.id for one in getattr(call, "args", []) if isinstance(one, ast.Name)}
                        unknown = names - set(calls.inspect.signature(target).parameters) if names else set()
                        if unknown:
                            faults.append(f"{page.relative_to(ROOT)}:{token.map[0] + 1}: {found[1]} has no {unknown}")
                    except AttributeError as error:
                        faults.append(f"{page.relative_to(ROOT)}:{token.map[0] + 1}: {found[1]}: {error}")
        self.assertEqual(faults, [], "\n" + "\n".join(faults))
        self.assertGreater(count, 5)

    def test_a_wrong_call_would_be_found(self):
        for text, words in [
            ("from mlflow import MlflowClient\nMlflowClient().set_alias('a', 'b', '1')", "has no"),
            ("from mlflow import MlflowClient as C\nc = C()\nc.get_model_version(name='a')", "missing a required"),
            ("import mlflow\nmlflow.search_runs(experiments=['a'])", "unexpected keyword"),
            ("import mlflow as m\nm.artifacts.load('a')", "has no"),
            ("client.set_registered_model_alias('a', 'b')", "missing a required"),
        ]:
            with self.subTest(text=text):
                found = [calls.fault_of(path, call) for _, path, call in calls.Calls(ast.parse(text))]
                self.assertIn(words, " ".join(filter(None, found)))


class BlockTests(RegistryTestCase):
    """Every Python block that needs no Databricks runs, whatever page it stands on."""

    def test_every_mlflow_block_runs(self):
        self.client.set_registered_model_alias(MODEL, "champion", "1")
        result = evaluated()
        ran = 0
        for block in BLOCKS:
            if block.language != "python" or "mlflow" not in block.text:
                continue
            if calls.needs_databricks(calls.tree_of(block.text)):
                continue
            with self.subTest(block=str(block)):
                run_python(block, server.uri, {
                    "mlflow": mlflow, "eval_result": result, "validation_thresholds": threshold(1000.0)})
                ran += 1
        self.assertGreaterEqual(ran, 6, "too few blocks ran for this to mean anything")


def threshold(limit: float) -> dict[str, MetricThreshold]:
    return {"root_mean_squared_error": MetricThreshold(threshold=limit, greater_is_better=False)}


def evaluated(**arguments):
    rows = pandas.DataFrame({"truth": [0.0, 1.0, 0.0], "guess": [0.5, 0.5, 0.5]})
    with mlflow.start_run():
        return mlflow.evaluate(
            data=rows, targets="truth", predictions="guess", model_type="regressor", **arguments)


class GateTests(unittest.TestCase):
    """What decision 0007 says of the gate."""

    def block(self) -> Block:
        return next(one for one in BLOCKS if one.file == GATES and "validate_evaluation_results" in one.text)

    def test_evaluate_ignores_the_thresholds_in_mlflow_2_and_refuses_them_in_3(self):
        if installed_version("mlflow").startswith("2."):
            evaluated(validation_thresholds=threshold(0.0001))
        else:
            with self.assertRaisesRegex(TypeError, "validation_thresholds"):
                evaluated(validation_thresholds=threshold(0.0001))

    def test_the_check_of_the_decision_raises_below_the_threshold_and_passes_above_it(self):
        names = {"mlflow": mlflow, "eval_result": evaluated()}
        with self.assertRaisesRegex(MlflowException, "root_mean_squared_error"):
            run_python(self.block(), server.uri, {**names, "validation_thresholds": threshold(0.0001)})
        run_python(self.block(), server.uri, {**names, "validation_thresholds": threshold(1000.0)})


class RollBackTests(RegistryTestCase):
    """runbooks/roll-back-champion.md, from the incident to the end of the freeze."""

    def roll_back(self, with_retraining: bool) -> None:
        text = "\n".join(one.text for one in BLOCKS if one.file == ROLL_BACK)
        bad, good = (re.search(rf"^{name}_VERSION=(\d+)$", text, re.MULTILINE)[1] for name in ("BAD", "GOOD"))
        # The history that the page shows as the expected output of step 3.
        history = re.findall(rf"^(\d{{4}}-\S+Z) models:/{re.escape(MODEL)}/(\d+)$", text, re.MULTILINE)
        self.assertIn(bad, [version for _, version in history])
        self.assertIn(good, [version for _, version in history])
        self.client.set_registered_model_alias(MODEL, "champion", bad)
        terminal = self.terminal(history, with_retraining)
        page = Runbook(ROLL_BACK, server.uri, terminal)

        page.run("Procedure")
        self.assertEqual(self.champion(), good)
        self.assertEqual(list(self.tags(bad)), ["blocked"])
        self.assertEqual(self.tags(good), {})
        self.assertEqual(set(terminal.state["cancelled"]), {
            f"prod-churn-{name}-job" for name in ["model-training"] + ["monitoring-retraining"] * with_retraining})
        self.assertEqual(
            {one["state"]["life_cycle_state"] for one in terminal.state["runs"]}, {"TERMINATED"},
            "a queued run starts in the middle of the rollback and moves champion")
        self.assertEqual(terminal.state["ran"], [["prod-churn-batch-inference-job", good]])
        self.assertEqual(self.pauses(terminal)["prod-churn-model-training-job"], "PAUSED")
        self.assertEqual(self.pauses(terminal)["prod-churn-batch-inference-job"], "UNPAUSED")
        if with_retraining:
            self.assertEqual(self.pauses(terminal)["prod-churn-monitoring-retraining-job"], "PAUSED")

        page.run("Rollback")
        self.assertEqual(self.champion(), bad)

        page.run("Follow-up")
        self.assertEqual(set(self.pauses(terminal).values()), {"UNPAUSED"})
        self.assertEqual(
            {one["settings"]["schedule"]["timezone_id"] for one in terminal.state["jobs"]}, {"UTC"},
            "pausing lost the rest of the schedule")
        self.assertLessEqual(len(page.skipped), 1, "more blocks than the trial scoring need Databricks")

    def pauses(self, terminal: Terminal) -> dict[str, str]:
        return {one["settings"]["name"]: one["settings"]["schedule"]["pause_status"] for one in terminal.state["jobs"]}

    def test_the_blocks_of_the_page_roll_the_champion_back(self):
        self.roll_back(with_retraining=False)

    def test_they_freeze_the_retraining_job_too_where_there_is_one(self):
        self.roll_back(with_retraining=True)


class PromoteTests(RegistryTestCase):
    """runbooks/promote-model-manually.md."""

    def test_the_blocks_of_the_page_promote_a_version_and_take_it_back(self):
        text = "\n".join(one.text for one in BLOCKS if one.file == PROMOTE)
        version = re.search(r"^VERSION=(\d+)$", text, re.MULTILINE)[1]
        previous = re.search(r'"previous_champion": "(\d+)"', text)[1]
        self.client.set_registered_model_alias(MODEL, "champion", previous)
        before = versions_named(MODEL)
        terminal = self.terminal()
        page = Runbook(PROMOTE, server.uri, terminal)

        printed = "\n".join(page.run("Procedure").values())
        self.assertEqual(self.champion(), version)
        self.assertIn(f"previous champion {previous}", printed)
        self.assertEqual(
            sorted(self.tags(version)), ["approval", "approved_by", "previous_champion", "promoted_by_hand"])
        self.assertEqual(terminal.state["ran"], [["prod-churn-batch-inference-job", version]])
        # Step 3 copied a version of another catalog: a new number, and the same files.
        self.assertIn(f"{MODEL} {before + 1}", printed)
        copied = self.client.get_model_version(MODEL, str(before + 1))
        self.assertRegex(copied.source, rf"^models:/{re.escape(STAGING)}/\d+$")
        self.assertEqual(self.client.get_registered_model(MODEL).aliases, {"champion": version})

        page.run("Rollback")
        self.assertEqual(self.champion(), previous)
        self.assertLessEqual(len(page.skipped), 1, "more blocks than the comparison need Databricks")


class ValidationFailedTests(RegistryTestCase):
    """runbooks/validation-failed.md reads the verdict from the run that the version's description links to."""

    def test_the_blocks_of_the_page_read_the_verdict_and_tag_the_candidate(self):
        blocks = [one for one in BLOCKS if one.file == VALIDATION_FAILED and one.language == "python"]
        printed = "".join(run_python(one, server.uri) for one in blocks)
        for text in ("the thresholds", "the error", "'blocked'"):
            self.assertIn(text, printed)


class ServerTests(RegistryTestCase):
    """The facts about MLflow that the pages and the as-built reader rest on."""

    def get(self, path: str) -> tuple[int, dict]:
        try:
            with urllib.request.urlopen(f"{server.uri}/api/2.0/mlflow/{path}", timeout=200) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def test_an_unknown_alias_is_status_400(self):
        status, body = self.get(f"registered-models/alias?name={MODEL}&alias=nobody")
        self.assertEqual((status, body["error_code"]), (400, "INVALID_PARAMETER_VALUE"))

    def test_an_unknown_model_is_status_404(self):
        status, body = self.get("registered-models/get?name=prod.churn.nothing")
        self.assertEqual((status, body["error_code"]), (404, "RESOURCE_DOES_NOT_EXIST"))

    def test_the_search_for_versions_carries_no_aliases_and_get_does(self):
        self.client.set_registered_model_alias(MODEL, "champion", "2")
        found = self.get("model-versions/search?max_results=200")[1]["model_versions"]
        self.assertGreater(len(found), 3)
        self.assertEqual([one for one in found if "aliases" in one], [])
        version = self.get(f"model-versions/get?name={MODEL}&version=2")[1]["model_version"]
        self.assertEqual(version["aliases"], ["champion"])
        model = self.get(f"registered-models/get?name={MODEL}")[1]["registered_model"]
        self.assertEqual(model["aliases"], [{"alias": "champion", "version": "2"}])

    def test_an_alias_is_one_pointer_without_a_history(self):
        for number in ("1", "2", "3"):
            self.client.set_registered_model_alias(MODEL, "champion", number)
        self.assertEqual(self.champion(), "3")
        self.assertEqual(self.client.get_model_version(MODEL, "2").aliases, [])
        self.client.delete_registered_model_alias(MODEL, "champion")
        with self.assertRaises(MlflowException):
            self.champion()

    def test_versions_are_found_by_name_and_the_champion_loads_and_scores(self):
        found = self.client.search_model_versions(f"name='{MODEL}'")
        self.assertEqual(len(found), versions_named(MODEL))
        self.client.set_registered_model_alias(MODEL, "champion", "3")
        loaded = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
        self.assertEqual(list(loaded.predict(pandas.DataFrame({"tenure": [1.0, 2.0]}))), [0.5, 0.5])


if __name__ == "__main__":
    unittest.main()
