"""What stands in a Markdown file: headings and their anchors, links, words of screens, pictures (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

FENCE = re.compile(r"^(```+|~~~+).*?^\1\s*?$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(`+)(?!`).+?\1", re.DOTALL)
HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$", re.MULTILINE)
LINK = re.compile(r"(?P<image>!?)\[(?P<words>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<target>[^()\s]+(?:\([^()\s]*\))?)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
# A picture stands in a comment: who reads the file in the repository, where no picture lies, misses nothing.
PICTURE = re.compile(r"^<!-- picture (?P<name>[a-z0-9-]+): (?P<words>.+?) -->$", re.MULTILINE | re.DOTALL)
NO_PLACE_IN_ANCHORS = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image, with the line that it begins on."""

    words: str
    target: str
    line: int
    is_image: bool


def without_code(text: str) -> str:
    """The text with everything that stands as code blanked out, line for line."""
    return CODE.sub(_blank, FENCE.sub(_blank, text))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def title(text: str) -> str:
    """The first heading, without marks; empty where there is none."""
    found = re.search(r"^#\s+(.+?)\s*#*$", FENCE.sub(_blank, text), re.MULTILINE)
    return plain(found[1]) if found else ""


def plain(words: str) -> str:
    """Words without the marks of Markdown."""
    return re.sub(r"[`*]", "", LINK.sub(lambda found: found["words"], words)).strip()


def anchors(text: str) -> set[str]:
    """The anchors of all headings, as repositories show them and as the site is told to make them."""
    seen: dict[str, int] = {}
    made = set()
    for found in HEADING.finditer(FENCE.sub(_blank, text)):
        one = anchor(found[2])
        seen[one] = seen.get(one, -1) + 1
        made.add(f"{one}-{seen[one]}" if seen[one] else one)
    return made


def anchor(heading: str) -> str:
    """The anchor of a heading that stands once."""
    return NO_PLACE_IN_ANCHORS.sub("", plain(heading).lower()).replace(" ", "-")


def links(text: str) -> Iterator[Link]:
    """Every link and image outside of code."""
    read = without_code(text)
    for found in LINK.finditer(read):
        line = read.count("\n", 0, found.start()) + 1
        yield Link(found["words"], found["target"], line, bool(found["image"]))


def bold(text: str) -> list[str]:
    """What stands in bold, in order: in a guide these are the words of the screens."""
    return [" ".join(words.split()) for words in BOLD.findall(without_code(PICTURE.sub("", text)))]


def pictures(text: str) -> dict[str, str]:
    """The pictures of a page by name, with what each shows in words."""
    return {found["name"]: " ".join(found["words"].split()) for found in PICTURE.finditer(text)}
