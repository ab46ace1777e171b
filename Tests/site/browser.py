"""One Chromium, and a watch over what a page says and asks for."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        # Without a sandbox, because containers have no user namespaces; it opens our own pages only. No name leads
        # anywhere, so that nothing that a page asks for leaves this machine.
        browser = driver.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"])
        try:
            yield browser
        finally:
            browser.close()


def leave(context: BrowserContext) -> None:
    """Closes `context` once its pages show nothing.

    To close one whose page loads itself again at that moment can wait for ever, and has no limit of its own.
    """
    for page in context.pages:
        try:
            page.goto("about:blank")
        except Error:
            pass  # It loaded itself again instead, and has been looked at.
    context.close()


class Watch:
    """Collects what a page must not do: complain on the console, fail, or ask for what is not of its site."""

    def __init__(self, context: BrowserContext, own: str):
        self.own = own
        self.faults: list[str] = []
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"uncaught error: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self.own):
            self.faults.append(f"request to {request.url}")

    def _failed(self, request: Request) -> None:
        # Leaving a page ends what it still waits for.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"request failed ({request.failure}): {request.url}")

    def take(self) -> list[str]:
        faults, self.faults = self.faults, []
        return faults


class Walk:
    """Follows the links of a served tracker. It ends even where every page leads to another, as each week does to the
    next: of addresses that differ only in the values of their query, it visits `most`."""

    def __init__(self, server: str, kind: Callable[[str], str] = lambda path: path, most: int = 3):
        self.server, self.kind, self.most = server, kind, most
        self.visits: Counter[tuple] = Counter()

    def addresses(self, page: Page) -> Iterator[str]:
        """Each address in turn; before the next one is asked for, `page` shows this one."""
        waiting, seen = [self.server + "/"], set()
        while waiting:
            address = waiting.pop(0)
            parts = urlsplit(address)
            kind = self.kind(parts.path), *sorted(parse_qs(parts.query))
            if address in seen or self.visits[kind] == self.most or not address.startswith(self.server + "/"):
                continue
            seen.add(address)
            self.visits[kind] += 1
            yield address
            waiting += page.evaluate("() => [...document.links].map((a) => a.href.split('#')[0])")


def address(page: Path) -> str:
    return page.as_uri()


def settle(page: Page) -> None:
    """Waits until a change of size or colours is laid out and drawn."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
