"""The papers of a session: however long the names are, one page a letter, and no letters too small for old eyes."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from itertools import pairwise

import pypdf
import pytest

from rukun.areas.queries import area
from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.sosialisasi import actions, papers
from rukun.sosialisasi.library import curriculum, stage_taught
from rukun.sosialisasi.models import Sosialisasi
from rukun.sosialisasi.queries import guests_of, session_with
from tests.conftest import KELURAHAN

pytestmark = pytest.mark.any_engine

SITE = "https://rukun.contoh.go.id"
# Points: what is read standing at a door, and what stands at the foot of a page.
READ_LEAST, FOOT_LEAST = 13, 11


def sizes_of(paper: bytes) -> list[dict[str, float]]:
    """What is printed on each page, and how large."""
    found: list[dict[str, float]] = []
    for page in pypdf.PdfReader(io.BytesIO(paper)).pages:
        told: dict[str, float] = {}

        def seen(text: str, _cm: object, matrix: list[float], _font: object, size: float, told: dict = told) -> None:
            if text.strip():
                told[text] = round(size * abs(matrix[3]), 1)

        page.extract_text(visitor_text=seen)
        found.append(told)
    return found


@pytest.fixture
def session(kota: object, ani: Actor, citra: Actor, noon: datetime) -> Sosialisasi:
    """With the longest place, speakers and name that there can be."""
    Person.objects.filter(pk=ani.person_id).update(name=("Raden Mas Haji " * 9)[:120].strip())
    plan = actions.Plan(
        stage=2, place=("Aula lantai tiga, " * 9)[:160].strip(", "), starts_at=noon + timedelta(hours=1),
        speakers=("Kepala Suku Dinas Kominfo; " * 12)[:300].strip("; "), capacity=80,
    )  # fmt: skip
    made = actions.plan_session(plan, kelurahan=area(KELURAHAN), by=citra.seats[0], at=noon)
    actions.invite_seats(made, by=citra.seats[0], at=noon)
    found = session_with(made.code)
    assert found is not None
    return found


def test_a_letter_is_one_page_and_large_whatever_is_written(session: Sosialisasi, noon: datetime) -> None:
    guests = guests_of(session, noon)
    pages = sizes_of(papers.letters(session, stage_taught(2), guests, site=SITE))
    assert len(pages) == len(guests) == 12
    assert all(min(page.values()) >= READ_LEAST for page in pages)
    assert all(any("Bawa surat ini" in text for text in page) for page in pages)


def test_a_long_name_on_the_sheet_makes_its_row_higher_and_covers_no_other(
    session: Sosialisasi, noon: datetime
) -> None:
    guests = guests_of(session, noon)
    paper = papers.attendance_sheet(session, stage_taught(2), guests, [])
    tops: list[float] = []

    def seen(text: str, cm: list[float], matrix: list[float], _font: object, _size: float) -> None:
        if "Ketua R" in text or "Raden" in text or "Haji" in text:
            tops.append(cm[5] + cm[3] * matrix[5])

    pypdf.PdfReader(io.BytesIO(paper)).pages[0].extract_text(visitor_text=seen)
    steps = [above - below for above, below in pairwise(tops)]
    assert len(steps) > 8 and min(steps) > 8, "every line stands below the one before it"
    told = sizes_of(paper)
    assert all(size >= READ_LEAST or "halaman" in text or size >= FOOT_LEAST for p in told for text, size in p.items())
    assert sum("Ketua RT" in text or "Ketua RW" in text for page in told for text in page) >= 12


def test_the_hand_out_of_every_stage_fits_one_sheet_in_large_type(session: Sosialisasi) -> None:
    for stage in curriculum().stages:
        pages = sizes_of(papers.handout(stage, site=SITE))
        assert len(pages) <= 2
        words = [size for page in pages for text, size in page.items() if SITE[8:] not in text]
        assert min(words) >= 12 and sorted(words)[len(words) // 2] >= 22
