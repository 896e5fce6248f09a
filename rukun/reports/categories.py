"""The city's `categories.toml` as facts (pure)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from rukun.values.refused import Refused

GROUPS = ("problem", "activity")


@dataclass(frozen=True, slots=True)
class CategoryFacts:
    """One kind of report: who mends it (office code, or "kelurahan"), in how many hours, and whether it counts."""

    code: str
    name: str
    name_en: str
    group: str
    icon: str
    needs_followup: bool
    counts: bool
    owner: str
    deadline_hours: int | None
    around_the_clock: bool


def read_categories(text: str) -> tuple[CategoryFacts, ...]:
    """In the order of the file, which is the order on the screen; every mistake is named."""
    found: list[CategoryFacts] = []
    for entry in tomllib.loads(text).get("category", []):
        facts = _one(entry)
        if any(facts.code == other.code for other in found):
            raise Refused("categories", "Kategori {code} tercatat dua kali.", code=facts.code)
        found.append(facts)
    return tuple(found)


def _one(entry: dict[str, object]) -> CategoryFacts:
    code = entry.get("code", "?")
    try:
        group = str(entry["group"])
        needs_followup = bool(entry.get("needs_followup", group == "problem"))
        hours = entry.get("deadline_hours")
        facts = CategoryFacts(
            code=str(entry["code"]),
            name=str(entry["name"]),
            name_en=str(entry["name_en"]),
            group=group,
            icon=str(entry["icon"]),
            needs_followup=needs_followup,
            counts=bool(entry.get("counts", True)),
            owner=str(entry.get("owner", "kelurahan")),
            deadline_hours=int(str(hours)) if hours is not None else None,
            around_the_clock=bool(entry.get("around_the_clock", False)),
        )
    except KeyError as missing:
        raise Refused("categories", "Kategori {code} tidak menyebut {key}.", code=code, key=missing.args[0]) from None
    if group not in GROUPS or (needs_followup and not facts.deadline_hours):
        raise Refused("categories", "Kategori {code}: kelompok salah, atau tenggat tidak ada.", code=code)
    return facts
