"""One row of the access table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponseBase

from rukun.people.rules import Role

ANYONE = "anyone"
SIGNED_IN = "signed-in"
Roles = frozenset[Role]
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Route:
    """A page: its address, its name, the view, and who may ask."""

    address: str
    name: str
    view: View
    who: str | Roles
