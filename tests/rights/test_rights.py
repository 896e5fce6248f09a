"""A person sees, takes away and ends what is kept of them; what others rest on stays without them."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from rukun.followup import actions as followup
from rukun.followup.crew import members
from rukun.funds import actions as funds
from rukun.notices import queries as notices
from rukun.notices.models import Delivery, Notice
from rukun.operation import faults, figures
from rukun.operation.rounds import Round
from rukun.people.actions import KeyTerms, issue_key, note_opened
from rukun.people.models import ApiKey, Appointment, Copy, Forgetting, Identity, Person
from rukun.people.opened import What
from rukun.people.queries import person_by_login
from rukun.people.rules import Actor, Scope
from rukun.reports import actions as reports
from rukun.reports.actions import keep_photo
from rukun.reports.models import Comment, Report, Support
from rukun.rights import access, actions, ageing, copying, queries
from rukun.rights.rules import HELD, Kind, read_retention
from rukun.tick import tick
from rukun.trail.models import Event
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from rukun.webhooks.actions import Wish, subscribe
from rukun.webhooks.models import Subscription
from tests.conftest import _person
from tests.made import jpeg, proof, report, ticket

DAY = timedelta(days=1)
SignedIn = Callable[[Actor], Client]


def person(actor: Actor) -> Person:
    return Person.objects.get(pk=actor.person_id)


def home() -> Path:
    return Path(settings.RUKUN_HOME)


@pytest.fixture
def filed(kota: Path, budi: Actor, ani: Actor, noon: datetime) -> Report:
    """Budi reported with a photo, said something, and supports Ani; he came by the city's own sign-in as well."""
    Identity.objects.create(person=person(budi), issuer="https://sso", subject="budi-1", connected_at=noon)
    made = ticket(budi, noon, photos=[keep_photo(jpeg(1), at=noon)]).report
    others = report(ani, noon)
    reports.comment(made, key="budi-says-so", words="Masih ada", by=budi, at=noon)  # type: ignore[call-arg]
    reports.support(others, by=budi, at=noon)
    return made


# Everything is known


def test_there_is_a_rule_for_every_key_to_a_person() -> None:
    keys = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Person
    }
    assert keys == {held.key for held in HELD if "__" not in held.field}, "say in rights.rules what becomes of it"


def test_no_copy_holds_what_opens_an_account() -> None:
    telling = ("secret", "digest", "salt", "public_key", "credential", "session_key", "session_data", "sealed", "auth")
    for held in HELD:
        fields = {field.name for field in apps.get_model(held.model)._meta.concrete_fields}
        if held.model not in ("funds.DecreeProposal", "funds.Closing", "funds.Batch"):  # digests of files
            assert fields & set(telling) <= set(held.secret), held.key


# To see it and take it away


def test_a_copy_holds_what_was_said_and_done_the_photos_and_who_looked_and_nothing_of_others(
    filed: Report, budi: Actor, ani: Actor, citra: Actor, noon: datetime
) -> None:
    reports.open_contact(filed, reason="Menanyakan lantai", desk=citra.seats[0], at=noon)
    copy = actions.ask_for_copy(person(budi), home=home(), at=noon)
    file = copying.file_of(home(), copy)
    assert file.stat().st_mode & 0o077 == 0 or file.parent.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(file) as packed:
        told = json.loads(packed.read("data.json"))
        assert f"foto/{filed.code}/{filed.photos.get().digest[:16]}.jpg" in packed.namelist()
    assert told["person"]["login"] == "budi@contoh.id" and "password" not in json.dumps(told)
    assert [one["code"] for one in told["kept"]["reports.Report.filer"]] == [filed.code]
    assert told["kept"]["reports.Comment.person"][0]["words"] == "Masih ada"
    assert told["opened"][0]["reason"] == "Menanyakan lantai" and told["opened"][0]["seat"] == "lurah"
    assert "ani@contoh.id" not in json.dumps(told) and "Citra" not in json.dumps(told)


def test_a_large_copy_is_made_by_the_worker_and_only_its_person_takes_it(
    filed: Report, budi: Actor, ani: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "AT_ONCE", 0)
    copy = actions.ask_for_copy(person(budi), home=home(), at=noon)
    assert copy.made_at is None
    with pytest.raises(Refused, match="sedang disiapkan"):
        actions.ask_for_copy(person(budi), home=home(), at=noon)
    with pytest.raises(Refused):
        access.copy_to_take(budi, copy.key)
    assert copying.make_waiting(home=home(), at=noon) == 1 and copying.make_waiting(home=home(), at=noon) == 0
    assert access.copy_to_take(budi, copy.key) == copy
    with pytest.raises(Refused):
        access.copy_to_take(ani, copy.key)


def test_a_copy_is_gone_after_its_days(filed: Report, budi: Actor, noon: datetime) -> None:
    copy = actions.ask_for_copy(person(budi), home=home(), at=noon)
    copying.sweep(home=home(), at=noon + 6 * DAY)
    assert Copy.objects.exists()
    copying.sweep(home=home(), at=noon + 8 * DAY)
    assert not Copy.objects.exists() and not copying.file_of(home(), copy).exists()


# To be forgotten


def test_who_asks_is_forgotten_after_some_days_unless_they_take_it_back(
    filed: Report, budi: Actor, noon: datetime
) -> None:
    waiting = actions.ask_to_be_forgotten(person(budi), at=noon)
    assert waiting.due_at == noon + 14 * DAY
    with pytest.raises(Refused, match="sudah tercatat"):
        actions.ask_to_be_forgotten(person(budi), at=noon)
    assert actions.forget_due(home=home(), at=noon + 13 * DAY) == 0
    actions.take_back_forgetting(person(budi), at=noon + 13 * DAY)
    with pytest.raises(Refused, match="Tidak ada permintaan"):
        actions.take_back_forgetting(person(budi), at=noon + 13 * DAY)
    assert actions.forget_due(home=home(), at=noon + 30 * DAY) == 0 and person(budi).name == "Budi"
    actions.ask_to_be_forgotten(person(budi), at=noon + 30 * DAY)
    assert actions.forget_due(home=home(), at=noon + 44 * DAY) == 1
    assert actions.forget_due(home=home(), at=noon + 45 * DAY) == 0
    assert Forgetting.objects.filter(done_at=noon + 44 * DAY).count() == 1


def test_who_cannot_be_forgotten_holds_up_nobody_and_is_told(
    filed: Report, budi: Actor, ani: Actor, noon: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    """Somebody else bears the very name by which Budi's emptied account would go; Ani asked after him."""
    namesake = Person.objects.create(
        login=f"forgotten-{budi.person_id}", name="Lain", pseudonym="Warga-lain", joined_at=noon
    )
    actions.ask_to_be_forgotten(person(budi), at=noon)
    actions.ask_to_be_forgotten(person(ani), at=noon + DAY)
    later, watched = noon + 20 * DAY, Round(apart=False)
    assert tick(at=later, home=home(), worker=watched)["persons forgotten"] == 0
    assert f"person {budi.person_id} could not be forgotten" in caplog.text
    assert person(ani).forgotten_at == later, "she is, all the same"
    assert (person(budi).forgotten_at, person(budi).name) == (None, "Budi"), "of him all, or nothing"
    assert not Event.objects.filter(verb="person.forgotten", about=f"person:{budi.person_id}").exists()
    assert "persons forgotten" in faults.broken(figures.kept(), later), "rukun doctor and the alert say it"
    namesake.delete()
    assert actions.forget_due(home=home(), at=later + DAY) == 1 and person(budi).forgotten_at == later + DAY


def test_the_report_stays_without_its_person_and_what_was_theirs_alone_is_gone(
    filed: Report, budi: Actor, noon: datetime
) -> None:
    before = (filed.words, filed.code)
    copy = actions.ask_for_copy(person(budi), home=home(), at=noon)
    actions.forget(person(budi), at=noon)
    copying.drop_nobodys(home=home())
    kept, gone = Report.objects.get(pk=filed.pk), person(budi)
    assert (kept.words, kept.code) == before and kept.filer is None and kept.photos.count() == 1
    assert Comment.objects.get().person is None and Comment.objects.get().words == "Masih ada"
    assert not Support.objects.exists() and not Identity.objects.exists()
    assert not copying.file_of(home(), copy).exists()
    assert gone.login == f"forgotten-{gone.pk}" and gone.name == "-" and not gone.is_active
    assert not gone.has_usable_password() and gone.forgotten_at == noon
    with pytest.raises(Refused):
        person_by_login("budi@contoh.id")
    event = Event.objects.get(verb="person.forgotten")
    assert "Budi" not in event.facts and event.about == f"person:{gone.pk}"
    actions.forget(gone, at=noon + DAY)
    assert person(budi).forgotten_at == noon, "once"


def test_of_somebody_of_the_crew_neither_name_nor_number_stays(kota: Path, citra: Actor, noon: datetime) -> None:
    pps = _person("Joko", "ppsu", "9999991001", "9999991001")
    member = members.member_of(pps, pps.seats[0], noon)  # type: ignore[attr-defined, arg-type]
    desk = citra.seats[0]
    members.rename_member(member, name="Joko", phone="0812 3456", desk=desk, at=noon)
    colleague = members.add_member(name="Karta", phone="0812 999", desk=desk, at=noon)
    actions.forget(person(pps), at=noon)  # type: ignore[arg-type]
    member.refresh_from_db()
    colleague.refresh_from_db()
    assert (member.person, member.name, member.phone) == (None, f"#{member.pk}", "")
    assert (colleague.name, colleague.phone) == ("Karta", "0812 999")


def test_of_a_key_in_somebodys_name_nobody_is_left_to_be_asked_and_its_addresses_go(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    terms = KeyTerms("Aplikasi warga", "budi@contoh.id", 100, 1000, frozenset({Scope.READ}), budi.person_id)
    nobodys = KeyTerms("Pusat panggilan", "pusat@contoh.id", 100, 1000)
    for one in (terms, nobodys):
        key = issue_key(one, by="test", at=noon).key
        subscribe(Wish("https://app.contoh.id/", ["report.filed"], key.name, key.contact), by=key, at=noon)
    told = queries.copy_of(person(budi), noon)["kept"]["webhooks.Subscription.key__holder"]
    assert [one["url"] for one in told] == ["https://app.contoh.id/"] and "secret" not in told[0]
    actions.forget(person(budi), at=noon)
    assert list(ApiKey.objects.order_by("id").values_list("contact", "holder")) == [("", None), (nobodys.contact, None)]
    assert Subscription.objects.get().contact == nobodys.contact


def test_what_a_worker_had_begun_of_a_copy_and_left_goes_after_some_hours(
    filed: Report, budi: Actor, noon: datetime
) -> None:
    left, begun = (copying.folder(home()) / name for name in ("left.part", "begun.part"))
    for file in (left, begun):
        file.write_bytes(b"what Budi said")
    os.utime(left, (0, 0))
    copying.sweep(home=home(), at=noon)
    assert not left.exists() and begun.exists()


def test_who_decided_on_money_keeps_the_name_of_it_and_nothing_else(
    kota: Path, gita: Actor, ani: Actor, noon: datetime
) -> None:
    funds.load_decrees(kota / "decrees", at=noon)
    closing = funds.close_month(AreaCode("9999991001"), Month(2016, 5), by=gita, at=noon)
    actions.forget(person(gita), at=noon)
    gone = person(gita)
    assert gone.name == "Gita" and gone.login == f"forgotten-{gone.pk}" and not gone.is_active
    closing.refresh_from_db()
    assert closing.closed_by == gone
    assert Appointment.objects.get(person=gone).held_until is not None, "the seat is free"


def test_a_simulated_or_forgotten_person_asks_for_nothing(filed: Report, budi: Actor, noon: datetime) -> None:
    actions.forget(person(budi), at=noon)
    with pytest.raises(Refused, match="sudah dilupakan"):
        actions.ask_to_be_forgotten(person(budi), at=noon)


# Time


def test_the_files_of_the_cities_are_read_and_a_wrong_one_is_refused() -> None:
    for name in ("contoh", "jakarta", "surabaya"):
        file = settings.REPOSITORY / "kota" / name / "retention.toml"
        assert set(read_retention(file.read_text()).kept) == set(Kind)
    for text in ('[[kind]]\nkey = "everything"\ndays = 1\nwhy = "x"', '[[kind]]\nkey = "camera"\ndays = 0\nwhy = "x"',
                 '[[kind]]\nkey = "camera"\ndays = 5', "[[kind]", "[asked]\nthink_over_days = true"):  # fmt: skip
        with pytest.raises(Refused, match="retention.toml"):
            read_retention(text)
    nothing = read_retention("")
    assert (nothing.kept, nothing.think_over, nothing.copies) == ({}, 14 * DAY, 7 * DAY)
    asked = read_retention("[asked]\nthink_over_days = 3\ncopies_days = 36500")
    assert (asked.think_over, asked.copies) == (3 * DAY, 36_500 * DAY)
    once = '[[kind]]\nkey = "camera"\ndays = 5\nwhy = "x"\n'
    assert read_retention(once).kept == {Kind.CAMERA: 5 * DAY}
    for text in (once * 2, once.replace("5", '"5"'), once.replace("5", "36501"), "[asked]\ncopies_days = 0"):
        with pytest.raises(Refused, match="retention.toml"):
            read_retention(text)


@pytest.mark.parametrize(
    ("text", "named", "known"),
    [
        ('[[kinds]]\nkey = "camera"\ndays = 5\nwhy = "x"', "[kinds]", "asked, kind"),
        ("think_over_days = 3", "[think_over_days]", "asked, kind"),
        ('[[kind]]\nkey = "camera"\nday = 5\ndays = 5\nwhy = "x"', "[[kind]] day", "key, days, why"),
        ("[asked]\nthink_days = 3", "[asked] think_days", "think_over_days, copies_days"),
    ],
)
def test_what_a_city_writes_and_nothing_reads_is_refused_by_name(text: str, named: str, known: str) -> None:
    with pytest.raises(Refused, match="tidak dikenal") as refused:
        read_retention(text)
    assert refused.value.facts == {"name": named, "known": known}


def test_a_value_where_a_table_should_stand_is_refused() -> None:
    for text in ("asked = 3", "kind = [3]", "kind = 3", "[kind]\ndays = 3"):
        with pytest.raises(Refused, match="retention.toml"):
            read_retention(text)


def test_what_is_old_goes_and_what_is_not_stays(
    filed: Report, budi: Actor, ani: Actor, citra: Actor, noon: datetime
) -> None:
    later = noon + 1826 * DAY
    young = report(ani, later - DAY)
    assert ageing.too_old(noon) == dict.fromkeys(Kind, 0)
    would = ageing.too_old(later)
    assert would[Kind.REPORTER] == 2 and would[Kind.COMMENTER] == 1
    assert Report.objects.filter(filer__isnull=False).count() == 3, "asking changes nothing"
    gone = ageing.let_go(at=later)
    assert gone[Kind.REPORTER] == 2 and gone[Kind.COMMENTER] == 1
    assert list(Report.objects.filter(filer__isnull=False)) == [young]
    assert ageing.let_go(at=later) == dict.fromkeys(Kind, 0)
    assert Event.objects.filter(verb="data.aged").count() >= 2


def test_a_message_that_was_given_up_goes_in_its_time_and_what_waits_or_failed_lately_stays(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    told = Notice.objects.create(person=person(budi), matter="taken", about="report:A", at=noon, is_shown=True)
    kept = queries.retention().kept[Kind.UNDELIVERED]

    def sent(way: str, state: str, at: datetime) -> Delivery:
        return Delivery.objects.create(
            notice=told, person=told.person, way=way, state=state, due_at=noon, settled_at=at
        )

    given_up, waits = sent("email", "failed", noon), sent("text", "waiting", noon)
    assert ageing.let_go(at=noon + kept)[Kind.UNDELIVERED] == 0
    later = noon + kept + DAY
    assert ageing.too_old(later)[Kind.UNDELIVERED] == 1 == ageing.let_go(at=later)[Kind.UNDELIVERED]
    assert [*Delivery.objects.all()] == [waits] and Notice.objects.get() == told, "it stays on their page"
    assert not Delivery.objects.filter(pk=given_up.pk).exists() and not notices.failed()


def test_a_closed_account_is_forgotten_when_its_year_is_over(filed: Report, budi: Actor, noon: datetime) -> None:
    from rukun.people.actions import deactivate

    deactivate(person(budi), password="", at=noon)
    ageing.let_go(at=noon + 364 * DAY)
    assert person(budi).name == "Budi"
    ageing.let_go(at=noon + 366 * DAY)
    assert person(budi).forgotten_at is not None


# Who looked


def test_an_auditor_reads_which_seats_looked_and_of_nobody_whose_it_was(
    filed: Report, citra: Actor, fajar: Actor, eka: Actor, ani: Actor, noon: datetime
) -> None:
    reports.open_contact(filed, reason="Menanyakan lantai", desk=citra.seats[0], at=noon)
    (one,) = access.openings_to_audit(eka, 10)
    assert (one.role, one.about, one.reason) == ("lurah", f"report:{filed.code}", "Menanyakan lantai")
    assert queries.openings_within([AreaCode("9999991002")], 10) == []
    for stranger in (citra, fajar, ani):
        with pytest.raises(Refused):
            access.openings_to_audit(stranger, 10)


def test_a_list_of_many_that_was_looked_at_is_one_line_for_the_auditor_with_how_many_stood_there(
    filed: Report, citra: Actor, eka: Actor, ani: Actor, budi: Actor, noon: datetime
) -> None:
    people = [ani.known_id, budi.known_id]
    for at, about in ((noon, "area:9999991001"), (noon, "area:9999991001001"), (noon + DAY, "area:9999991001")):
        note_opened(people, What.NAME, about=about, seat=citra.seats[0], at=at, by=citra.person_id)
    found = access.openings_to_audit(eka, 10)
    assert sorted((one.at, one.about, one.people) for one in found) == [
        (noon, "area:9999991001", 2), (noon, "area:9999991001001", 2), (noon + DAY, "area:9999991001", 2),
    ]  # fmt: skip
    assert not [one for one in found if "Anda" in one.words], "it is not the auditor's own name"
    assert [one.people for one in queries.openings_of(ani.known_id)] == [1, 1, 1]


def test_rating_and_answer_are_parted_too(filed: Report, budi: Actor, citra: Actor, noon: datetime) -> None:
    from rukun.followup.models import Rating, Ticket

    held = Ticket.objects.select_related("holder", "category", "kelurahan", "report__category").get(report=filed)
    done = followup.finish(held, words="Sudah", proof=proof(2), desk=citra.seats[0], at=noon)
    followup.rate(done, stars=4, words="", by=budi, at=noon)
    actions.forget(person(budi), at=noon)
    assert Rating.objects.get().person is None and Rating.objects.get().stars == 4
