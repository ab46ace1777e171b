"""A real MLflow server on this machine: SQLite, a temporary folder, a free loopback port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

# The server ends by itself after this long, whatever becomes of the tests.
LIFETIME_SECONDS = 3000
START_SECONDS = 1200


class Server:
    """Started by its making; `stop` ends it and removes its files."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="workbook-mlflow-")
        self.path = Path(self.folder.name)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.uri = f"http://127.0.0.1:{port}"
        self.log = open(self.path / "server.log", "wb")
        self.process = subprocess.Popen(
            ["timeout", "--kill-after=5", str(LIFETIME_SECONDS), sys.executable, "-m", "mlflow", "server",
             "--backend-store-uri", f"sqlite:///{self.path}/mlflow.sqlite",
             "--artifacts-destination", str(self.path / "artifacts"),
             "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
             # With threads: a client that reads an artifact asks again before it has closed the first answer.
             "--gunicorn-opts", "--worker-class gthread --threads 8"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True,
            env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"})
        try:
            self.wait()
        except BaseException:
            self.stop()
            raise

    def wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.uri}/health", timeout=20):
                    return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"MLflow did not start:\n{(self.path / 'server.log').read_text()[-4000:]}")

    def stop(self) -> None:
        """Ends the server and its workers: the process group of `timeout` is theirs."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, number)
                self.process.wait(timeout=100)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        self.log.close()
        self.folder.cleanup()
