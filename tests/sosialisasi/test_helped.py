"""The same credit without a smartphone: at the counter, on paper, by an assistant; and the minutes it all takes."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from rukun.areas.changing import dissolve
from rukun.areas.queries import area
from rukun.funds import queries as funds
from rukun.people.actions import open_seat
from rukun.people.models import Person
from rukun.people.rules import Actor, Role
from rukun.reports.models import Report
from rukun.sosialisasi.helped import actions, queries, rules
from rukun.sosialisasi.helped.effort import note_effort
from rukun.sosialisasi.helped.sheets import TEMPLATE, forms_pdf
from rukun.sosialisasi.models import Assistant, Effort, Helped, PaperForm
from rukun.tick import _named_pictures
from rukun.trail.models import Event
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of
from tests.conftest import KELURAHAN, NEXT_KELURAHAN, _person
from tests.made import decrees, draft, jpeg, judged_valid, noon_of
from tests.stories.test_two_at_once import InThread, at_the_same_time

RT_5, RT_1 = AreaCode(f"{KELURAHAN}002005"), AreaCode(f"{KELURAHAN}001001")
JUNE = Month(2016, 6)
SignedIn = Callable[[Actor], Client]


def as_(actor: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


def at_counter(by: Actor, at: datetime, *, unit: AreaCode = RT_5, day: date | None = None, **more: object) -> Report:
    told = draft(at=at, kind="kerja-bakti", place=None, chosen=unit, **more)
    return actions.file_at_counter(told, unit, day or day_of(at), by=by, at=at)


def a_form(by: Actor, at: datetime, unit: AreaCode = RT_5) -> PaperForm:
    """A form that came back filled, as a picture."""
    from rukun.reports.actions import keep_photo

    (form,) = actions.issue_forms([area(unit)], 1, by=by, at=at)
    return actions.note_picture_of_form(form.code, keep_photo(jpeg(7), at=at), by=by, at=at)


def from_paper(form: PaperForm, by: Actor, at: datetime, day: date | None = None) -> Report:
    told = draft(at=at, kind="kerja-bakti", place=None, chosen=RT_5)
    return actions.file_from_paper(form.code, told, day or day_of(at), by=by, at=at)


def test_the_money_of_a_month_is_the_same_by_whichever_way_its_reports_came(
    kota: Path, tmp_path: Path, ani: Actor, budi: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=noon)
    actions.name_assistant(RT_5, Person.objects.get(pk=budi.person_id), by=ani, at=noon)
    made = [at_counter(citra, noon), from_paper(a_form(citra, noon), citra, noon + timedelta(days=1), date(2016, 6, 2))]
    made.append(actions.file_as_assistant(draft(at=noon, kind="kerja-bakti", for_unit=RT_5), by=budi, at=noon))
    judged_valid(made, dodi, noon + timedelta(days=2))
    due = next(d for d in funds.due(AreaCode(KELURAHAN), JUNE, noon_of(date(2016, 7, 2))) if d.unit.code == RT_5.digits)
    assert sorted(due.reports.counted) == sorted(report.code for report in made)
    assert due.entitlement.counted == 3


def test_a_report_at_the_counter_is_the_units_and_the_trail_names_who_typed(
    kota: Path, ani: Actor, citra: Actor, noon: datetime
) -> None:
    made = at_counter(citra, noon)
    assert (made.unit, made.filer_id, made.channel) == (area(RT_5), ani.person_id, "counter")
    filed, typed = Event.objects.filter(about=f"report:{made.code}").order_by("id")
    assert (filed.verb, filed.seat, filed.stated["typed_by"]) == ("report.filed", f"ketua-rt@{RT_5.digits}",
                                                                  f"lurah@{KELURAHAN}")  # fmt: skip
    assert (typed.verb, typed.seat, typed.stated["way"]) == ("report.typed", f"lurah@{KELURAHAN}", "counter")


def test_a_head_without_an_account_is_credited_as_well(kota: Path, citra: Actor, noon: datetime) -> None:
    with pytest.raises(Refused, match="belum dibuka"):
        at_counter(citra, noon, unit=RT_1)
    open_seat(role=Role.KETUA_RT, area=area(RT_1), at=noon)
    made = at_counter(citra, noon, unit=RT_1)
    assert (made.filer, made.unit, made.seat.role) == (None, area(RT_1), "ketua-rt")  # type: ignore[union-attr]


def test_nobody_types_for_units_of_another_kelurahan_or_without_a_counter(
    kota: Path, ani: Actor, budi: Actor, citra: Actor, dodi: Actor, fajar: Actor, noon: datetime
) -> None:
    for stranger in (ani, budi, dodi, fajar):
        with pytest.raises(Refused, match="bukan untuk Anda"):
            at_counter(stranger, noon)
    form = a_form(citra, noon)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        from_paper(form, fajar, noon)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        actions.issue_forms([area(RT_5)], 1, by=fajar, at=noon)
    assert Report.objects.count() == 0


def test_nothing_is_typed_for_a_unit_that_has_ended_but_what_was_there_before_its_end(
    kota: Path, ani: Actor, budi: Actor, citra: Actor, noon: datetime
) -> None:
    """Nobody sits there any more; whoever assisted them goes on with nothing either."""
    actions.name_assistant(RT_5, Person.objects.get(pk=budi.person_id), by=ani, at=noon)
    ended, later = date(2016, 6, 3), noon + timedelta(days=4)
    form = a_form(citra, noon)
    dissolve(area(RT_5), on=ended, at=later)
    assert at_counter(citra, later, day=date(2016, 6, 2)).unit == area(RT_5)
    with pytest.raises(Refused, match="tidak ada pada hari itu"):
        at_counter(citra, later, day=ended)
    with pytest.raises(Refused, match="tidak ada pada hari itu"):
        from_paper(form, citra, later)
    assert queries.assisted_by(budi.known_id) == []
    with pytest.raises(Refused, match="tidak memegang jabatan"):
        actions.file_as_assistant(draft(at=later, kind="kerja-bakti", for_unit=RT_5), by=budi, at=later)
    assert from_paper(form, citra, later, date(2016, 6, 1)).unit == area(RT_5)


def test_a_day_that_is_told_counts_if_it_has_come_and_is_not_long_ago(
    kota: Path, ani: Actor, citra: Actor, noon: datetime
) -> None:
    today = day_of(noon)
    assert at_counter(citra, noon, day=today - timedelta(days=14)).counted_on == today - timedelta(days=14)
    for day, said in ((today + timedelta(days=1), "belum tiba"), (today - timedelta(days=15), "lebih dari 14 hari")):
        with pytest.raises(Refused, match=said):
            at_counter(citra, noon, day=day)


def test_the_same_sending_twice_is_one_report_and_a_key_of_somebody_else_is_refused(
    kota: Path, ani: Actor, citra: Actor, noon: datetime
) -> None:
    first = at_counter(citra, noon, key="same-key-of-clerk")
    assert at_counter(citra, noon, key="same-key-of-clerk") == first
    staff = _person("Sari", "staff-kelurahan", KELURAHAN, KELURAHAN)
    with pytest.raises(Refused, match="Kunci kiriman"):
        at_counter(staff, noon, key="same-key-of-clerk")  # type: ignore[arg-type]
    assert Helped.objects.count() == Report.objects.count() == 1


def test_a_form_is_one_report_though_two_type_it_at_once(
    committed: Path, in_thread: InThread, ani: Actor, citra: Actor, noon: datetime
) -> None:
    form, staff = a_form(citra, noon), _person("Sari", "staff-kelurahan", KELURAHAN, KELURAHAN)
    acts = [lambda by=by: from_paper(form, by, noon).code for by in (citra, staff)]  # type: ignore[misc]
    outcomes = at_the_same_time(in_thread, *acts)
    assert outcomes.count("twice") == 1 and Report.objects.count() == Helped.objects.count() == 1
    with pytest.raises(Refused, match="sudah diketik"):
        from_paper(form, citra, noon)


def test_two_who_issue_at_once_never_print_one_number_twice(
    committed: Path, in_thread: InThread, citra: Actor, noon: datetime
) -> None:
    def issue() -> int:
        return len(actions.issue_forms([area(RT_5)], 5, by=citra, at=noon))

    assert at_the_same_time(in_thread, issue, issue) == [5, 5]
    assert sorted(PaperForm.objects.values_list("number", flat=True)) == list(range(1, 11))


def test_a_picture_of_a_form_is_kept_and_seen_at_its_counter_alone(
    kota: Path, ani: Actor, citra: Actor, fajar: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rukun.clock.now", lambda: noon)
    form = a_form(citra, noon)
    assert _named_pictures([form.picture]) == {form.picture}
    address = f"/loket/formulir/{form.code}/gambar.jpg"
    assert as_(citra).get(address).status_code == 200
    for stranger in (as_(fajar), as_(ani)):
        assert stranger.get(address).status_code == stranger.get(f"/foto/{form.picture}.jpg").status_code == 404


def photographed(pages: list[PaperForm], monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A printed form as a telephone would see it: askew, grey, compressed."""
    import typst

    made: dict[str, bytes] = {}

    compiler = typst.Compiler

    class Seen:
        def __init__(self, template: bytes, **more: object) -> None:
            self.compiler = compiler(template, **more)  # type: ignore[arg-type]

        def compile(self, **_: object) -> bytes:
            made["png"] = self.compiler.compile(format="png", ppi=110)  # type: ignore[assignment]
            return b""

    with monkeypatch.context() as patch:
        patch.setattr(typst, "Compiler", Seen)
        forms_pdf(pages, ["Kerja bakti"], {KELURAHAN: "Rukun Jaya"}, site="https://rukun.contoh.go.id")
    paper = Image.open(io.BytesIO(made["png"])).convert("RGB").rotate(2, expand=True, fillcolor=(90, 80, 70))
    out = io.BytesIO()
    paper.point(lambda value: 30 + value * 3 // 4).save(out, "JPEG", quality=75)
    return out.getvalue()


def test_a_photographed_form_is_known_by_its_code_typed_beside_its_picture_and_only_once(
    kota: Path, ani: Actor, citra: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rukun.clock.now", lambda: noon)
    client = as_(citra)
    answer = client.post("/loket/formulir.pdf", {"unit": RT_5.digits, "each": "2"})
    pdf = PdfReader(io.BytesIO(answer.content))
    assert len(pdf.pages) == 2 and "RT 005/RW 002" in pdf.pages[1].extract_text()
    form = PaperForm.objects.get(number=2)
    picture = photographed([form], monkeypatch)
    read = client.post("/loket/baca/", {"picture": SimpleUploadedFile("a.jpg", picture)})
    assert read.headers["Location"] == f"/loket/formulir/{form.code}/"
    page = client.get(read.headers["Location"]).content.decode()
    assert "gambar.jpg" in page and "Catat laporan" in page
    typed = {"category": "kerja-bakti", "words": "Got RT 5 dibersihkan.", "day": "2016-05-29"}
    refused = client.post(read.headers["Location"], typed | {"day": "2016-01-01"})
    assert refused.status_code == 400 and "Got RT 5 dibersihkan." in refused.content.decode()
    assert client.post(read.headers["Location"], typed).status_code == 302
    assert client.post(read.headers["Location"], typed).status_code == 409
    made = Report.objects.get()
    assert (made.counted_on, made.channel, made.photos.count()) == (date(2016, 5, 29), "paper", 0)
    again = client.post("/loket/baca/", {"picture": SimpleUploadedFile("a.jpg", picture)})
    assert again.status_code == 409 and made.code in again.content.decode()


def test_a_picture_without_a_code_is_refused_in_words_and_the_number_can_be_typed(
    kota: Path, ani: Actor, citra: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rukun.clock.now", lambda: noon)
    (form,) = actions.issue_forms([area(RT_5)], 1, by=citra, at=noon)
    client, picture = as_(citra), SimpleUploadedFile("a.jpg", jpeg(3))
    refused = client.post("/loket/baca/", {"picture": picture})
    assert refused.status_code == 400 and "tidak terbaca" in refused.content.decode()
    typed = {"picture": SimpleUploadedFile("a.jpg", jpeg(3)), "code": f"{form.code[:5]}-{form.code[5:].lower()}"}
    assert client.post("/loket/baca/", typed).headers["Location"] == f"/loket/formulir/{form.code}/"


@pytest.mark.parametrize(
    "text", ["https://x/loket/formulir/7K3QM9XT4/", "https://x/7K3QM9XT4B/", "7K3QM9XT4B", "javascript:alert(1)", ""]
)
def test_what_is_no_form_is_not_taken_for_one(text: str) -> None:
    assert rules.form_code([text]) == ""
    assert rules.form_code([text, rules.form_address("https://rukun.contoh.go.id", "7K3QM9XT4B")]) == "7K3QM9XT4B"


def test_the_form_in_the_house_is_what_is_printed() -> None:
    assert "No. #it.number" in TEMPLATE.read_text()


def test_an_assistant_reports_for_the_seat_until_the_head_says_otherwise(
    kota: Path, ani: Actor, budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rukun.clock.now", lambda: noon)
    head, neighbour = as_(ani), as_(budi)
    sent = {
        "key": "by-assistant-1", "category": "kerja-bakti", "words": "Got dibersihkan", "lat": "-6.501",
        "lon": "106.5075", "for_unit": RT_5.digits, "took_s": "75",
    }  # fmt: skip
    assert neighbour.post("/lapor/kirim/", sent, headers={"Accept": "application/json"}).json()["field"] == "for_unit"
    nothing = head.post("/pendamping/", {"unit": "", "login": ""}).content.decode()
    assert "Pilih RT atau RW." in nothing and "Tulis nomor telepon atau surel" in nothing
    assert head.post("/pendamping/", {"unit": RT_5.digits, "login": "nobody@contoh.id"}).status_code == 400
    assert head.post("/pendamping/", {"unit": RT_5.digits, "login": "budi@contoh.id"}).status_code == 302
    ready = neighbour.get("/lapor/siap.json").json()
    (seat,) = ready["seats"]
    assert (seat["code"], seat["words"]) == (RT_5.digits, "Untuk RT 005/RW 002, membantu ketua")
    for minute in range(2):
        monkeypatch.setattr("rukun.clock.now", lambda minute=minute: noon + timedelta(minutes=minute))
        assert neighbour.post("/lapor/kirim/", sent, headers={"Accept": "application/json"}).status_code == 201
    made = Report.objects.get()
    assert (made.unit, made.filer_id, Helped.objects.get().typed_by) == (
        area(RT_5), ani.person_id, f"pendamping@{RT_5.digits}",
    )  # fmt: skip
    assert queries.effort_of(RT_5, JUNE) == (75, 1), "once, though it was sent twice"
    assert "2 menit mengisi formulir" in head.get("/bulan-ini/").content.decode()
    assert neighbour.get("/kas/").status_code == neighbour.get("/bulan-ini/").status_code == 404, "reports and no more"
    end = {"end": Assistant.objects.get().pk}
    assert neighbour.post("/pendamping/", end).status_code == 404
    assert head.post("/pendamping/", end).status_code == 302
    later = sent | {"key": "by-assistant-2"}
    assert neighbour.post("/lapor/kirim/", later, headers={"Accept": "application/json"}).status_code == 400
    assert list(Event.objects.filter(verb__startswith="assistant").values_list("verb", "about")) == [
        ("assistant.named", f"seat:ketua-rt@{RT_5.digits}"), ("assistant.ended", f"seat:ketua-rt@{RT_5.digits}"),
    ]  # fmt: skip


def test_assistants_are_few_named_once_and_never_the_head(
    kota: Path, ani: Actor, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    people = [_person(f"Tetangga{n}") for n in range(4)]
    helpers = [Person.objects.get(pk=one.person_id) for one in people]  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="jabatannya sendiri"):
        actions.name_assistant(RT_5, Person.objects.get(pk=ani.person_id), by=citra, at=noon)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        actions.name_assistant(RT_5, helpers[0], by=fajar, at=noon)
    first = actions.name_assistant(RT_5, helpers[0], by=ani, at=noon)
    assert actions.name_assistant(RT_5, helpers[0], by=citra, at=noon) == first
    for helper in helpers[1:3]:
        actions.name_assistant(RT_5, helper, by=citra, at=noon)
    with pytest.raises(Refused, match="Paling banyak 3"):
        actions.name_assistant(RT_5, helpers[3], by=ani, at=noon)
    actions.end_assistance(first.pk, by=citra, at=noon)
    with pytest.raises(Refused, match="sudah berakhir"):
        actions.end_assistance(first.pk, by=ani, at=noon)
    assert actions.name_assistant(RT_5, helpers[3], by=ani, at=noon)


@pytest.mark.parametrize(
    ("text", "seconds"), [("75", 75), ("0", 0), ("1800", 1800), ("1801", None), ("-3", None), ("1e3", None), ("", None)]
)
def test_times_are_believed_as_far_as_somebody_may_have_written_for_so_long(text: str, seconds: int | None) -> None:
    assert rules.believed_seconds(text) == seconds


def test_a_page_that_says_when_it_was_opened_is_measured_and_one_that_lay_open_is_not(noon: datetime) -> None:
    assert rules.spent_seconds((noon - timedelta(seconds=90)).isoformat(), noon) == 90
    for opened in ((noon - timedelta(hours=3)).isoformat(), (noon + timedelta(hours=1)).isoformat(), "2016-06-01", "x"):
        assert rules.spent_seconds(opened, noon) is None


def test_sums_of_effort_lose_nothing_when_two_are_added_at_once(
    committed: Path, in_thread: InThread, ani: Actor
) -> None:
    at_the_same_time(in_thread, *[lambda: note_effort(ani.seats[0].id, 60, JUNE) for _ in range(6)])
    assert list(Effort.objects.values_list("seconds", "forms")) == [(360, 6)]
    note_effort(ani.seats[0].id, None, JUNE)
    assert queries.effort_of(RT_5, JUNE) == (360, 6)
    assert not {field.name for field in Effort._meta.get_fields()} & {"person", "at"}, "nobody is followed"


def test_the_counter_on_the_page(
    kota: Path, ani: Actor, citra: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Callable[[int], object],
) -> None:  # fmt: skip
    monkeypatch.setattr("rukun.clock.now", lambda: noon)
    client = as_(citra)
    with django_assert_num_queries(9):  # type: ignore[attr-defined]
        client.get("/loket/")
    form = {
        "key": "counter-page-1", "unit": RT_5.digits, "category": "kerja-bakti", "words": "Got", "day": "2016-05-30"
    }  # fmt: skip
    for wrong in ({"unit": ""}, {"category": "none"}, {"day": "2017-01-01"}, {"words": ""}):
        refused = client.post("/loket/", form | wrong)
        assert refused.status_code == 400 and "counter-page-1" in refused.content.decode()
    broken = SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")
    refused = client.post(
        "/loket/", {"key": "x", "category": "none", "day": "31 Mei", "words": "Got", "photos": broken}
    )
    page = refused.content.decode()
    assert refused.status_code == 400 and ">Got</textarea>" in page, "what was typed is still there"
    for field in ("unit", "category", "day", "photos"):
        assert f'href="#{field}"' in page and f'id="{field}-wrong"' in page, "all that is wrong is told at once"
    assert client.post("/loket/", form | {"unit": f"{NEXT_KELURAHAN}001001"}).status_code == 404
    for _ in range(2):
        assert client.post("/loket/", form).status_code == 302
    made = Report.objects.get()
    page = client.get(f"/loket/?tercatat={made.code}").content.decode()
    assert page.count(made.code) >= 2
    unsaid = client.post("/loket/formulir.pdf", {"unit": "", "each": "7"}).content.decode()
    assert 'href="#sheets"' in unsaid and 'id="unit-wrong"' not in unsaid, "told beside the sheets, not beside a report"
    assert 'value="7"' in unsaid
    assert client.post("/loket/formulir.pdf", {"unit": "", "each": "1"}).status_code == 400
    assert client.post("/loket/formulir.pdf", {"unit": RT_5.digits, "each": "99"}).status_code == 400
    assert PaperForm.objects.count() == 0
