"""Nothing that somebody writes runs in a reader's browser, even without the policy that would stop it."""

from __future__ import annotations

import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import workbook
from browser import DESK, Walk, chromium
from hostile_content import HostileFacts, HostileText, Report, copy_without_policy
from payloads import FAMILIES, all_payloads
from playwright.sync_api import BrowserContext, Dialog, Page, Request

# What a payload calls, and what people who look for holes call: each leaves a trace.
HOOK = """() => {
  window.__ran = [];
  window.__xss = (number) => { window.__ran.push(String(number)); };
  for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.__ran.push(name);
}"""

# The elements and attributes that pages of ours are made of; whatever else is in a page came in with a payload.
ELEMENTS = """html head meta title link script body a abbr article aside b blockquote br button caption circle code dd
del details div dl dt ellipse em figcaption figure footer form g h1 h2 h3 h4 h5 h6 header hr i img input ins kbd li
line main mark nav ol p path pattern polygon polyline pre rect s samp section small span stop strong sub summary sup
svg table tbody td text tfoot th thead tr tspan ul defs clippath lineargradient desc marker template time label select option
textarea fieldset legend output data""".split()
ATTRIBUTES = """accept action align alt autocapitalize autocomplete charset checked class colspan content cx cy d datetime
defer disabled dominant-baseline dx dy enctype enterkeyhint fill fill-opacity focusable font-family font-size font-style
font-weight for height hidden href http-equiv id inputmode lang label loading markerheight markerwidth max maxlength
method min overflow minlength name offset open opacity orient pathlength patternunits placeholder points popover popovertarget
preserveaspectratio r reversed refx refy rel required role rows rowspan rx ry scope selected size spellcheck src start step
stop-color stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity stroke-width tabindex text-anchor
textlength title transform type value viewbox width x x1 x2 xlink:href xml:space xmlns xmlns:xlink y y1 y2""".split()

INSPECT = """([elements, attributes]) => {
  const faults = [];
  const isRisky = (url) => !["http:", "https:", "mailto:", "file:"].includes(new URL(url, document.baseURI).protocol);
  for (const e of document.querySelectorAll("*")) {
    const name = e.localName.toLowerCase();
    const at = e.outerHTML.slice(0, 160);
    if (!elements.includes(name)) faults.push(`element ${name}: ${at}`);
    const isOurs = /^(\\.\\.\\/)*(\\/site\\/)?[-\\w./]+$/.test(e.getAttribute("src"));
    if (name === "script" && (e.textContent.trim() || !isOurs)) faults.push(`script: ${at}`);
    const isPolicy = e.httpEquiv === "Content-Security-Policy" && e.content.startsWith("default-src 'none'; ");
    // An address of a redirect climbs to the root of the site and names a page from there.
    const leads = e.httpEquiv === "refresh" || e.name === "held-refresh";
    const isRedirect = leads && /^0; url=(\\.\\.\\/)+[-\\w./]+$/.test(e.content);
    if (name === "meta" && (e.httpEquiv || leads) && !isPolicy && !isRedirect) faults.push(`meta: ${at}`);
    for (const { name: key, value } of e.attributes) {
      const isKnown = attributes.includes(key.toLowerCase()) || /^(aria|data)-[-a-z]+$/.test(key);
      if (!isKnown) faults.push(`attribute ${key}: ${at}`);
      if (["href", "src", "action", "xlink:href"].includes(key)) {
        try { if (isRisky(value)) faults.push(`address ${value}: ${at}`); }
        catch { faults.push(`address ${value}: ${at}`); }
      }
    }
  }
  return faults;
}"""

# Does what a reader could do, without leaving the page: a link that would lead away is not followed.
PROVOKE = """() => {
  const drawn = new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a");
    if (link && !/^javascript:/i.test(link.protocol)) event.preventDefault();
  }, true);
  addEventListener("submit", (event) => event.preventDefault(), true);
  for (const e of document.querySelectorAll("main *, header *, svg *")) {
    for (const kind of ["pointerenter", "mouseover", "mouseenter", "focus", "focusin", "keydown", "wheel", "copy"])
      e.dispatchEvent(new Event(kind, { bubbles: kind !== "focus" && kind !== "mouseenter" }));
    if (e.matches("a, button, summary, input, select, textarea, [onclick]"))
      e.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
  return drawn.then(() => window.__ran);
}"""


class Trap:
    """Opens pages, does to them what a reader could do, and says what ran or went where."""

    def __init__(self, context: BrowserContext, own: str):
        self.own = own
        self.faults: list[str] = []
        context.add_init_script(f"({HOOK})()")
        context.on("dialog", self._dialog)
        context.on("request", self._request)
        context.on("weberror", lambda error: self.faults.append(f"uncaught error: {error.error}"))

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self.own):
            self.faults.append(f"request to {request.url[:200]}")

    def check(self, page: Page, address: str) -> list[str]:
        page.goto(address)
        found = page.evaluate(INSPECT, [ELEMENTS, ATTRIBUTES])
        found += [f"ran: {name}" for name in page.evaluate(PROVOKE)]
        if page.url.split("#")[0] != address:
            found.append(f"led away to {page.url}")
        found += self.faults
        self.faults = []
        return [f"{address.rsplit('/', 3)[-3:]}: {fault}" for fault in dict.fromkeys(found)]


def trap_all(pages: list[Path], own: str) -> list[str]:
    faults = []
    with chromium() as browser:
        context = browser.new_context(viewport=DESK, reduced_motion="reduce")
        context.set_default_timeout(120_000)
        trap = Trap(context, own)
        page = context.new_page()
        for path in pages:
            faults += trap.check(page, path.as_uri())
    return faults


class HostileTests(unittest.TestCase):
    """Every payload in every place, published and opened: the texts of pages in one workbook, the facts in another."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        root = Path(cls.folder.name)
        cls.report = Report()
        cls.text = HostileText(root / "text", all_payloads(), cls.report)
        cls.facts = HostileFacts(root / "facts", all_payloads(), cls.report)
        cls.sites = []
        for hostile in (cls.text, cls.facts):
            hostile.make()
        cls.facts.live()
        for hostile, edition in ((cls.text, "internal"), (cls.facts, "internal"), (cls.facts, "customer")):
            name = f"{hostile.folder.name}-{edition}"
            built = workbook.build(hostile.folder, edition, root / f"built-{name}")
            cls.sites.append(copy_without_policy(built, root / name))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_most_payloads_reach_a_page(self):
        report = self.report
        payloads = all_payloads()
        print(f"{len(payloads)} payloads of {len(FAMILIES)} families in {len(report.planted)} places: "
              f"{report.planted.total()} planted, {report.refused.total()} refused", flush=True)
        print("\n".join(report.lines()), flush=True)
        self.assertGreater(len(payloads), 300)
        self.assertGreater(report.published, report.planted.total() * 0.8, report.lines())

    def test_nothing_runs_in_the_site(self):
        text, internal, customer = self.sites
        pages = workbook.pages_of(text) + workbook.pages_of(internal)
        # All redirects are made alike, of an old address and a title: some of every family are enough.
        pages = [page for number, page in enumerate(pages) if "old" not in page.parts or number % 4 == 0]
        # The editions show the same pages here, but for the form of a rehearsal; what is made of contract and ledger is
        # another thing in each.
        pages += [page for page in workbook.pages_of(customer) if "page-" not in page.parent.name]
        pages += sorted((customer / "runbooks").glob("page-*/index.html"))[::4]
        self.assertGreater(len(pages), 400)
        own = Path(self.folder.name).as_uri()
        with ThreadPoolExecutor(2) as pool:
            halves = pool.map(trap_all, [pages[0::2], pages[1::2]], [own, own])
            faults = [fault for half in halves for fault in half]
        self.assertEqual(faults, [], f"{len(faults)} faults:\n" + "\n".join(faults[:40]))

    def test_nothing_runs_in_the_search(self):
        with chromium() as browser:
            context = browser.new_context(viewport=DESK, reduced_motion="reduce")
            trap = Trap(context, Path(self.folder.name).as_uri())
            page = context.new_page()
            page.goto((self.sites[1] / "index.html").as_uri())
            for query in ("script", "onerror", "javascript:", "</title>", "{{", "<img src=x onerror=__xss(0)>"):
                page.locator("#search-input").fill(query)
                page.wait_for_function("() => document.querySelector('.search-note').textContent")
                self.assertEqual(page.evaluate(INSPECT, [ELEMENTS, ATTRIBUTES]), [], query)
            self.assertEqual(page.evaluate("() => window.__ran"), [])
            self.assertEqual(trap.faults, [])

    def test_nothing_runs_in_the_tracker(self):
        with workbook.served(self.facts.folder) as server, chromium() as browser:
            # The server's own policy is taken out of force too.
            context = browser.new_context(viewport=DESK, bypass_csp=True)
            trap = Trap(context, server)
            page = context.new_page()
            # The stream of changes never ends; a trap does not need it.
            context.route("**/events", lambda route: route.abort())
            faults = []
            for address in Walk(server).addresses(page):
                if "/site/" not in address:
                    faults += trap.check(page, address)
            for address in ("/site/index.html", "/site/engagement/status/index.html", "/site/search/index.html"):
                faults += trap.check(page, server + address)
            self.assertEqual(faults, [], f"{len(faults)} faults:\n" + "\n".join(faults[:40]))

    def test_a_trap_catches_what_runs(self):
        """With the escaping taken back, payloads of most families run; the traps are not deaf."""
        page = Path(self.folder.name) / "unescaped.html"
        caught = set()
        with chromium() as browser:
            context = browser.new_context(viewport=DESK)
            trap = Trap(context, page.as_uri())
            opened = context.new_page()
            for payload in all_payloads()[::5]:
                page.write_text(f"<!doctype html><title>x</title><main>{payload.text}</main>", encoding="utf-8")
                if trap.check(opened, page.as_uri()):
                    caught.add(payload.family)
        self.assertGreaterEqual(len(caught), 7, caught)


if __name__ == "__main__":
    unittest.main()
