"""Numbers that are kept by name, so that being watched costs one query."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from rukun.operation.models import Figure


def kept() -> dict[str, float]:
    """Every figure by its name; one query."""
    return dict(Figure.objects.values_list("name", "value"))


def note(name: str, value: float, *, at: datetime) -> None:
    """Keep one number."""
    note_all({name: value}, at=at)


def note_all(values: Mapping[str, float], *, at: datetime) -> None:
    """Keep several; one query."""
    Figure.objects.bulk_create(
        [Figure(name=name, value=value, at=at) for name, value in values.items()],
        update_conflicts=True, unique_fields=["name"], update_fields=["value", "at"],
    )  # fmt: skip
