"""The certificate of an award: a sheet of paper whose QR code leads to the proof that it was really given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from rukun.people.rules import Role
from rukun.people.words import ROLE_WORDS, unit_words
from rukun.ranking.models import Award
from rukun.ranking.spans import Span, SpanKind
from rukun.values.code import Kind
from rukun.values.indonesian import day_in_words
from rukun.values.time import Month, day_of
from rukun.values.typeset import typeset

TEMPLATE = Path(__file__).with_name("certificate.typ")
QUIET_ZONE = 2


def certificate_of(award: Award, *, address: str, form: Literal["pdf", "png"] = "pdf") -> bytes:
    """The paper, or a picture of it. The words are Indonesian, as on any official's paper; facts travel as data, never
    as markup.

    `address` is where the proof is shown; no person is named, the office gives and the area receives.
    """
    told = told_of(award) | {"address": address, "qr": _qr(address)}
    return typeset(TEMPLATE.read_bytes(), {"told": json.dumps(told)}, form=form)


def told_of(award: Award) -> dict[str, Any]:
    """What stands on it, in words."""
    decision, kind = award.decision, award.kind_stated
    seat = decision.seat
    return {
        "name": kind["name"],
        "receiver": receiver_words(award),
        "within": f"{Kind(award.within.kind).capitalize()} {award.within.name}".replace("Kota Kota", "Kota"),
        "period": period_words(Span(Month.of(award.month), SpanKind(kind["span"]))),
        "why": why_words(award.figures),
        "giver": f"{ROLE_WORDS[Role(seat.role)]} {seat.area.name}",
        "day": day_in_words(day_of(decision.at)),
        "token": decision.token,
    }


def receiver_words(award: Award) -> str:
    """`Kelurahan Bangka`, or `RW 004, Kelurahan Bangka`."""
    area = award.area
    if area.kind == Kind.KELURAHAN:
        return f"Kelurahan {area.name}"
    return f"{unit_words(area.area_code, area.name)}, Kelurahan {area.parent.name if area.parent else ''}"


def period_words(span: Span) -> str:
    last = day_in_words(span.last.first, "MMMM y")
    if span.kind is SpanKind.MONTH:
        return last
    return f"{day_in_words(span.first.first, 'MMMM y')} sampai {last}"


def why_words(figures: dict[str, Any]) -> str:
    """The figures that led to it, in a sentence."""
    if "days" in figures:
        return (
            f"Tiap RT-nya rata-rata melapor pada {_decimal(figures['days'])} hari, {figures['kinds']} jenis; "
            f"{figures['valid']} laporan sah, {figures['struck']} dicoret."
        )
    stands = f"Nilai {_decimal(figures['score'])}, peringkat {figures['rank']} (90%: {figures['rank_low']} sampai "
    stands += f"{figures['rank_high']}) atas {figures['reports']} laporan."
    if "gained" in figures:
        return f"Naik {_decimal(figures['gained'])} dari {_decimal(figures['score_before'])}. {stands}"
    return stands


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _qr(text: str) -> str:
    import segno

    made = segno.make(text, error="m", micro=False)
    return str(made.svg_inline(border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True))
