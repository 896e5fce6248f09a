"""What a form says, read part by part: whatever is wrong with it is told at once, each beside its field."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.values.refused import Refused

T = TypeVar("T")


class Reading:
    """A form that is being read: the parts that could be read, and what was refused of the others."""

    def __init__(self) -> None:
        self.refused: list[Refused] = []

    def part(self, read: Callable[[], T]) -> T | None:
        """What stands in this part; or nothing, and why. Who may not see the page at all is refused whole."""
        try:
            return read()
        except Refused as refusal:
            if refusal.code == "hidden":
                raise
            self.refused.append(refusal)
            return None

    @property
    def wrong(self) -> dict[str, str]:
        """What to say beside each field, in the order in which they were read; the first of each."""
        return {one.field or "form": words_of(one) for one in reversed(self.refused)}

    def wrong_at(self, fields: Collection[str]) -> dict[str, str]:
        """What to say beside each of these fields, the first of each; whatever has no place of its own on the page is
        told together (`form`)."""
        found: dict[str, str] = {}
        for one in self.refused:
            place = one.field if one.field in fields else "form"
            if place == "form":
                found["form"] = " ".join(filter(None, (found.get("form"), words_of(one))))
            else:
                found.setdefault(place, words_of(one))
        return found

    @property
    def status(self) -> int:
        """What the answer is in HTTP: by what was refused first."""
        return STATUS.get(self.refused[0].code, 400) if self.refused else 200
