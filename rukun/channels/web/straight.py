"""Addresses in which nothing changes are looked up, and not looked for one after the other."""

from __future__ import annotations

from typing import Any

from django.urls import ResolverMatch, URLPattern, URLResolver
from django.utils.functional import cached_property


class Straight(URLResolver):
    """Django's own resolver for addresses that begin with nothing: the first of them that fits a path is taken, as
    there. Of some two hundred the desk's is the hundredth."""

    @cached_property
    def fixed(self) -> dict[str, URLPattern | URLResolver]:
        """By each address without a gap what is found for it."""
        found: dict[str, URLPattern | URLResolver] = {}
        for one in self.url_patterns:
            address = str(one.pattern)
            if isinstance(one, URLPattern) and not one.pattern.converters:
                found[address] = next(known for known in self.url_patterns if known.resolve(address))
        return found

    def resolve(self, path: Any) -> ResolverMatch:
        """What answers at this path."""
        known = self.fixed.get(str(path))
        match = known.resolve(path) if known is not None else None
        return match if match is not None else super().resolve(path)
