"""A question that is put together once answers as the ORM does, on every engine, and is planned once where it may."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import NotSupportedError, connection, transaction
from django.db.models import Model, Q
from django.test.utils import CaptureQueriesContext

from rukun.areas.models import Area
from rukun.databases.addresses import PAGES, databases, for_pages
from rukun.databases.changing import change_seen
from rukun.databases.kept import Kept, Numbered, Shaped, asking
from rukun.databases.reading import blank
from rukun.followup.models import Ticket
from rukun.people.models import Office, Session
from rukun.people.queries import actor_of, actors_of
from rukun.reports.models import Origin, Report
from rukun.trail.models import Event
from rukun.validation.models import Flag
from tests.conftest import KELURAHAN

OFFICE: Kept[Office] = Kept(
    lambda code: Office.objects.select_related("area__parent").defer("crew").filter(code=code), str
)
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL keeps plans")


@pytest.mark.usefixtures("kota")
def test_it_answers_as_the_orm_does_with_what_is_selected_beside_and_what_is_left_out() -> None:
    theirs = Office.objects.select_related("area__parent").defer("crew").get(code=KELURAHAN)
    with CaptureQueriesContext(connection) as asked:
        ours = OFFICE.first(KELURAHAN)
        assert ours == theirs and ours.area == theirs.area and ours.area.parent == theirs.area.parent
    assert len(asked) == 1, "and is counted like any other"
    assert ours.get_deferred_fields() == {"crew"} and not ours._state.adding
    assert OFFICE.first("none") is None and OFFICE.rows("none") == []


@pytest.mark.usefixtures("kota")
def test_moments_go_as_they_are_and_values_come_as_tuples() -> None:
    noon = datetime(2016, 6, 1, 5, tzinfo=UTC)
    Session.objects.create(session_key="k" * 40, session_data="", expire_date=noon, agent="", network="", came_by="")
    held: Kept[Session] = Kept(
        lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), str, datetime
    )
    assert held.first("k" * 40, noon - timedelta(seconds=1)) and not held.first("k" * 40, noon)
    pairs: Kept[tuple[str, str]] = Kept(lambda code: Area.objects.filter(code=code).values_list("code", "name"), str)
    assert pairs.rows(KELURAHAN) == [*Area.objects.filter(code=KELURAHAN).values_list("code", "name")]


@pytest.mark.django_db
def test_a_value_that_the_question_changes_is_refused_when_it_is_put_together() -> None:
    begins: Kept[Area] = Kept(lambda code: Area.objects.filter(code__startswith=code), str)
    with pytest.raises(TypeError, match="as it is"):
        begins.rows("31")


@pytest.mark.usefixtures("kota")
def test_who_asks_is_the_same_one_by_one_and_together(ani: Any, citra: Any, noon: datetime) -> None:
    for person in (ani.person_id, citra.person_id):
        assert actor_of(person, noon) == actors_of([person], noon)[person]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_type_that_an_upgrade_changed_is_noticed_and_planned_anew() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE changing (id int)")
        cursor.execute("INSERT INTO changing VALUES (1)")

    def asked() -> object:
        with asking() as cursor:
            cursor.execute("SELECT * FROM changing")
            return cursor.fetchone()

    try:
        assert asked() == (1,)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements")
            assert cursor.fetchone()[0], "the server keeps it"
        _elsewhere("ALTER TABLE changing ALTER id TYPE text")
        with pytest.raises(NotSupportedError), transaction.atomic():
            asked()
        assert asked() == ("1",), "whoever comes after is answered"
        _elsewhere("ALTER TABLE changing ALTER id TYPE int USING id::int")
        assert asked() == (1,), "outside a transaction nobody notices"
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE changing")


def _elsewhere(sql: str) -> None:
    """As a command in another process does it: this connection is not told."""
    with psycopg.connect(connection.connection.info.dsn, autocommit=True) as line:
        line.execute(sql.encode())


@pytest.mark.any_engine
def test_plans_are_kept_only_where_a_connection_is_a_session_of_ones_own() -> None:
    replicas = ["postgresql://u@replica/rukun"]
    made = databases("postgresql://u@pooler/rukun", pool=4, direct="postgresql://u@server/rukun", replicas=replicas)
    assert [name for name, one in made.items() if "prepare_threshold" in one["OPTIONS"]] == ["default"]
    assert PAGES in made
    alone = databases("postgresql://u@server/rukun", pool=4, keeps_plans=False)
    assert "prepare_threshold" not in alone["default"]["OPTIONS"]


@pytest.mark.usefixtures("kota")
def test_rows_with_certain_numbers_are_asked_for_in_a_few_sizes() -> None:
    areas: Numbered[Area] = Numbered(lambda numbers: Area.objects.filter(id__in=numbers).order_by("-id"), (2, 5))
    every = list(Area.objects.order_by("-id").values_list("id", flat=True))
    for many, queries in ((0, 0), (1, 1), (4, 1), (7, 2)):
        with CaptureQueriesContext(connection) as asked:
            assert [one.pk for one in areas.rows(every[:many])] == every[:many]
        assert len(asked) == queries


@pytest.mark.usefixtures("kota")
def test_rows_with_certain_numbers_are_counted_and_may_have_other_values_beside() -> None:
    areas: Numbered[Area] = Numbered(
        lambda numbers, kind, after: Area.objects.filter(id__in=numbers, kind=kind, code__gt=after), (2, 5), str, str
    )
    every = list(Area.objects.values_list("id", flat=True))
    for kind, after in (("rt", KELURAHAN), ("rw", KELURAHAN), ("rt", "999")):
        wanted = set(Area.objects.filter(kind=kind, code__gt=after).values_list("id", flat=True))
        assert {one.pk for one in areas.rows(every, kind, after)} == wanted
        assert areas.count(every, kind, after) == len(wanted)
    assert areas.count([], "rt", "") == 0


@pytest.mark.usefixtures("kota")
def test_what_never_changes_stands_in_the_statement_as_it_is() -> None:
    awkward = "50% of 'it' \\ {} %s"
    Area.objects.filter(code=KELURAHAN).update(name=awkward)
    named: Kept[Area] = Kept(lambda code: Area.objects.filter(Q(name=awkward) | Q(name="%"), code=code), str)
    assert named.first(KELURAHAN) and named.count(KELURAHAN) == 1 and named.first("none") is None


@pytest.mark.usefixtures("kota")
def test_a_row_is_changed_where_it_still_is_as_it_was_seen() -> None:
    one = Area.objects.get(code=KELURAHAN)
    other = Area.objects.exclude(pk=one.pk).earliest("id")
    assert change_seen(one, ("name", "kind"), {"name": "Baru", "parent": other, "population": None})
    now = Area.objects.get(pk=one.pk)
    assert (now.name, now.parent_id, now.population, one.name != now.name) == ("Baru", other.pk, None, True)
    assert not change_seen(one, ("name", "kind"), {"name": "Lagi"}), "somebody was quicker"
    assert Area.objects.get(pk=one.pk).name == "Baru"


@on_postgresql
@pytest.mark.usefixtures("kota")
def test_a_list_by_filters_is_put_together_once_and_planned_for_its_values() -> None:
    named: Shaped[Area] = Shaped(lambda kind, code: Area.objects.filter(kind=kind, code__lte=code).order_by("id"), str,
                                 str)  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        for _ in range(8):
            assert named.rows("kelurahan", "A") == [*Area.objects.filter(kind="kelurahan").order_by("id")]
    assert len(asked) == 16 and named.count("rt", "A") == Area.objects.filter(kind="rt").count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%\"code\" <= %'")
        assert cursor.fetchone() == (0,)


@pytest.mark.usefixtures("kota")
def test_moments_are_read_as_the_orm_reads_them() -> None:
    noon = datetime(2016, 6, 1, 5, 0, 0, 250, tzinfo=UTC)
    for key, seen in (("k", noon), ("l", None)):
        Session.objects.create(
            session_key=key * 40, session_data="", expire_date=noon, last_seen_at=seen, agent="", network="", came_by=""
        )
    every: Kept[Session] = Kept(
        lambda now: Session.objects.filter(expire_date__gte=now).order_by("session_key"), datetime
    )
    told = [(one.expire_date, one.last_seen_at) for one in every.rows(noon)]
    assert told == [(noon, noon), (noon, None)] and told[0][0].tzinfo is not None


def test_pages_keep_a_file_open_and_little_of_it_in_memory() -> None:
    commands = databases("sqlite:////srv/rukun.sqlite3", pool=4)["default"]
    pages = for_pages(commands)
    assert not commands.get("CONN_MAX_AGE") and pages["CONN_MAX_AGE"] is None and pages["CONN_HEALTH_CHECKS"]
    assert "cache_size=-64000" in commands["OPTIONS"]["init_command"]
    assert pages["OPTIONS"]["init_command"].endswith("cache_size=-4000;")
    assert pages["OPTIONS"]["transaction_mode"] == "IMMEDIATE" and pages["NAME"] == commands["NAME"]


@pytest.mark.parametrize("model", [Report, Event, Ticket, Origin])
def test_an_object_of_which_nothing_is_said_is_as_the_orm_makes_it(model: type[Model]) -> None:
    ours, theirs = blank(model), model()
    assert {**ours.__dict__, "_state": None} == {**theirs.__dict__, "_state": None}
    assert ours._state is not blank(model)._state and ours._state.__dict__ == theirs._state.__dict__


def test_what_begins_as_another_thing_each_time_is_not_shared() -> None:
    ours = blank(Flag)
    ours.evidence["metres"] = 3
    assert blank(Flag).evidence == {}
