"""Addresses are looked up by how they begin, and not looked for one after the other."""

from __future__ import annotations

from typing import Any, Final

from django.urls import ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern
from django.utils.functional import cached_property

# How an address begins that has something to fill in before its first slash.
GAP: Final = "<"


class Straight(URLResolver):
    """Django's own resolver for addresses that begin with nothing: the first of them that fits a path is taken, as
    there. Of two hundred and forty the desk's is the hundredth."""

    @cached_property
    def fixed(self) -> dict[str, URLPattern | URLResolver]:
        """By each address without a gap what is found for it."""
        found: dict[str, URLPattern | URLResolver] = {}
        for one in self.url_patterns:
            address = str(one.pattern)
            if isinstance(one, URLPattern) and not one.pattern.converters:
                found[address] = next(known for known in self.url_patterns if known.resolve(address))
        return found

    @cached_property
    def beginnings(self) -> dict[str, URLResolver]:
        """By each beginning Django's resolver of those, in their order, that may fit a path with it; those with a gap
        there may fit any, and are all that may fit a path with none of these."""
        nothing = RoutePattern("", is_endpoint=False)
        return {
            beginning: URLResolver(nothing, [one for one in self.url_patterns if _beginning(one) in (beginning, GAP)])
            for beginning in {GAP, *map(_beginning, self.url_patterns)}
        }

    def resolve(self, path: Any) -> ResolverMatch:
        """What answers at this path."""
        known = self.fixed.get(str(path))
        match = known.resolve(path) if known is not None else None
        if match is not None:
            return match
        beginnings = self.beginnings
        return (beginnings.get(str(path).partition("/")[0]) or beginnings[GAP]).resolve(path)


def _beginning(one: URLPattern | URLResolver) -> str:
    """What stands before the first slash of an address."""
    beginning = str(one.pattern).partition("/")[0]
    return GAP if GAP in beginning else beginning
