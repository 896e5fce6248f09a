"""Turning the pages of a list by where one is, not by how far: as quick on the last page as on the first.

A place is the values by which the last row was sorted, with its id. Rows that come or go meanwhile move nothing.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from rukun.values.refused import Refused
from rukun.values.time import is_tellable

PLACE_MOST = 600
Row = TypeVar("Row", bound=Model)


def ordered(order: Sequence[str], *, backwards: bool = False) -> list[str]:
    """The order with the id as the last judge; turned round when one goes back."""
    whole = [*order, "id"]
    return [_turned(name) for name in whole] if backwards else whole


def beyond(order: Sequence[str], place: Sequence[Any], *, backwards: bool = False) -> Q:
    """What comes after a place in this order (or before it)."""
    found, same = Q(), Q()
    names = ordered(order, backwards=backwards)
    for name, value in zip(names, place, strict=True):
        plain, way = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        found |= same & Q(**{f"{plain}__{way}": value})
        same &= Q(**{plain: value})
    # Said twice: the first field alone lets an index begin where the page begins.
    first, way = names[0].lstrip("-"), "lte" if names[0].startswith("-") else "gte"
    return Q(**{f"{first}__{way}": place[0]}) & found


def turned(
    rows: QuerySet[Row], order: Sequence[str], place: Sequence[Any] | None, *, backwards: bool = False
) -> QuerySet[Row]:
    """The rows beyond a place, in order; those nearest before it first when one goes back."""
    found = rows.order_by(*ordered(order, backwards=backwards))
    return found if place is None else found.filter(beyond(order, place, backwards=backwards))


def place_of(order: Sequence[str], values: Sequence[Any]) -> str:
    """A place as one word of an address."""
    told = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps([*order, *told]).encode()).decode().rstrip("=")


def read_place(model: type[Model], order: Sequence[str], text: str) -> list[Any] | None:
    """The values of a place; None where none is named; refused where it belongs to another order."""
    if not text:
        return None
    names = [*order, "id"]
    try:
        told = json.loads(base64.urlsafe_b64decode(text[:PLACE_MOST] + "=" * (-len(text) % 4)))
        if told[: len(order)] != list(order) or len(told) != len(order) + len(names):
            raise ValueError
        return [_read(model, name.lstrip("-"), told[len(order) + number]) for number, name in enumerate(names)]
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error, ValidationError):
        raise Refused("page", "Alamat halaman ini tidak utuh; mulai lagi dari awal antrean.") from None


def _read(model: type[Model], name: str, value: Any) -> Any:
    field: Any = next(field for field in model._meta.concrete_fields if name in (field.name, field.attname))
    target = field.target_field if field.is_relation else field
    read = target.to_python(value)
    if read is None or (isinstance(read, datetime) and (read.tzinfo is None or not is_tellable(read))):
        raise ValueError
    if isinstance(read, int) and abs(read) > 2**62:
        raise ValueError
    return read


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"
