"""Every line of a slip says its rule, what went in, the sum, and what would raise it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rukun.funds.decree import Decree
from rukun.funds.explained import MEASURE_NAMES, WAYS_UP, Why, why
from rukun.funds.library import decrees_in
from rukun.funds.quality import MEASURES
from rukun.funds.rules import entitlement
from rukun.values.code import Kind
from rukun.values.time import Month

KOTA = Path(__file__).resolve().parents[2] / "kota"
LAW = {decree.id: decree for city in ("contoh", "jakarta") for decree in decrees_in(KOTA / city / "decrees")}
JUNE = Month(2018, 6)


def told(decree: Decree, *, per_day: int = 0, existed: int = 30, **facts: object) -> dict[str, Why]:
    measured = facts.get("measured", {})
    found = entitlement(decree, Kind.RT, JUNE, dict.fromkeys(JUNE.days, per_day), existed, measured)  # type: ignore[arg-type]
    sorted_out = facts.get("sorted_out", {})
    explained = {
        line.what: why(line, decree.grants[Kind.RT], JUNE, existed=existed, measured=measured, sorted_out=sorted_out)  # type: ignore[arg-type]
        for line in found.lines
    }
    assert all(explained.values())
    return explained  # type: ignore[return-value]


def test_reports_are_multiplied_before_the_readers_eyes() -> None:
    found = told(LAW["sk-2-2016"], per_day=2, sorted_out={"counted": ["A"] * 60, "struck": ["B"] * 3})
    assert str(found["reports"].rule) == "Tiap laporan sah Rp 10.000, paling banyak 3 sehari dan 90 sebulan."
    assert [str(said) for said in found["reports"].inputs] == ["60 laporan sah dihitung.", "3 laporan dicoret."]
    assert str(found["reports"].reckoned) == "60 × Rp 10.000 = Rp 600.000."
    assert "30 laporan lagi" in str(found["reports"].raised_by)


def test_at_the_ceiling_nothing_is_said_to_raise_it() -> None:
    assert told(LAW["sk-2-2016"], per_day=3)["reports"].raised_by is None


def test_a_part_of_service_says_share_and_way_up() -> None:
    found = told(LAW["sk-3-2018"], measured={"reported": (1, 1), "valid-share": (17, 20), "register": (0, 1)})
    assert str(found["valid-share"].rule) == "Rp 150.000 utuh mulai 95%, tidak ada pada 70% atau kurang."
    assert [str(said) for said in found["valid-share"].inputs] == ["17 dari 20."]
    assert str(found["valid-share"].reckoned) == "60% dari Rp 150.000 = Rp 90.000."
    assert found["reported"].raised_by is None
    assert "tanggal 10" in str(found["register"].raised_by)


def test_too_little_to_judge_is_said_and_takes_nothing() -> None:
    found = told(LAW["sk-3-2018"], measured={"reported": (0, 1), "valid-share": (0, 4)})
    assert str(found["valid-share"].inputs[0]) == "Kurang dari 5 yang dapat dinilai bulan ini."
    assert str(found["valid-share"].reckoned) == "Tidak ada yang dikurangi: Rp 150.000."
    assert "nihil" in str(found["reported"].raised_by)


def test_days_that_a_unit_did_not_exist_stand_in_the_sum() -> None:
    assert str(told(LAW["kepgub-1674-2018"], existed=14)["flat"].reckoned) == (
        "Rp 2.000.000 × 14 dari 30 hari = Rp 933.333, dibulatkan ke bawah."
    )


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_its_name_and_a_way_up(measure: str) -> None:
    assert MEASURE_NAMES[measure] and WAYS_UP[measure]


@given(
    st.sampled_from([d for d in LAW.values() if Kind.RT in d.grants]), st.integers(0, 4), st.integers(1, 30),
    st.dictionaries(st.sampled_from(MEASURES), st.just((3, 7))),
)  # fmt: skip
def test_every_line_of_every_decree_is_explained_and_every_gap_is_filled(
    decree: Decree, per_day: int, existed: int, measured: dict[str, tuple[int, int]]
) -> None:
    for explained in told(decree, per_day=per_day, existed=existed, measured=measured).values():
        for said in (explained.rule, *explained.inputs, explained.reckoned, explained.raised_by):
            assert said is None or "{" not in str(said)
