"""How an address of the city is called as a file, and how one file names another (pure)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass

# The house's own language lies at the top, others in a folder of their own.
OWN, OTHERS = "id", ("en",)
LANGUAGES = (OWN, *OTHERS)
PLAIN = re.compile(r"[^A-Za-z0-9.-]")
Query = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Copied:
    """One file of a mirror: its name, the address that it is a copy of, and in which language a page is asked for."""

    name: str
    address: str
    language: str = OWN
    is_page: bool = False


def page_of(path: str, query: Query, language: str) -> Copied:
    """A page: a folder of its own with an `index.html`, which every server and every disk understands."""
    parts = [] if language == OWN else [language]
    parts += [part for part in path.split("/") if part]
    parts += [_spelled(query)] if query else []
    return Copied("/".join([*parts, "index.html"]), _address(path, query), language, True)


def file_of(path: str, query: Query = ()) -> Copied:
    """Anything else, the same in every language: `segel/daftar.json?sesudah=0` is `segel/daftar/sesudah-0.json`."""
    name = path.strip("/")
    if query:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem}/{_spelled(query)}{dot}{ending}"
    return Copied(name, _address(path, query))


def _spelled(query: Query) -> str:
    return "_".join(f"{PLAIN.sub('~', key)}-{PLAIN.sub('~', value)}" for key, value in sorted(query))


def _address(path: str, query: Query) -> str:
    asked = "&".join(f"{key}={value}" for key, value in sorted(query))
    return f"{path}?{asked}" if asked else path


def is_safe(path: str) -> bool:
    """Whether a path stays within the folder, whatever it is called."""
    parts = path.split("/")
    return not ({"..", "."} & set(parts) or "\\" in path or "\x00" in path or any(len(part) > 200 for part in parts))


def way(begins: str, ends: str) -> str:
    """From one file to another, as a link that holds under any address and in any folder."""
    here = begins.split("/")[:-1]
    there = ends.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return posixpath.join(*[".."] * (len(here) - shared), *there[shared:])
