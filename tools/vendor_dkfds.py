"""Make the vendored subset of Det Fælles Designsystem in `static/vendor/dkfds/`.

Run it when dkfds is upgraded:

    npm pack dkfds && tar xzf dkfds-*.tgz
    python tools/vendor_dkfds.py package static/vendor/dkfds

It keeps the neutral theme without the components we draw ourselves, the icons named in ICONS, and the fonts the pages
use; references to everything left out are removed, so that `collectstatic` with hashed names passes. Nothing is
downloaded here and nothing is built at run time.
"""

import re
import shutil
import sys
from pathlib import Path

import tinycss2

# Icons offered by `{% ikon %}`. A name missing here is one line to add.
ICONS = [
    "account",
    "arrow-back",
    "arrow-downward",
    "arrow-forward",
    "arrow-upward",
    "assignment",
    "attach-file",
    "bookmark",
    "calendar-month",
    "chat",
    "check",
    "checklist",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "chevron-up",
    "close",
    "contact-info",
    "copy",
    "delete",
    "document",
    "download",
    "edit",
    "email",
    "error",
    "feedback",
    "file-pdf",
    "first-page",
    "flag",
    "folder",
    "folder-open",
    "forward",
    "groups",
    "help",
    "home",
    "hourglass",
    "info",
    "last-page",
    "link",
    "list-bulleted",
    "list-check",
    "lock",
    "menu",
    "minus",
    "more-vert",
    "notifications",
    "open-in-new",
    "person",
    "person-add",
    "person-remove",
    "persons",
    "plus",
    "print",
    "refresh",
    "reply",
    "save",
    "search",
    "send",
    "settings",
    "star",
    "success",
    "summary",
    "sync",
    "time",
    "tune",
    "upload",
    "visibility",
    "visibility-off",
    "warning",
]

# Images dkfds' own rules need: check marks, the select arrow and the accordion.
IMAGES = ["check", "check-white", "chevron-down", "chevron-up", "minus", "minus-white", "plus"]

# Components of dkfds that Opsporing draws itself or leaves out on purpose.
LEFT_OUT = re.compile(
    r"\.(header|footer|mainmenu|navigation|navbar|portal|solution|mobile-drawer|overlay|cookie|language-switcher"
    r"|select-language|toast|tooltip|date-picker|sidemenu|sidenav|step-indicator|step-guide|card|cards|back-to-top"
    r"|anchor-|anchorlinks|icon-(?!svg)|toggle-|nav-|d-print|search-|hero)"
)

# The parts IBM ships of each face. The browser fetches a part only when a letter in its range occurs on the page.
RANGES = {
    "Latin1": "U+0000, U+000D, U+0020-007E, U+00A0-00FF, U+0131, U+0152-0153, U+02C6, U+02DA, U+02DC, U+2013-2014, "
    "U+2018-201A, U+201C-201E, U+2020-2022, U+2026, U+2030, U+2039-203A, U+2044, U+20AC, U+2122, U+2212, U+FB01-FB02",
    "Latin2": "U+0100-0101, U+0104-0130, U+0132-0151, U+0154-017F, U+018F, U+0192, U+01A0-01A1, U+01AF-01B0, "
    "U+01FA-01FF, U+0218-021B, U+0237, U+0259, U+1E80-1E85, U+1E9E, U+20A1, U+20A4, U+20A6, U+20A8-20AA, "
    "U+20AD-20AE, U+20B1-20B2, U+20B4-20B5, U+20B8-20BA, U+20BD, U+20BF",
    "Latin3": "U+0102-0103, U+01CD-01DC, U+1EA0-1EF9, U+20AB",
}
FACES = [("Regular", 400, "normal"), ("Italic", 400, "italic"), ("Medium", 500, "normal"), ("SemiBold", 600, "normal")]
FACES += [("Bold", 700, "normal")]
# Print embeds whole faces: WeasyPrint has no unicode-range, and it subsets the font in the PDF by itself.
PRINT_FACES = ["Regular", "Italic", "SemiBold", "Bold"]

HEAD = "/* dkfds 11.2, neutral theme, subset made by tools/vendor_dkfds.py. Licence: ../LICENSE */\n"


def _selectors(prelude: list) -> list[str]:
    """Split a selector list at its top-level commas."""
    parts: list[list] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def _declarations(content: list) -> str:
    """Serialise declarations without those that point at a picture left out."""
    kept = []
    for declaration in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if declaration.type != "declaration":
            continue
        text = declaration.serialize()
        urls = re.findall(r'url\("?\.\./img/([^)"]*)"?\)', text)
        if all(url.removeprefix("svg-icons/").removesuffix(".svg") in IMAGES for url in urls):
            kept.append(text.replace(": ", ":"))
    return ";".join(kept)


def trim(rules: list) -> str:
    """Return the stylesheet text of `rules` without what is left out."""
    out = []
    for rule in rules:
        if rule.type == "at-rule":
            if rule.lower_at_keyword == "font-face":
                continue
            head = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude).rstrip()}"
            if rule.content is None:
                out.append(f"{head};")
            elif rule.lower_at_keyword == "media":
                inner = trim(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
                if inner:
                    out.append(f"{head}{{{inner}}}")
            else:
                out.append(f"{head}{{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "qualified-rule":
            selectors = [s for s in _selectors(rule.prelude) if not LEFT_OUT.search(s)]
            body = _declarations(rule.content)
            if selectors and body:
                out.append(f"{','.join(selectors)}{{{body}}}")
    return "\n".join(out)


def fonts_css() -> str:
    """Return the @font-face rules of the faces in use."""
    out = ["/* IBM Plex Sans, SIL Open Font License 1.1: fonts/license.txt */"]
    for face, weight, style in FACES:
        for part, unicode_range in RANGES.items():
            out.append(
                f"@font-face{{font-family:IBM Plex Sans;font-style:{style};font-weight:{weight};font-display:swap;"
                f'src:url(../fonts/split/IBMPlexSans-{face}-{part}.woff2) format("woff2");'
                f"unicode-range:{unicode_range}}}"
            )
    return "\n".join(out) + "\n"


def sprite(source: Path) -> str:
    """Return a sprite with the icons in ICONS."""
    symbols = dict(re.findall(r'<symbol id="([^"]+)"(.*?</symbol>)', source.read_text(), flags=re.DOTALL))
    body = "\n".join(f'<symbol id="{name}"{symbols[name]}' for name in ICONS)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'


def main(package: Path, target: Path) -> None:
    """Write the subset of the unpacked npm package to `target`, replacing what is there."""
    dist = package / "dist"
    shutil.rmtree(target, ignore_errors=True)
    for folder in ("css", "img/svg-icons", "fonts/split", "fonts/hele"):
        (target / folder).mkdir(parents=True)
    css = (dist / "css/dkfds.min.css").read_text()
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    (target / "css/dkfds.css").write_text(HEAD + fonts_css() + trim(rules) + "\n")
    (target / "img/ikoner.svg").write_text(sprite(dist / "img/all-svg-icons.svg"))
    for name in IMAGES:
        shutil.copyfile(dist / f"img/svg-icons/{name}.svg", target / f"img/svg-icons/{name}.svg")
    fonts = dist / "fonts/IBMPlexSans"
    for face, _, _ in FACES:
        for part in RANGES:
            name = f"IBMPlexSans-{face}-{part}.woff2"
            shutil.copyfile(fonts / "split/woff2" / name, target / "fonts/split" / name)
    for face in PRINT_FACES:
        name = f"IBMPlexSans-{face}.woff2"
        shutil.copyfile(fonts / "complete/woff2" / name, target / "fonts/hele" / name)
    shutil.copyfile(fonts / "complete/woff2/license.txt", target / "fonts/license.txt")
    shutil.copyfile(package / "LICENSE.md", target / "LICENSE")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
