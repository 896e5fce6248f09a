"""Search: all words must occur, the last may be a beginning; ways to write a street are one; nothing is an error."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from rukun.people.rules import Actor
from rukun.reports import search
from rukun.reports.models import Report
from rukun.reports.search import TABLE, code_in, holding, newest_holding, words_in
from rukun.transparency.finding import areas_meant, closest_meant
from rukun.transparency.queries import public_reports
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from tests.made import report

SAID = {
    "lubang": "Lubang besar di Jl.Kemang Raya No. 5, depan warung",
    "sampah": "Sampah di Gg. Mawar (dekat kerja-bakti RT 005/RW 02)",
    "kutip": "Kata \"jalan\" 'rusak' di jalan kemang timur; 100% rusak!",
}


@pytest.fixture
def said(kota: Path, budi: Actor, noon: datetime) -> dict[str, Report]:
    return {name: report(budi, noon, words=words) for name, words in SAID.items()}


def found(text: str) -> set[str]:
    codes = {one.words: name for one in holding(Report.objects.all(), text) for name in SAID if SAID[name] == one.words}
    return set(codes.values())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("lubang", {"lubang"}),
        ("LUBANG besar", {"lubang"}),
        ("besar lub", {"lubang"}),
        ("lub besar", set()),
        ("jalan kemang", {"lubang", "kutip"}),
        ("jl. kemang", {"lubang", "kutip"}),
        ("jln kemang raya", {"lubang"}),
        ("gang mawar", {"sampah"}),
        ("gg.mawar", {"sampah"}),
        ("kerja bakti", {"sampah"}),
        ("rt 005", {"sampah"}),
        ("nomor 5", {"lubang"}),
        ("100%", {"kutip"}),
        ("sampah lubang", set()),
        ("???", set()),
        ('"', set()),
    ],
)
def test_reports_are_found_by_their_words(said: dict[str, Report], text: str, names: set[str]) -> None:
    assert found(text) == names


@given(st.text(max_size=60))
@example('" OR 1=1 --')
@example("NEAR(a b) AND NOT words:x*")
@example("a' | !b & (c <-> d):*")
@example("\x00\ud7ff'\\")
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_whatever_is_typed_is_no_error(said: dict[str, Report], text: str) -> None:
    assert holding(Report.objects.all(), text).count() == len(newest_holding(Report.objects.all, text, 0, 9))


def test_the_newest_comes_first_and_private_or_struck_words_are_never_found(
    said: dict[str, Report], budi: Actor, dodi: Actor, noon: datetime
) -> None:
    private = report(budi, noon, words="Lubang rahasia", is_private=True)
    struck = report(budi, noon, words="Lubang di kamar orang")
    newest = report(budi, noon, words="Lubang lagi")
    validation.strike(struck, StrikeReason.PRIVACY, by=dodi, at=noon)
    codes = [one.code for one in newest_holding(public_reports, "lubang", 0, 25)]
    assert codes == [newest.code, said["lubang"].code]
    assert private.code not in codes and struck.code not in codes


@pytest.mark.parametrize("share", [1, 10_000], ids=["rare", "common"])
def test_common_and_rare_words_are_found_alike_and_turned_by_page(
    said: dict[str, Report], budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch, share: int
) -> None:
    monkeypatch.setattr(search, "COMMON_SHARE", share)
    made = [report(budi, noon, words=f"Genangan {number}") for number in range(7)]
    pages = [newest_holding(public_reports, "genang", first, 3) for first in (0, 3, 6, 9)]
    assert [[one.code for one in page] for page in pages] == [
        [one.code for one in made[::-1][first : first + 3]] for first in (0, 3, 6, 9)
    ]


@pytest.mark.any_engine
@pytest.mark.parametrize("share", [1, 10_000], ids=["rare", "common"])
@pytest.mark.parametrize("hiding", [(1,), (2, 3), (0, 1, 2, 3), (5, 8)], ids=str)
def test_what_holds_a_word_in_an_address_alone_repeats_nothing_on_the_next_page(
    kota: Path, budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch, share: int, hiding: tuple[int, ...]
) -> None:
    monkeypatch.setattr(search, "COMMON_SHARE", share)
    made = [
        report(budi, noon, words=f"Lampu {at}, surat@genangan.contoh" if at in hiding else f"Genangan {at}")
        for at in reversed(range(9))
    ][::-1]
    shown = [one.code for at, one in enumerate(made) if at not in hiding]
    for each in (2, 3):
        pages = [newest_holding(public_reports, "genangan", first, each + 1) for first in range(0, 9, each)]
        assert [one.code for page in pages for one in page[:each]] == shown, each
        # The row beyond the page tells that there is another.
        assert [len(page) > each for page in pages] == [len(shown) > first + each for first in range(0, 9, each)]


@pytest.mark.any_engine
def test_far_behind_rows_may_come_again_and_none_is_passed_over(
    kota: Path, budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "COUNTED_MOST", 3)
    hiding = {1, 4}
    for at in reversed(range(9)):
        report(budi, noon, words=f"Lampu {at}, surat@genangan.contoh" if at in hiding else f"Genangan {at}")
    pages = [newest_holding(public_reports, "genangan", first, 2) for first in range(0, 9, 2)]
    told = [[int(one.words[-1]) for one in page] for page in pages]
    assert told == [[0, 2], [3, 5], [5, 6], [7, 8], []]


@pytest.mark.parametrize(
    ("text", "most"), [("genang", 500), ("genang", 0), ("ge", 500), ("genangan air", 500), ("lubang ge", 500)],
    ids=["looked up one by one", "looked up together", "a short beginning", "a long one", "two words"],
)  # fmt: skip
def test_where_few_reports_can_be_meant_these_alone_are_asked_for_the_words(
    said: dict[str, Report], budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch, text: str, most: int
) -> None:
    """The same are found as among all, in the same order, and none beside these."""
    monkeypatch.setattr(search, "SOUGHT_AT_MOST", most)
    monkeypatch.setattr(search, "COMMON_SHARE", 10_000)
    made = [report(budi, noon, words=f"Genangan air {number}, dekat lubang") for number in range(7)]
    few = [one.pk for one in (*made[1:5], said["sampah"], said["kutip"])]
    found = newest_holding(public_reports, text, 0, 25, among=lambda: few)
    assert [one.code for one in found] == [one.code for one in made[4:0:-1]]
    assert newest_holding(public_reports, text, 1, 2, among=lambda: few) == found[1:3]
    assert newest_holding(public_reports, text, 0, 25, among=list) == []
    assert len(newest_holding(public_reports, text, 0, 25, among=lambda: None)) == 7


def test_words_that_most_hold_are_common_also_behind_a_flood_of_others(
    kota: Path, budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "sqlite":
        return  # knows by itself how many hold a word
    monkeypatch.setattr(search, "NEWEST", 4)
    for words in ["Tumpukan sampah"] * 12 + ["Banjir"] * 5 + ["Pohon"]:
        report(budi, noon, words=words)
    assert search._is_common(["banjir"]) and search._is_common(["tumpukan"])
    assert not search._is_common(["lubang"])
    assert [one.words for one in newest_holding(public_reports, "tumpukan", 0, 9)] == ["Tumpukan sampah"] * 9


def test_words_that_were_erased_are_found_no_more(said: dict[str, Report]) -> None:
    Report.objects.filter(pk=said["lubang"].pk).update(words="")
    assert found("lubang") == set()
    assert holding(Report.objects.all(), "besar").count() == 0


def test_the_index_is_there_and_is_used(said: dict[str, Report]) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{TABLE}_%"])
            assert cursor.fetchone()[0] == 3
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert f"{TABLE}_found" in holding(Report.objects.all(), "lubang").order_by().explain()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9F3A 2B7C 1D", "9F3A2B7C1D"),
        ("9f3a-2b7c-1d", "9F3A2B7C1D"),
        ("oIl12345ab", "01112345AB"),
        ("9F3A2B7C1", ""),
        ("tumpukan sampah", ""),
        ("", ""),
    ],
)
def test_a_code_is_known_however_it_is_typed(text: str, code: str) -> None:
    assert code_in(text) == code


def test_the_words_looked_for_are_few_and_plain() -> None:
    assert words_in("Jl. Kemang_Raya 5/B") == ["jl", "kemang", "raya", "5", "b"]
    assert len(words_in("kata " * 100)) == 12


def test_an_area_that_is_named_is_offered_with_the_words_that_are_left(kota: Path) -> None:
    def meant(text: str) -> list[tuple[str, str]]:
        return [(one.area.name, one.rest) for one in areas_meant(text)]

    assert meant("sampah di kelurahan Rukun Jaya") == [("Rukun Jaya", "sampah")]
    assert meant("sukarukun") == [("Sukarukun", "")]
    assert meant("rukun damai jalan rusak") == [("Rukun Damai", "jalan rusak")]
    assert meant("rukun") == meant("") == meant("%_") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("RT 2 RW 1 Rukun Jaya", [("9999991001001002", "", "Rukun Jaya")]),
        ("rt.002/rw.001 kel. rukun jaya got mampet", [("9999991001001002", "got mampet", "Rukun Jaya")]),
        ("rw 1 rukun jaya", [("9999991001001", "", "Rukun Jaya")]),
        ("RT 99 RW 98 Rukun Jaya", [("9999991001", "rt 99 rw 98", "")]),
        ("RT 2 RW 1", []),
        ("sampah", []),
    ],
)
def test_an_rt_or_rw_is_meant_where_its_numbers_and_its_kelurahan_are_typed(
    kota: Path, text: str, found: list[tuple[str, str, str]]
) -> None:
    assert [(one.area.code, one.rest, one.kelurahan) for one in closest_meant(text)] == found
