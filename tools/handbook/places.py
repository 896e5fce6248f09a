"""Where each page of the site comes from and goes to, and what is wrong with its links."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

from handbook import markdown

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
# Pages that lie at the top of the repository, where people and tools look for them.
AT_THE_TOP = {
    "README.md": "project/about.md", "ARCHITECTURE.md": "project/architecture.md",
    "CONTRIBUTING.md": "project/contributing.md", "SECURITY.md": "project/security.md",
    "CHANGELOG.md": "project/changes.md",
}  # fmt: skip
# Pages that the code writes; docs may link to them as if they lay there.
GENERATED = {
    "reference/open-data.md": "Open data: every column", "reference/api.md": "API: every operation",
    "reference/commands.md": "The command: every subcommand", "reference/access.md": "Who may open which page",
}  # fmt: skip
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def sources() -> dict[str, str]:
    """Every page of the site that somebody wrote: its path in the repository, and its path in the site."""
    within = {f"docs/{path.relative_to(DOCS).as_posix()}" for path in DOCS.rglob("*.md")}
    pages = {path: path.removeprefix("docs/") for path in sorted(within)}
    return pages | {path: to for path, to in AT_THE_TOP.items() if (ROOT / path).is_file()}


def written() -> list[Path]:
    """Every Markdown file of the repository whose links are kept."""
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "kota").rglob("*.md")])


def wrong_links(files: list[Path]) -> Iterator[str]:
    """One line for every link that leads nowhere, with the file and line it stands in."""
    for file in files:
        for link in markdown.links(file.read_text(encoding="utf-8")):
            why = wrong(file, link.target)
            if why:
                yield f"{file.relative_to(ROOT)}:{link.line}: {link.target}: {why}"


def wrong(file: Path, target: str) -> str:
    """Why a link of a file leads nowhere; empty where it leads somewhere, or out of the house."""
    if OUTSIDE.match(target):
        return ""
    path, _, anchor = target.partition("#")
    if path.startswith("/"):
        return "begins at the top of a site that is not ours; write it from this file on"
    meant = Path(os.path.normpath(file.parent / path)) if path else file
    if meant.is_relative_to(DOCS) and meant.relative_to(DOCS).as_posix() in GENERATED:
        return ""
    if not meant.is_relative_to(ROOT) or not meant.exists():
        return "no such file"
    if not anchor:
        return ""
    page = meant / "README.md" if meant.is_dir() else meant
    if page.suffix != ".md":
        return ""
    return "" if anchor in _anchors(page) else "no such heading"


@lru_cache(maxsize=512)
def _anchors(page: Path) -> set[str]:
    return markdown.anchors(page.read_text(encoding="utf-8"))


def moved(source: str, text: str, pages: dict[str, str], repository: str) -> str:
    """A page's text with its links as they lead in the site. A file that is no page leads to the repository where its
    address is known, and is left as words where it is not."""
    return _outside_code(text, lambda part: markdown.LINK.sub(lambda one: _led(source, one, pages, repository), part))


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text with a change made to all but its code."""
    parts, at = [], 0
    blanked = markdown.without_code(text)
    for found in markdown.LINK.finditer(blanked):
        parts += [text[at : found.start()], change(text[found.start() : found.end()])]
        at = found.end()
    return "".join([*parts, text[at:]])


def _led(source: str, found: re.Match[str], pages: dict[str, str], repository: str) -> str:
    path, mark, anchor = found["target"].partition("#")
    if OUTSIDE.match(found["target"]) or not path:
        return found[0]
    meant = PurePosixPath(os.path.normpath(PurePosixPath(source).parent / path))
    known = pages.get(str(meant)) or pages.get(str(meant / "README.md"))
    if str(meant).removeprefix("docs/") in GENERATED:
        known = str(meant).removeprefix("docs/")
    if known:
        here = PurePosixPath(pages[source]).parent
        return f"[{found['words']}]({os.path.relpath(known, here)}{mark}{anchor})"
    if repository:
        return f"[{found['words']}]({repository.rstrip('/')}/{meant}{mark}{anchor})"
    return str(found["words"])
