"""What a digest of followed places says in one sentence: where, when, and how much. Which reports, its letter says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext, ngettext

from rukun.values.code import AreaCode, Kind


def gaps_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What fills the sentence, in the language that is spoken."""
    told = facts["places"]
    several = ngettext("{n} tempat", "{n} tempat", len(told)).format(n=len(told))
    return {
        "where": place_words(told[0]) if len(told) == 1 else several,
        "when": span_words(facts),
        "counts": counts_words(sum(place["new"] for place in told), sum(place["changed"] for place in told)),
    }


def counts_words(new: int, changed: int) -> str:
    """`3 laporan baru, 1 perkembangan`, without what there is none of."""
    said = [new_words(new) if new else "", changed_words(changed) if changed else ""]
    return ", ".join(filter(None, said))


def new_words(count: int) -> str:
    """`3 laporan baru`."""
    return ngettext("{n} laporan baru", "{n} laporan baru", count).format(n=count)


def changed_words(count: int) -> str:
    """`1 perkembangan`."""
    return ngettext("{n} perkembangan", "{n} perkembangan", count).format(n=count)


def place_words(place: Mapping[str, Any]) -> str:
    """`RT 005/RW 002 Rukun Jaya`, a kelurahan, or how far around a point there."""
    code, ward = AreaCode(place["area"]), place["ward"]
    if place["metres"]:
        return gettext("{metres} m di sekitar titik di {ward}").format(metres=place["metres"], ward=ward)
    if code.kind is Kind.RT:
        return f"RT {code.digits[13:16]}/RW {code.digits[10:13]} {ward}"
    return f"RW {code.digits[10:13]} {ward}" if code.kind is Kind.RW else str(ward)


def span_words(facts: Mapping[str, Any]) -> str:
    """The day, or the days from the first to the last."""
    first, last = date.fromisoformat(facts["first"]), date.fromisoformat(facts["last"])
    if first == last:
        return formats.date_format(last, "j F Y")
    return gettext("{first} sampai {last}").format(
        first=formats.date_format(first, "j F Y"), last=formats.date_format(last, "j F Y")
    )
