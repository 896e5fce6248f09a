"""A practice report is judged like a real one, counts nowhere, shows nowhere and reaches nobody."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.apps import apps

from rukun import tick
from rukun.people.rules import Actor
from rukun.reports.models import Picture, Report
from rukun.reports.queries import category
from rukun.sosialisasi import actions
from rukun.sosialisasi.models import Practice
from rukun.values.refused import Refused
from tests.made import IN_RT_5, jpeg

WORDS = "Latihan: tumpukan pasir rahasia di depan pos"
# Where a practice report may leave a row: its own, and what every act leaves.
OWN = {"sosialisasi.Practice", "trail.Event", "trail.Unsealed", "notices.Seen"}


def tried(at: datetime, **facts: object) -> actions.Tried:
    given = {"key": "latihan-1", "category": category("sampah"), "words": WORDS, "captured_at": at, "place": IN_RT_5}
    return actions.Tried(**(given | facts))  # type: ignore[arg-type]


def rows() -> dict[str, int]:
    ours = (model for model in apps.get_models() if model.__module__.startswith("rukun."))
    return {model._meta.label: model._default_manager.count() for model in ours}


def test_practice_leaves_a_row_of_its_own_and_no_other_even_when_the_clock_goes_round(
    kota: Path, ani: Actor, noon: datetime, tmp_path: Path
) -> None:
    """The whole list of what the system does by itself finds nothing in it: no ticket, flag, verdict, money or map."""
    tick.tick(at=noon, home=tmp_path, everything=True)
    before = rows()
    made = actions.file_practice(tried(noon, photos=[jpeg(1)]), by=ani, at=noon)
    assert (made.seat_id, made.kelurahan.name, made.photos) == (ani.seats[0].id, "Rukun Jaya", 1)
    after = rows()
    assert {label for label in after if after[label] != before[label]} <= OWN
    assert not Report.objects.exists() and not Picture.objects.exists()
    tick.tick(at=noon, home=tmp_path, everything=True)
    moved = {label for label, number in rows().items() if number != before[label]}
    assert moved <= OWN | {"trail.Leaf", "trail.Seal", "notices.Cursor"}


def test_what_a_real_report_would_be_refused_for_practice_is_refused_for(
    kota: Path, ani: Actor, budi: Actor, noon: datetime
) -> None:
    made = actions.file_practice(tried(noon), by=ani, at=noon)
    assert actions.file_practice(tried(noon), by=ani, at=noon) == made
    with pytest.raises(Refused, match="Kunci"):
        actions.file_practice(tried(noon), by=budi, at=noon)
    for wrong, words in (
        ({"words": ""}, "Sertakan foto"),
        ({"photos": [b"no picture"]}, "foto"),
        ({"place": None}, "tempatnya"),
    ):
        with pytest.raises(Refused, match=f"(?i){words}"):
            actions.file_practice(tried(noon, key="latihan-2", **wrong), by=ani, at=noon)
    assert Practice.objects.count() == 1
