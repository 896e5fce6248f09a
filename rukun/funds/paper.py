"""Takes values out of a parsed decree file, and collects every mistake so that a clerk sees all at once (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from rukun.values.refused import Refused


class Paper:
    """Takes values out of a parsed file and collects what is wrong with them."""

    def __init__(self, name: str, stated: dict[str, Any]) -> None:
        self.name, self.stated, self.taken = name, stated, set[str]()
        self.mistakes: list[str] = []

    def wrong(self, key: str, words: str) -> None:
        self.mistakes.append(f"{key} {words}")

    def take(self, key: str, kind: type, default: Any) -> Any:
        self.taken.add(key)
        value = self.stated.get(key, default)
        if value is None or not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.wrong(key, "tidak ada" if key not in self.stated else "salah jenisnya")
            return kind(2000, 1, 1) if kind is date else kind()
        return value

    def text(self, key: str) -> str:
        return str(self.take(key, str, None))

    def day(self, key: str) -> date:
        found: date = self.take(key, date, None)
        return found

    def whole(self, key: str, default: int) -> int:
        number: int = self.take(key, int, default)
        if number < 0:
            self.wrong(key, "tidak boleh kurang dari nol")
        return number

    def one_of(self, key: str, among: Sequence[str], default: str | None = None) -> str:
        value = str(self.take(key, str, default))
        if value not in among:
            self.wrong(key, f"harus salah satu dari {', '.join(among)}")
            return among[0]
        return value

    def note_unknown(self) -> None:
        self.mistakes += [f"{key} tidak dikenal" for key in sorted(self.stated.keys() - self.taken)]

    def refuse_mistakes(self) -> None:
        self.taken |= {"effective_until"}
        self.note_unknown()
        if self.mistakes:
            raise Refused("decree", "{name}: {mistakes}.", name=self.name, mistakes="; ".join(self.mistakes))
