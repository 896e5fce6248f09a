"""A decree is brought by one person and agreed to by another; before that it is tried on months that were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rukun.funds import actions, queries
from rukun.funds.decree import read_decree
from rukun.funds.models import DecreeProposal, LoadedDecree
from rukun.people.rules import Actor
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.conftest import KELURAHAN, _person
from tests.made import KOTA, decrees, judged_valid, reports_for_unit

DECREES = KOTA / "contoh" / "decrees"
MAY = Month(2016, 5)
RT = f"{KELURAHAN}002005"


@pytest.fixture
def sri(kota: Path) -> Actor:
    """Administrator of the city."""
    return _person("Sri", "administrator", "99")  # type: ignore[return-value]


@pytest.fixture
def wali(kota: Path) -> Actor:
    """Tapem of the whole province."""
    return _person("Wali", "tapem", "99")  # type: ignore[return-value]


def brought(name: str, by: Actor, at: datetime, change: tuple[str, str] = ("", "")) -> DecreeProposal:
    content = (DECREES / f"{name}.toml").read_text().replace(*change).encode()
    return actions.propose_decree(name, content, (DECREES / f"{name}.cases.toml").read_bytes(), by=by, at=at)


def test_a_decree_stands_once_another_person_has_agreed(sri: Actor, wali: Actor, noon: datetime) -> None:
    proposal = brought("sk-1-2015", sri, noon)
    assert not LoadedDecree.objects.exists()
    loaded = actions.approve_decree(proposal, by=wali, at=noon)
    assert (loaded.decree, loaded.digest) == ("sk-1-2015", proposal.digest)
    with pytest.raises(Refused, match="sudah diputuskan"):
        actions.approve_decree(proposal, by=wali, at=noon)
    assert LoadedDecree.objects.count() == 1


def test_who_brings_a_decree_does_not_agree_to_it(sri: Actor, noon: datetime) -> None:
    proposal = brought("sk-1-2015", sri, noon)
    with pytest.raises(Refused, match="tidak dapat menyetujuinya"):
        actions.approve_decree(proposal, by=sri, at=noon)
    assert not LoadedDecree.objects.exists()


def test_only_a_seat_over_the_whole_city_brings_or_agrees(
    sri: Actor, citra: Actor, dodi: Actor, budi: Actor, noon: datetime
) -> None:
    proposal = brought("sk-1-2015", sri, noon)
    for other in (citra, dodi, budi):
        with pytest.raises(Refused, match="bukan untuk Anda"):
            brought("sk-2-2016", other, noon)
        with pytest.raises(Refused, match="bukan untuk Anda"):
            actions.approve_decree(proposal, by=other, at=noon)


def test_a_version_waits_once_and_a_turned_down_one_may_come_again(sri: Actor, wali: Actor, noon: datetime) -> None:
    proposal = brought("sk-1-2015", sri, noon)
    with pytest.raises(Refused, match="menunggu persetujuan"):
        brought("sk-1-2015", wali, noon)
    with pytest.raises(Refused, match="Tulis mengapa"):
        actions.turn_down_decree(proposal, reason=" ", by=wali, at=noon)
    actions.turn_down_decree(proposal, reason="Pasal 3 salah kutip.", by=wali, at=noon)
    assert brought("sk-1-2015", sri, noon).pk != proposal.pk


def test_a_version_whose_cases_come_out_otherwise_is_refused_with_what_came_out(sri: Actor, noon: datetime) -> None:
    with pytest.raises(Refused, match="310000 bukan 300000"):
        brought("sk-1-2015", sri, noon, ("amount = 300_000", "amount = 310_000"))
    with pytest.raises(Refused, match="tidak ada kasus"):
        actions.propose_decree("sk-1-2015", (DECREES / "sk-1-2015.toml").read_bytes(), b"", by=sri, at=noon)


def test_a_version_that_would_rule_beside_another_is_refused(sri: Actor, wali: Actor, noon: datetime) -> None:
    actions.approve_decree(brought("sk-1-2015", sri, noon), by=wali, at=noon)
    with pytest.raises(Refused, match="sama-sama berlaku"):
        brought("sk-2-2016", sri, noon, ('revokes = ["sk-1-2015"]', ""))


def test_a_file_changed_on_the_server_moves_no_money_until_somebody_agrees(
    kota: Path, tmp_path: Path, sri: Actor, noon: datetime
) -> None:
    folder = tmp_path / "decrees"
    folder.mkdir()
    for file in DECREES.glob("sk-1*"):
        (folder / file.name).write_bytes(file.read_bytes())
    assert actions.bring_decrees(folder, at=noon) == 1
    changed = folder / "sk-1-2015.toml"
    changed.write_text(changed.read_text().replace("amount = 400_000", "amount = 900_000"))
    assert actions.bring_decrees(folder, at=noon) == 1
    assert actions.bring_decrees(folder, at=noon) == 0
    assert LoadedDecree.objects.count() == 1
    (waiting,) = queries.proposals_waiting()
    actions.approve_decree(waiting, by=sri, at=noon)
    assert LoadedDecree.objects.count() == 2


@pytest.fixture
def may(kota: Path, ani: Actor, dodi: Actor, noon: datetime) -> Path:
    actions.load_decrees(kota / "decrees", at=noon)
    judged_valid(reports_for_unit(ani, [date(2016, 5, day) for day in (2, 3, 4)], 2), dodi, noon)
    return kota


def test_a_month_that_was_is_reckoned_under_a_decree_that_is_not_in_force(may: Path, noon: datetime) -> None:
    later = read_decree("sk-1-2015", (DECREES / "sk-1-2015.toml").read_bytes())
    found = queries.compare(AreaCode(KELURAHAN), MAY, later, noon + timedelta(days=30))
    of_rt = next(d for d in found if d.unit.code == RT)
    assert (of_rt.now, of_rt.then, of_rt.change, of_rt.percent) == (135_000, 300_000, 165_000, 122)
    whole = queries.sum_of(of_rt.unit, found)
    assert whole.then - whole.now == sum(d.change for d in found) == whole.change
    assert whole.more + whole.same + whole.less == len(found) == sum(n for _, _, n in queries.spread(found))


def test_comparing_asks_as_much_however_many_units_there_are(
    may: Path, noon: datetime, django_assert_num_queries: Callable[[int], object]
) -> None:
    decree = read_decree("sk-1-2015", (DECREES / "sk-1-2015.toml").read_bytes())
    with django_assert_num_queries(10):  # type: ignore[attr-defined]
        queries.compare(AreaCode(KELURAHAN), MAY, decree, noon)
    for code, differences in queries.compare_each(AreaCode("999999"), MAY, decree, noon):
        assert code.code.startswith("999999") and isinstance(differences, list)


def test_trying_a_decree_changes_nothing(may: Path, noon: datetime) -> None:
    before = queries.due(AreaCode(KELURAHAN), MAY, noon)
    queries.compare(AreaCode(KELURAHAN), MAY, read_decree("x", (DECREES / "sk-1-2015.toml").read_bytes()), noon)
    after = queries.due(AreaCode(KELURAHAN), MAY, noon)
    assert [d.total for d in before] == [d.total for d in after]


def test_a_version_that_leaves_a_closed_month_without_a_decree_is_refused(
    kota: Path, tmp_path: Path, sri: Actor, wali: Actor, gita: Actor, noon: datetime
) -> None:
    """Otherwise nobody could say what that month came out wrong, nor any other of the city after it."""
    decrees(tmp_path / "law", "sk-1-2015", at=noon)
    later = {"change": ("effective_from = 2015-01-01", "effective_from = 2015-02-01")}
    proposal = brought("sk-1-2015", sri, noon, **later)
    actions.close_month(AreaCode(KELURAHAN), Month(2015, 1), by=gita, at=noon)
    with pytest.raises(Refused, match="RT pada 2015-01"):
        actions.approve_decree(proposal, by=wali, at=noon)
    with pytest.raises(Refused, match="RW pada 2015-01"):
        brought("sk-1-2015", sri, noon, ("effective_from = 2015-01-01", "effective_from = 2015-03-01"))
    assert actions.propose_corrections(at=noon + timedelta(days=1)) == 0
    assert brought("sk-1-2015", sri, noon, ("amount = 400_000", "amount = 500_000"))


def test_a_version_that_begins_later_is_taken_where_no_month_was_closed_before(
    kota: Path, tmp_path: Path, sri: Actor, wali: Actor, gita: Actor, noon: datetime
) -> None:
    decrees(tmp_path / "law", "sk-1-2015", at=noon)
    actions.close_month(AreaCode(KELURAHAN), Month(2015, 2), by=gita, at=noon)
    proposal = brought("sk-1-2015", sri, noon, ("effective_from = 2015-01-01", "effective_from = 2015-02-01"))
    assert actions.approve_decree(proposal, by=wali, at=noon)
