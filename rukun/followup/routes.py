"""The city's `routing.toml` as facts (pure): which office is in charge of a category in an area, and since when."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rukun.values.code import AreaCode
from rukun.values.refused import Refused

# Instead of an office: the kelurahan of the place.
OF_THE_PLACE = "kelurahan"


@dataclass(frozen=True, slots=True)
class Route:
    """One line: the category in this area (and within it) is this office's, from a day to the day before `until`."""

    category: str
    area: str
    office: str
    since: date
    until: date | None = None

    def holds(self, kelurahan: str, day: date) -> bool:
        """Whether it is in force there on that day."""
        return kelurahan.startswith(self.area) and self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Routes:
    """All lines, by category."""

    by_category: Mapping[str, tuple[Route, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, routes: Iterable[Route]) -> Routes:
        grouped: dict[str, list[Route]] = defaultdict(list)
        for route in routes:
            grouped[route.category].append(route)
        return cls({category: tuple(lines) for category, lines in grouped.items()})

    def line_for(self, category: str, kelurahan: str, day: date) -> Route | None:
        """The line that decides there on that day: the most specific area wins, of equal ones the newest."""
        lines = [line for line in self.by_category.get(category, ()) if line.holds(kelurahan, day)]
        return max(lines, key=lambda line: (len(line.area), line.since)) if lines else None

    def office_for(self, category: str, owner: str, kelurahan: str, day: date) -> str:
        """The code of the office in charge; without any line it is the `owner` that the category names."""
        line = self.line_for(category, kelurahan, day)
        office = line.office if line else owner
        return kelurahan if office == OF_THE_PLACE else office


def read_routes(text: str) -> tuple[Route, ...]:
    """From the text of the file; refused at the first line that lacks something or says the same twice."""
    try:
        stated = tomllib.loads(text).get("route", [])
    except tomllib.TOMLDecodeError as wrong:
        raise Refused("routing", "routing.toml: bukan berkas TOML yang sah ({wrong}).", wrong=wrong) from None
    routes: dict[tuple[str, str, date], Route] = {}
    for entry in stated:
        route = _route(entry)
        if routes.setdefault((route.category, route.area, route.since), route) is not route:
            raise Refused("routing", "routing.toml: {entry} tercatat dua kali.", entry=entry)
    return tuple(routes.values())


def _route(entry: Mapping[str, object]) -> Route:
    since, until = entry.get("since"), entry.get("until")
    words = [entry.get(name) for name in ("category", "area", "office")]
    if (
        not all(isinstance(word, str) and word for word in words)
        or type(since) is not date
        or not (until is None or (type(until) is date and until > since))
        or entry.keys() - {"category", "area", "office", "since", "until"}
    ):
        raise Refused("routing", "routing.toml: {entry} kurang atau salah.", entry=entry)
    category, area, office = (str(word) for word in words)
    return Route(category, AreaCode.parse(area).digits, office, since, until)
