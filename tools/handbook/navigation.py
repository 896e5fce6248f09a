"""The order of the site: parts as `navigation.toml` says, and every page in one of them (pure)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

HOME = "index.md"
REST = "More"


def parts() -> list[dict[str, Any]]:
    """The parts of the site as they are written down."""
    return list(_stated()["part"])


def _stated() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("navigation.toml").read_text(encoding="utf-8"))


def ordered(titles: Mapping[str, str]) -> list[Any]:
    """What the generator takes as `nav`, of the site's pages and their titles: none is left out, none stands twice."""
    called = _stated()["called"]
    left = {page: called.get(page, words) for page, words in titles.items() if page != HOME}
    made: list[Any] = [{"Rukun": HOME}]
    for part in parts():
        own = [page for page in part["first"] if page in left]
        for folder in part["folders"]:
            found = [page for page in left if page.startswith(f"{folder}/") and page not in own]
            own += _grouped(folder, found, left)
        names = [page for entry in own for page in _pages(entry)]
        made.append({part["title"]: [_entry(entry, left) for entry in own]})
        left = {page: words for page, words in left.items() if page not in names}
    if left:
        made.append({REST: [{words: page} for page, words in sorted(left.items(), key=lambda one: one[1])]})
    return made


def _grouped(folder: str, found: list[str], titles: Mapping[str, str]) -> list[Any]:
    """The pages of a folder that nobody put in order: many stand below a heading of their own, after their README."""
    by_title = sorted(found, key=lambda page: (PurePosixPath(page).name != "README.md", titles[page].lower()))
    if len(by_title) < 2 or PurePosixPath(by_title[0]).name != "README.md":
        return by_title
    return [(PurePosixPath(folder).name.capitalize(), by_title)]


def _pages(entry: Any) -> list[str]:
    return entry[1] if isinstance(entry, tuple) else [entry]


def _entry(entry: Any, titles: Mapping[str, str]) -> Any:
    if isinstance(entry, tuple):
        return {entry[0]: [{titles[page]: page} for page in entry[1]]}
    return {titles[entry]: entry}
