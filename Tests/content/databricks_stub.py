"""Stands in for the Databricks CLI where the runbooks' shell blocks run against a real MLflow server.

Aliases and versions are the server's (MLFLOW_TRACKING_URI); jobs are those of the JSON file WORKBOOK_STUB.
A command, flag or count of arguments that the real CLI does not have ends in an error, as it does there.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

SERVER = os.environ["MLFLOW_TRACKING_URI"]
STATE = Path(os.environ["WORKBOOK_STUB"])

# Arguments and flags as github.com/databricks/cli declares them in cmd/workspace, at commit 7bbe285.
# A flag with True takes a value.
COMMANDS: dict[str, tuple[range, dict[str, bool]]] = {
    "current-user me": (range(0, 1), {}),
    "registered-models get": (range(1, 2), {"--include-aliases": False, "--include-browse": False}),
    "registered-models set-alias": (range(3, 4), {}),
    "registered-models delete-alias": (range(2, 3), {}),
    "model-versions get": (range(2, 3), {"--include-aliases": False, "--include-browse": False}),
    "model-versions get-by-alias": (range(2, 3), {"--include-aliases": False}),
    "jobs list": (range(0, 1), {"--name": True, "--limit": True, "--expand-tasks": False}),
    "jobs get": (range(1, 2), {}),
    "jobs update": (range(0, 1), {"--json": True}),
    "jobs list-runs": (range(0, 1), {
        "--job-id": True, "--active-only": False, "--completed-only": False, "--expand-tasks": False,
        "--limit": True}),
    "jobs get-run-output": (range(1, 2), {}),
    "jobs cancel-all-runs": (range(0, 1), {"--job-id": True, "--all-queued-runs": False}),
    "jobs run-now": (range(1, 2), {"--timeout": True, "--no-wait": False}),
}


def fail(message: str):
    print(f"Error: {message}", file=sys.stderr)
    sys.exit(1)


def mlflow(method: str, path: str, **fields) -> dict:
    url = f"{SERVER}/api/2.0/mlflow/{path}"
    if method == "GET":
        url, body = f"{url}?{urllib.parse.urlencode(fields)}", None
    else:
        body = json.dumps(fields).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=200) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        fail(json.load(error)["message"])


def version_info(version: dict) -> dict:
    """A model version in the words of Unity Catalog's REST interface, where its number is a number."""
    catalog, schema, name = version["name"].split(".")
    return {
        "catalog_name": catalog, "schema_name": schema, "model_name": name, "version": int(version["version"]),
        "status": version["status"], "run_id": version["run_id"], "comment": version.get("description", ""),
        "created_by": "0f0e0d0c-sp-churn-run", "model_version_dependencies": {"dependencies": []},
    }


def registered_models(verb: str, arguments: list[str], flags) -> dict | None:
    if verb == "set-alias":
        name, alias, version = arguments
        if not version.isdigit():
            fail(f"invalid VERSION_NUM: {version}")
        mlflow("POST", "registered-models/alias", name=name, alias=alias, version=version)
        return {"alias_name": alias, "version_num": int(version)}
    if verb == "delete-alias":
        mlflow("DELETE", "registered-models/alias", name=arguments[0], alias=arguments[1])
        return None
    model = mlflow("GET", "registered-models/get", name=arguments[0])["registered_model"]
    answer = {"full_name": model["name"], "owner": "churn-model-owners"}
    if flags.include_aliases:
        answer["aliases"] = [
            {"alias_name": one["alias"], "version_num": int(one["version"])} for one in model.get("aliases", [])]
    return answer


def model_versions(verb: str, arguments: list[str], _) -> dict:
    path, key = ("model-versions/get", "version") if verb == "get" else ("registered-models/alias", "alias")
    return version_info(mlflow("GET", path, name=arguments[0], **{key: arguments[1]})["model_version"])


def cancel(runs: list[dict], job_id: int, queued_ones: bool) -> None:
    """Ends the queued runs of a job, or its active ones. A queued run that is left then starts, as one run may.

    The API's page does not say whether the flag ends active runs as well, so here it does not.
    """
    mine = [run for run in runs if run["job_id"] == job_id and run["state"]["life_cycle_state"] != "TERMINATED"]
    queued = [run for run in mine if run["state"]["life_cycle_state"] == "QUEUED"]
    active = [run for run in mine if run not in queued]
    for run in queued if queued_ones else active:
        run["state"] = {"life_cycle_state": "TERMINATED", "result_state": "CANCELED"}
    if not queued_ones and queued:
        queued[0]["state"] = {"life_cycle_state": "RUNNING"}


def jobs(verb: str, arguments: list[str], flags) -> object:
    state = json.loads(STATE.read_text())

    def job(number) -> dict:
        found = [one for one in state["jobs"] if str(one["job_id"]) == str(number)]
        return found[0] if found else fail(f"Job {number} does not exist.")

    if verb == "list":
        return [one for one in state["jobs"] if flags.name in (None, one["settings"]["name"])]
    if verb == "get":
        return job(arguments[0])
    if verb == "list-runs":
        runs = [one for one in state["runs"] if one["job_id"] == job(flags.job_id)["job_id"]]
        if flags.active_only:
            runs = [one for one in runs if one["state"]["life_cycle_state"] != "TERMINATED"]
        if flags.completed_only:
            runs = [one for one in runs if one["state"]["life_cycle_state"] == "TERMINATED"]
        return runs if flags.expand_tasks else [
            {key: value for key, value in one.items() if key != "tasks"} for one in runs]
    if verb == "get-run-output":
        return state["outputs"].get(arguments[0]) or fail(f"Run {arguments[0]} does not exist.")
    if verb == "update":
        if not flags.json:
            fail("--json is missing")
        text = Path(flags.json[1:]).read_text() if flags.json.startswith("@") else flags.json
        change = json.loads(text)
        job(change["job_id"])["settings"].update(change["new_settings"])
        answer = None
    elif verb == "cancel-all-runs":
        found = job(flags.job_id)
        state["cancelled"].append(found["settings"]["name"])
        cancel(state["runs"], found["job_id"], flags.all_queued_runs)
        answer = None
    else:
        found = job(arguments[0])
        parameters = found["settings"]["tasks"][0]["notebook_task"]["base_parameters"]
        champion = mlflow("GET", "registered-models/alias", name=parameters["model_name"], alias="champion")
        state["ran"].append([found["settings"]["name"], champion["model_version"]["version"]])
        answer = {"run_page_url": "https://example.cloud.databricks.com/run/1", "state": {"result_state": "SUCCESS"}}
    STATE.write_text(json.dumps(state))
    return answer


def main(words: list[str]) -> None:
    command = " ".join(words[:2])
    if command not in COMMANDS:
        fail(f'unknown command "{command}" for "databricks"; databricks_stub.py lists those it knows')
    counts, flags = COMMANDS[command]
    parser = argparse.ArgumentParser(prog=f"databricks {command}", allow_abbrev=False, add_help=False)
    parser.add_argument("arguments", nargs="*")
    parser.add_argument("-o", "--output", choices=["json", "text"])
    parser.add_argument("-p", "--profile")
    for flag, takes_value in flags.items():
        parser.add_argument(flag, action="store" if takes_value else "store_true")
    given = parser.parse_intermixed_args(words[2:])
    if len(given.arguments) not in counts or not all(given.arguments):
        fail(f"{command} takes {counts.start} arguments, received {given.arguments}")
    if not (given.profile or os.environ.get("DATABRICKS_CONFIG_PROFILE")):
        fail("no profile is chosen")
    if command == "current-user me":
        answer = {"userName": "someone@example.com"}
    else:
        group = {"registered-models": registered_models, "model-versions": model_versions, "jobs": jobs}[words[0]]
        answer = group(words[1], given.arguments, given)
    if answer is not None:
        print(json.dumps(answer, indent=2, sort_keys=True))


if __name__ == "__main__":
    main(sys.argv[1:])
