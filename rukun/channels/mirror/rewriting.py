"""A page of the living city as a page of the mirror: links from file to file, no form, no script but light and dark.

The pages are our own and valid, and whatever people wrote stands in them escaped: every `<` begins a tag of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from re import Match
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from rukun.channels.mirror.reach import Reach, path_of
from rukun.transparency.mirror.naming import LANGUAGES, Copied, page_of, way

# Stands where the moment of writing goes: a page that only differs in that is the same page.
STAMP = "\x02written\x03"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)
TAG = re.compile(
    r"<form\b[^>]*>.*?</form>|<script\b[^>]*>.*?</script>"
    r"|<(a|img|link|use|meta|source|iframe|object)\b(?:[^>\"]|\"[^\"]*\")*>",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"\s([a-z-]+)(?:=\"([^\"]*)\")?")
SELECT = re.compile(r"<select\b[^>]*\bname=\"([a-z]+)\"[^>]*>(.*?)</select>", re.DOTALL)
OPTION = re.compile(r"<option\b[^>]*\bvalue=\"([^\"]*)\"[^>]*>(.*?)</option>", re.DOTALL)
TYPED = re.compile(r"<(?:textarea|input)\b(?![^>]*type=\"hidden\")")
HEAD = '<meta http-equiv="Content-Security-Policy" content="{policy}"><link rel="canonical" href="{living}">'
CHARSET = '<meta charset="utf-8">'
BODY = "<body>"


@dataclass(slots=True)
class Rewritten:
    """The page, with a mark where its moment goes, and the files that it names."""

    text: str
    named: list[Copied] = field(default_factory=list)


def rewritten(text: str, page: Copied, reach: Reach) -> Rewritten:
    """The page for the mirror."""
    work = _Page(page, reach)
    with translation.override(page.language):
        head = HEAD.format(policy=POLICY, living=escape(reach.living(page.address)))
        text = text.replace(CHARSET, CHARSET + head, 1).replace(
            BODY, BODY + _strip(page.language, reach.extent.site), 1
        )
        text = TAG.sub(work.tag, text)
    return Rewritten(text, list(work.named.values()))


class _Page:
    """One page at work."""

    def __init__(self, page: Copied, reach: Reach) -> None:
        self.page, self.reach = page, reach
        self.named: dict[str, Copied] = {}
        self.tags: dict[str | Any, Callable[[str], str]] = {
            "a": self._anchor, "img": self._image, "link": self._link, "use": self._use, "meta": _meta,
        }  # fmt: skip

    def tag(self, found: Match[str]) -> str:
        text = str(found[0])
        if text.startswith("<form"):
            return self._form(text)
        if text.startswith("<script"):
            return self._script(text)
        rewrite = self.tags.get(found[1])
        return rewrite(text) if rewrite else ""

    def _to(self, href: str) -> str | None:
        """The link from this page to that of an address, with what follows `#`; None where the mirror has it not."""
        address, mark, part = unescape(href).partition("#")
        path = path_of(address, self.page.address, self.reach.extent.site)
        found = self.reach.of(path, self.page.language, self.page.address) if path else None
        if found is None:
            return None
        self.named[found.name] = found
        return escape(way(self.page.name, found.name)) + mark + part

    def _anchor(self, text: str) -> str:
        href = _value(text, "href")
        if href is None or href.startswith("#"):
            return text
        here = self._to(href)
        if here is not None:
            return _with(text, "href", here)
        path = path_of(unescape(href), self.page.address, self.reach.extent.site)
        if path is None:
            return text
        return _with(text, "href", escape(self.reach.living(path))).replace("<a", '<a rel="external"', 1)

    def _image(self, text: str) -> str:
        here = self._to(_value(text, "src") or "")
        if here is not None:
            return _without(_with(text, "src", here), "srcset")
        said = _value(text, "alt") or ""
        return f'<span class="mirror-photo">{said}</span>'

    def _link(self, text: str) -> str:
        if _value(text, "rel") == "canonical":
            return text
        here = None if _value(text, "rel") == "manifest" else self._to(_value(text, "href") or "")
        return "" if here is None else _with(text, "href", here)

    def _use(self, text: str) -> str:
        here = self._to(_value(text, "href") or "")
        return text if here is None else _with(text, "href", here)

    def _script(self, text: str) -> str:
        source = _value(text, "src") or ""
        here = self._to(source) if "/built/theme" in source else None
        return "" if here is None else _with(text, "src", here)

    def _form(self, text: str) -> str:
        """A form that only chooses becomes links; the choice of language leads to the same page in the other; of
        anything else it is said where it can be done."""
        opening = text[: text.index(">")]
        if 'action="/bahasa/"' in opening:
            return self._languages()
        if re.search(r"\shidden(\s|$|=)", opening):
            return ""
        choices = [] if 'method="post"' in opening or TYPED.search(text) else self._choices(opening, text)
        if choices:
            return render_to_string("cermin/choices.html", {"choices": choices})
        return render_to_string("cermin/form.html", {"living": self.reach.living(self.page.address)})

    def _choices(self, opening: str, text: str) -> list[list[tuple[str, str]]]:
        action = _value(opening + ">", "action") or self.page.address.partition("?")[0]
        found = []
        for name, options in SELECT.findall(text):
            links = [(self._to(f"{action}?{name}={value}"), words) for value, words in OPTION.findall(options)]
            held = [(here, unescape(words).strip()) for here, words in links if here is not None]
            found += [held] if held else []
        return found

    def _languages(self) -> str:
        path, _, asked = self.page.address.partition("?")
        query = [(key, value) for key, _, value in (part.partition("=") for part in asked.split("&") if part)]
        others = []
        for language in LANGUAGES:
            if language != self.page.language:
                there = page_of(path, query, language)
                self.named[there.name] = there
                others.append((way(self.page.name, there.name), language))
        return render_to_string("cermin/languages.html", {"others": others})


@lru_cache(maxsize=8)
def _strip(language: str, site: str) -> str:  # noqa: ARG001  once a language
    """What stands at the top of every page: of what it is a copy, and of when."""
    return render_to_string("cermin/strip.html", {"site": site, "stamp": STAMP})


def _meta(text: str) -> str:
    return "" if 'property="og:image"' in text else text


def _value(tag: str, name: str) -> str | None:
    return next((value for key, value in ATTRIBUTE.findall(tag) if key == name), None)


def _with(tag: str, name: str, value: str) -> str:
    return re.sub(rf'(\s{name}=)"[^"]*"', lambda found: f'{found[1]}"{value}"', tag, count=1)


def _without(tag: str, name: str) -> str:
    return re.sub(rf'\s{name}="[^"]*"', "", tag)
