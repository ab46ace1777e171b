"""Writes site/licenses/notices.txt: the notices of everything that the program is linked with.

    make licenses

Reads the packages that the build fetched and the copyright files of Debian's libraries. `workbook licenses` prints the
text, and a test compares its list with the packages that are there.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CHECKOUTS = ROOT / ".build" / "checkouts"
# The libraries of the system that the program is linked with, by their Debian package.
LIBRARIES = {
    "libcmark-gfm0.29.0.gfm.6": ("cmark-gfm", "BSD-2-Clause", "https://github.com/github/cmark-gfm"),
    "libgvc6": ("Graphviz", "EPL-1.0", "https://graphviz.org"),
    "libsqlite3-0": ("SQLite", "public domain", "https://sqlite.org"),
    "libical3": ("libical", "LGPL-2.1 or MPL-2.0", "https://github.com/libical/libical"),
    "libxlsxwriter4": ("libxlsxwriter", "BSD-2-Clause", "https://libxlsxwriter.github.io"),
    "libexpat1": ("expat", "MIT", "https://libexpat.github.io"),
}
SWIFT = "Swift's standard library, Foundation, libdispatch: Apache License 2.0 with Runtime Library Exception, https://swift.org"


def normalized(text):
    return re.sub(r"\s+", " ", text).strip()


def main():
    texts = {}
    lines = []
    notices = []
    for folder in sorted(CHECKOUTS.iterdir(), key=lambda path: path.name.lower()):
        license_file = next((path for path in sorted(folder.iterdir()) if path.name.lower().startswith("license")), None)
        if license_file is None:
            sys.exit(f"error: {folder.name} has no licence file")
        text = license_file.read_text().strip("\n")
        # One licence in two layouts is one licence.
        key = normalized(text)
        number = texts.setdefault(key, (len(texts) + 1, text))[0]
        lines.append(f"  {folder.name}  [{number}]")
        notice = folder / "NOTICE.txt"
        if notice.exists():
            notices.append(f"NOTICE of {folder.name}\n\n{notice.read_text().strip()}\n")
    parts = ["Workbook contains or uses the work of others.", "In the program:", "\n".join(lines), "  " + SWIFT]
    parts.append(
        "Libraries of the system, which the program loads when it starts:\n\n"
        + "\n".join(f"  {name}: {license}, {home}" for name, license, home in LIBRARIES.values())
        + "\n\nOn Debian their full notices are in /usr/share/doc/PACKAGE/copyright:\n  "
        + "\n  ".join(LIBRARIES)
    )
    rule = "-" * 72
    for number, text in texts.values():
        parts.append(f"{rule}\n[{number}]\n\n{text}")
    for notice in notices:
        parts.append(f"{rule}\n{notice}")
    target = ROOT / "site" / "licenses" / "notices.txt"
    text = "\n\n".join(parts) + "\n"
    target.write_text("\n".join(line.rstrip() for line in text.split("\n")))
    print(f"wrote {target.relative_to(ROOT)}: {len(lines)} packages, {len(texts)} licences")


main()
