"""Starts a real MLflow server, fills it by MLflow's own client, and runs the tests that read it.

    make test-mlflow                  # with the newest MLflow 3
    make test-mlflow MLFLOW=2.21.3    # with the MLflow of an older runtime

Runs in the virtual environment that the Makefile makes, on a port of this machine.
"""

import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(uri, server):
    for _ in range(600):
        if server.poll() is not None:
            sys.exit("error: the MLflow server ended")
        try:
            with urllib.request.urlopen(uri + "/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.5)
    sys.exit("error: the MLflow server does not answer")


def train(uri):
    """Trains two models, registers them as versions 1 and 2, and makes the first one the champion."""
    import mlflow
    from sklearn.datasets import make_regression
    from sklearn.linear_model import Ridge

    mlflow.set_tracking_uri(uri)
    mlflow.set_experiment("turbines")
    features, hours = make_regression(n_samples=200, n_features=4, noise=3, random_state=1)
    for alpha in (0.1, 10.0):
        with mlflow.start_run(run_name=f"alpha {alpha}"):
            model = Ridge(alpha=alpha).fit(features, hours)
            error = float(((model.predict(features) - hours) ** 2).mean() ** 0.5)
            mlflow.log_param("alpha", alpha)
            mlflow.log_metric("rmse", error)
            mlflow.sklearn.log_model(model, "model", registered_model_name="turbines")
    client = mlflow.MlflowClient(uri)
    client.set_registered_model_alias("turbines", "champion", "1")
    return client


def read(uri, inventory):
    environment = dict(os.environ, WORKBOOK_MLFLOW=uri, WORKBOOK_MLFLOW_INVENTORY=str(inventory))
    command = ["swift", "test", "--skip-build", "--filter", "AsBuiltTests.LiveMLflowTests"]
    command = sys.argv[1:] or command
    if subprocess.run(command, cwd=ROOT, env=environment).returncode != 0:
        sys.exit("error: the tests failed")


def main():
    import mlflow

    # MLflow 3 starts half a dozen processes for jobs that this test does not need.
    os.environ["MLFLOW_SERVER_ENABLE_JOB_EXECUTION"] = "false"
    port = free_port()
    uri = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
            "--backend-store-uri", f"sqlite:///{folder}/mlflow.db", "--artifacts-destination", f"{folder}/artifacts",
        ]
        server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(uri, server)
            print(f"==> MLflow {mlflow.__version__}: training and registering two models", flush=True)
            client = train(uri)
            inventory = pathlib.Path(folder) / "inventory.json"
            print("==> reading", flush=True)
            read(uri, inventory)
            client.set_registered_model_alias("turbines", "champion", "2")
            print("==> reading again, with another champion", flush=True)
            read(uri, inventory)
        finally:
            server.terminate()
            server.wait(timeout=60)
    print("==> passed", flush=True)


main()
