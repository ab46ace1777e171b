"""Finds the MLflow calls in a Python block, and holds each against the signature that MLflow has."""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator

from check_blocks import without_magics

# Modules that exist on Databricks only, so that nothing here can run them. A block that imports one is
# compiled (check_blocks.py), and its MLflow calls are checked, but it is not run.
ONLY_ON_DATABRICKS = {
    "databricks",  # databricks-feature-engineering, databricks-sdk: need a workspace
    "delta",  # delta-spark: needs a Spark session
    "pyspark",  # likewise
}
# Names that a Databricks notebook has without an import.
NOTEBOOK_NAMES = {"spark", "dbutils", "display"}


def tree_of(text: str) -> ast.Module:
    return ast.parse(without_magics(text))


def modules_of(tree: ast.AST) -> set[str]:
    """The top-level modules that a block imports."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def unknown_modules(tree: ast.AST) -> set[str]:
    return modules_of(tree) - ONLY_ON_DATABRICKS - {"mlflow"} - set(sys.stdlib_module_names)


def needs_databricks(tree: ast.AST) -> bool:
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return bool(modules_of(tree) & ONLY_ON_DATABRICKS or names & NOTEBOOK_NAMES)


def resolve(path: str) -> object:
    """The object that a dotted path below `mlflow` names; raises AttributeError where there is none."""
    parts = path.split(".")
    found, name = importlib.import_module(parts[0]), parts[0]
    for part in parts[1:]:
        name = f"{name}.{part}"
        try:
            found = getattr(found, part)
        except AttributeError:
            if not inspect.ismodule(found):
                raise
            try:
                found = importlib.import_module(name)
            except ImportError:
                raise AttributeError(f"there is no {name}") from None
    return found


class Calls:
    """The MLflow calls of a block: `(line, dotted path, call)`."""

    def __init__(self, tree: ast.AST):
        self.tree = tree
        self.paths = {"mlflow": "mlflow", "MlflowClient": "mlflow.MlflowClient"}
        self.instances = {"client": "mlflow.MlflowClient"}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for name in node.names:
                    if name.asname and name.name.split(".")[0] == "mlflow":
                        self.paths[name.asname] = name.name
            elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "mlflow":
                for name in node.names:
                    self.paths[name.asname or name.name] = f"{node.module}.{name.name}"
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                made = self.path(node.value.func)
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self.instances.pop(target.id, None)
                        if made and made.rsplit(".", 1)[-1][0].isupper():
                            self.instances[target.id] = made

    def path(self, node: ast.expr) -> str | None:
        if isinstance(node, ast.Name):
            return self.paths.get(node.id) or self.instances.get(node.id)
        if isinstance(node, ast.Attribute):
            inner = self.path(node.value)
            return f"{inner}.{node.attr}" if inner else None
        if isinstance(node, ast.Call):  # MlflowClient(...).method
            made = self.path(node.func)
            return made if made and made.rsplit(".", 1)[-1][0].isupper() else None
        return None

    def __iter__(self) -> Iterator[tuple[int, str, ast.Call]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and (path := self.path(node.func)):
                yield node.lineno, path, node


def fault_of(path: str, call: ast.Call) -> str | None:
    """What is wrong with a call, or None: the name must exist and accept these arguments."""
    try:
        target = resolve(path)
    except (AttributeError, ImportError):
        return f"MLflow has no {path}"
    if not callable(target):
        return f"{path} cannot be called"
    signature = inspect.signature(target)
    owner = resolve(path.rsplit(".", 1)[0])
    values = [None] * (len(call.args) + (inspect.isclass(owner) and inspect.isfunction(target)))
    names = {keyword.arg: None for keyword in call.keywords if keyword.arg}
    starred = any(isinstance(one, ast.Starred) for one in call.args) or any(not one.arg for one in call.keywords)
    try:
        (signature.bind_partial if starred else signature.bind)(*values, **names)
    except TypeError as error:
        return f"{path}{signature} refuses this call: {error}"
    return None
