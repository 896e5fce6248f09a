"""A program files a report: the same report as any other, once; everything wrong is told in the standard's shape."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rukun.followup.models import Ticket
from rukun.people.actions import withdraw_key
from rukun.people.models import ApiKey
from rukun.reports.models import Photo, Relay, Report
from rukun.senders import outside
from rukun.tick import tick
from rukun.trail.models import Event
from rukun.validation.models import Risk
from tests.doors.open311 import BASE, ERROR, FILED, fits, key, read, same, sent
from tests.listening import listening
from tests.made import jpeg, report

Later = Callable[[timedelta], None]
TO = f"{BASE}/requests.json"


@pytest.fixture
def code(kota: Path, noon: datetime) -> str:
    return key(noon)


def photo(seed: int = 1) -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", jpeg(seed), "image/jpeg")


def test_a_report_is_filed_and_its_id_told_in_json_and_in_xml(code: str, client: Client) -> None:
    told = client.post(TO, sent(code))
    assert told.status_code == 201 and fits(told.json(), FILED)
    other = client.post(f"{BASE}/requests.xml", sent(code, description="Lain"))
    assert other.status_code == 201 and read(other).tag == "service_requests" and read(other)[0].tag == "request"
    codes = {told.json()[0]["service_request_id"], read(other).findtext("request/service_request_id")}
    assert codes == set(Report.objects.values_list("code", flat=True)) and len(codes) == 2


def test_it_is_the_same_report_as_any_other(code: str, client: Client, tmp_path: Path, noon: datetime) -> None:
    client.post(TO, sent(code, media=photo()))
    made = Report.objects.get()
    assert (made.channel, made.words, made.category.code) == ("open311", "Tumpukan di depan pos", "sampah")
    assert made.rt is not None and made.rt.code == "9999991001002005" and made.received_at == noon
    assert Event.objects.filter(verb="report.filed", about=f"report:{made.code}", seat="warga").count() == 1
    tick(home=tmp_path, at=noon + timedelta(minutes=1))
    assert Ticket.objects.get(report=made).holder.code == "9999991001"
    assert Risk.objects.filter(report=made).exists(), "it is looked through like every other"
    assert Relay.objects.get(report=made).key == ApiKey.objects.get()


@pytest.mark.any_engine
def test_who_sent_it_is_not_kept_whatever_the_program_says(code: str, client: Client) -> None:
    client.post(TO, sent(code))
    made = Report.objects.get()
    assert made.filer_id is None and made.unit_id is None and made.is_private is False
    everything = f"{made.__dict__} {Event.objects.get(verb='report.filed').__dict__} {Relay.objects.get().__dict__}"
    assert not any(word in everything.lower() for word in ("zebulon", "kusumawijaya", "81298765432", "telepon-1"))


def test_the_same_sending_again_is_one_report_and_another_person_or_word_is_another(
    code: str, client: Client, later: Later
) -> None:
    first = client.post(TO, sent(code, media=photo()))
    again = client.post(TO, sent(code, media=photo()))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()[0]["service_request_id"] == again.json()[0]["service_request_id"]
    later(timedelta(hours=23))
    assert client.post(TO, sent(code, media=photo())).status_code == 200, "over midnight, too"
    assert Report.objects.count() == 1 and Photo.objects.count() == 1
    for change in ({"device_id": "telepon-2"}, {"account_id": "budi"}, {"description": "Lain"}, {"media": photo(2)}):
        assert client.post(TO, sent(code, **({"media": photo()} | change))).status_code == 201
    later(timedelta(hours=25))
    assert client.post(TO, sent(code, media=photo())).status_code == 201, "a day later it is another report"


def test_the_same_sending_under_another_key_is_another_report(code: str, client: Client, noon: datetime) -> None:
    client.post(TO, sent(code))
    assert client.post(TO, sent(key(noon))).status_code == 201 and Report.objects.count() == 2


@pytest.mark.parametrize("name", ["media", "media[]"])
def test_photos_come_with_the_form_or_lie_at_an_address(code: str, client: Client, settings: object, name: str) -> None:
    assert client.post(TO, sent(code, description=None) | {name: [photo(1), photo(2)]}).status_code == 201
    made = Report.objects.get()
    assert made.photos.count() == 2 and made.words == ""
    with listening() as there:
        settings.OUTSIDE_ALLOWED = [there.host]  # type: ignore[attr-defined]
        there.body, there.answers = jpeg(3), [(200, {}), (302, {"Location": there.url}), (404, {}), (200, {})]
        statuses = []
        for number in range(4):
            told = client.post(TO, sent(code, description=None, media_url=f"{there.url}/{number}.jpg"))
            statuses.append(told.status_code)
            there.body = jpeg(3) if number < 2 else b"<html>"
    assert statuses == [201, 400, 400, 400], "taken; sent on; not there; no photo"
    assert Report.objects.latest("id").photos.count() == 1 and len(there.asked) == 4


@pytest.mark.any_engine
def test_an_address_of_a_photo_never_leads_into_our_own_network(
    code: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also not where its name is public when it is looked at and another a moment later."""
    answers = iter([["10.0.0.7"]])
    monkeypatch.setattr(
        outside.socket, "getaddrinfo",
        lambda *_, **__: [(socket.AF_INET, 1, 6, "", (a, 443)) for a in next(answers, ["127.0.0.1"])],
    )  # fmt: skip
    for address in ("https://foto.example/a.jpg", "https://foto.example/b.jpg", "http://127.0.0.1/a.jpg",
                    "file:///etc/passwd", "https://foto.example:8000/a.jpg", "kosong"):  # fmt: skip
        told = client.post(TO, sent(code, media_url=address))
        assert told.status_code == 400 and "media_url" in told.json()[0]["description"]
    assert not Report.objects.exists()


def test_a_place_is_a_point_an_area_or_an_address_that_names_one(code: str, client: Client) -> None:
    nowhere = {"lat": None, "long": None}
    by_number = client.post(TO, sent(code, **nowhere, address_id="9999991001002005"))
    assert by_number.status_code == 201
    assert Report.objects.get().placed == "by-hand"
    address = "Jl. Mawar 3, RT 05 / RW.002, Kelurahan Rukun Jaya"
    assert client.post(TO, sent(code, **nowhere, address_string=address)).status_code == 201
    made = Report.objects.latest("id")
    assert made.rt is not None and made.rt.code == "9999991001002005"
    assert made.words.endswith(f"\nAlamat: {address}"), "the street is not lost"
    unknown = client.post(TO, sent(code, **nowhere, address_string="Jalan Sudirman 1"))
    assert unknown.status_code == 400 and "address_string" in unknown.json()[0]["description"]


@pytest.mark.any_engine
def test_answers_to_what_a_kind_asks_stand_in_the_words(code: str, client: Client) -> None:
    answers = {"attribute[besar]": "gerobak", "attribute[isi][]": ["kebun", "rumah"]}
    assert client.post(TO, sent(code) | answers).status_code == 201
    assert Report.objects.get().words.splitlines() == [
        "Tumpukan di depan pos", "Besar tumpukan: Satu gerobak", "Isi tumpukan: Sampah kebun, Sampah rumah",
    ]  # fmt: skip
    flood = sent(code, service_code="banjir") | {"attribute[dalam_cm]": "40"}
    assert client.post(TO, flood).status_code == 201


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, "dalam_cm: Jawaban “dalam_cm” harus diisi."),
        ({"attribute[dalam_cm]": "setinggi lutut"}, "dalam_cm: Jawaban “dalam_cm” ditulis sebagai angka."),
        ({"attribute[dalam_cm]": "nan"}, "ditulis sebagai angka"),
        ({"attribute[dalam_cm]": ["1", "2"]}, "hanya boleh satu"),
        ({"attribute[dalam_cm]": "4", "attribute[warna]": "biru"}, "Pertanyaan “warna” tidak ada"),
        ({"attribute[dalam_cm]": "4", "attribute[bahaya]": "ya"}, "Pertanyaan “bahaya” tidak ada"),
        ({"attribute[dalam_cm]": "4", "attribute[sejak]": "kemarin"}, "sejak ditulis seperti 2016-06-01T08:00"),
    ],
    ids=["required", "no number", "nan", "two of one", "unknown", "only told", "no date"],
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_named(code: str, client: Client, answers: dict[str, object], told: str) -> None:
    answer = client.post(TO, sent(code, service_code="banjir") | answers)
    assert answer.status_code == 400 and told in answer.json()[0]["description"]
    wrong = client.post(TO, sent(code) | {"attribute[besar]": "kapal"})
    assert wrong.status_code == 400 and "bukan salah satu pilihannya" in wrong.json()[0]["description"]
    assert not Report.objects.exists()


WRONG = {
    "no key": ({"api_key": None}, 403, "api_key"),
    "an unknown key": ({"api_key": "rk_salah"}, 403, "api_key"),
    "another city": ({"jurisdiction_id": "bandung.go.id"}, 404, "jurisdiction_id"),
    "no service": ({"service_code": None}, 400, "service_code"),
    "an empty service": ({"service_code": " "}, 400, "service_code"),
    "an unknown service": ({"service_code": "ufo"}, 404, "service_code"),
    "no place": ({"lat": None, "long": None}, 400, "lat"),
    "half a place": ({"long": None}, 400, "long"),
    "no number": ({"lat": "selatan"}, 400, "lat"),
    "nan": ({"lat": "nan"}, 400, "lat"),
    "beyond the poles": ({"lat": "91"}, 400, "lat"),
    "another city's place": ({"lat": "-7.8", "long": "110.3"}, 400, "lat"),
    "an area that is none": ({"lat": None, "long": None, "address_id": "12x"}, 400, "address_id"),
    "an unknown area": ({"lat": None, "long": None, "address_id": "3174031002"}, 400, "lat"),
    "nothing said": ({"description": None}, 400, "description"),
    "too much said": ({"description": "a" * 4001}, 400, "description"),
    "no photo": ({"media": SimpleUploadedFile("a.jpg", b"GIF89a", "image/jpeg")}, 400, "media"),
    "six photos": ({"media": [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(6)]}, 400, "media"),
}


@pytest.mark.any_engine
@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_what_cannot_be_taken_is_told_with_its_status_in_both_formats(
    code: str, client: Client, wrong: str, form: str
) -> None:
    change, status, name = WRONG[wrong]
    for upload in [one for value in change.values() for one in (value if isinstance(value, list) else [value])]:
        if isinstance(upload, SimpleUploadedFile):
            upload.seek(0)
    answer = client.post(f"{BASE}/requests.{form}", sent(code, **change))
    assert answer.status_code == status, answer.content
    if form == "json":
        assert fits(answer.json(), ERROR)
        assert answer.json()[0]["code"] == status and answer.json()[0]["description"].startswith(f"{name}: ")
    else:
        errors = read(answer)
        assert errors.tag == "errors" and errors[0].tag == "error"
        assert errors.findtext("error/code") == str(status)
    assert not Report.objects.exists()
    assert client.post(TO, sent(code)).status_code == 201


@pytest.mark.any_engine
def test_everything_that_is_wrong_is_told_at_once(code: str, client: Client) -> None:
    wrong = sent(code, service_code="ufo", lat="x", description=None)
    told = client.post(TO, wrong)
    assert told.status_code == 400 and len(told.json()) == 3 and fits(told.json(), ERROR)
    assert [error["code"] for error in told.json()] == [404, 400, 400]
    assert same(read(client.post(f"{BASE}/requests.xml", wrong)), told.json())
    english = client.post(TO, wrong, headers={"Accept-Language": "en-GB,en;q=0.9"}).json()
    assert english[0]["description"] == "service_code: There is no service “ufo”."


@pytest.mark.any_engine
def test_an_empty_argument_is_the_same_as_none(code: str, client: Client) -> None:
    empty = dict.fromkeys(("jurisdiction_id", "address_string", "address_id", "media_url", "attribute[besar]"), "")
    assert client.post(TO, sent(code) | empty).status_code == 201


@pytest.mark.any_engine
def test_the_key_and_the_city_may_stand_in_the_address(code: str, client: Client) -> None:
    assert client.post(f"{TO}?api_key={code}&jurisdiction_id=127.0.0.1", sent(code, api_key=None)).status_code == 201


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><request><service_code>&j;</service_code></request>"
)
ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><request><lat>&x;</lat></request>'


@pytest.mark.any_engine
@pytest.mark.parametrize("body", [BOMB, ENTITY, "<request/>", "{}", ""], ids=["bomb", "entity", "xml", "json", "none"])
@pytest.mark.parametrize("kind", ["text/xml", "application/xml", "application/json", "text/plain"])
def test_xml_is_written_here_and_never_read(code: str, client: Client, body: str, kind: str) -> None:
    answer = client.post(f"{TO}?api_key={code}", body, content_type=kind)
    assert answer.status_code == 400 and fits(answer.json(), ERROR)
    assert not Report.objects.exists()


@pytest.mark.any_engine
def test_xml_in_an_argument_is_words_and_goes_out_as_words(code: str, client: Client) -> None:
    said = f"{ENTITY} <b>]]></b> & \"'"
    made = client.post(TO, sent(code, description=said + "\x0b\x00\ufffe")).json()[0]["service_request_id"]
    told = read(client.get(f"{BASE}/requests/{made}.xml"))
    assert told.findtext("request/description") == said
    assert client.get(f"{BASE}/requests/{made}.json").json()[0]["description"] == said


@pytest.mark.any_engine
def test_a_form_that_cannot_be_read_is_bad_input_and_no_accident(code: str, client: Client) -> None:
    broken = client.post(f"{TO}?api_key={code}", b"--x\r\nnothing", content_type="multipart/form-data; boundary=\xff")
    many = client.post(f"{TO}?api_key={code}", "&".join(f"a{n}=1" for n in range(2000)),
                       content_type="application/x-www-form-urlencoded")  # fmt: skip
    large = client.post(TO, sent(code), headers={"Content-Length": "900000000"})
    for answer in (broken, many, large):
        assert answer.status_code == 400 and fits(answer.json(), ERROR)


def test_a_quota_is_counted_by_hour_and_by_day_and_begins_anew(
    kota: Path, client: Client, noon: datetime, later: Later
) -> None:
    few = key(noon, per_hour=2, per_day=3)
    first = client.post(TO, sent(few, description="1"))
    assert [first.headers[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset")] == ["2", "1", "3600"]
    assert client.post(TO, sent(few, description="2")).headers["RateLimit-Remaining"] == "0"
    for form in ("json", "xml"):
        over = client.post(f"{BASE}/requests.{form}", sent(few, description="3"))
        assert over.status_code == 429 and over.headers["Retry-After"] == "3600"
    assert fits(client.post(TO, sent(few, description="3")).json(), ERROR)
    later(timedelta(hours=1))
    assert client.post(TO, sent(few, description="3")).status_code == 201, "what was refused was not counted"
    over = client.post(TO, sent(few, description="4"))
    assert over.status_code == 429 and over.headers["Retry-After"] == str(11 * 3600), "until midnight in Jakarta"
    later(timedelta(hours=12))
    assert client.post(TO, sent(few, description="4")).status_code == 201
    assert client.post(TO, sent(key(noon), description="5")).status_code == 201, "another's quota is another's"


def test_a_key_that_was_withdrawn_files_nothing_and_what_it_filed_stays(
    code: str, client: Client, noon: datetime
) -> None:
    client.post(TO, sent(code))
    withdraw_key(ApiKey.objects.get(), by="administrator@99", at=noon)
    assert client.post(TO, sent(code, description="Lain")).status_code == 403
    assert Report.objects.count() == 1


@pytest.mark.any_engine
def test_only_a_digest_of_a_key_is_kept(code: str) -> None:
    kept = ApiKey.objects.get()
    assert code not in str(kept.__dict__) and kept.begins_with == code[:11] and len(code) == 35
    assert code not in "".join(event.facts for event in Event.objects.all())


def test_what_is_near_and_alike_is_told_in_the_notice(code: str, client: Client, budi: object, noon: datetime) -> None:
    there = report(budi, noon)  # type: ignore[arg-type]
    told = client.post(TO, sent(code)).json()[0]["service_notice"]
    assert told == f"Laporan serupa di dekatnya: {there.code} (0 m)."
    far = client.post(TO, sent(code, service_code="jalan-rusak")).json()[0]["service_notice"]
    assert far is None


@pytest.mark.any_engine
def test_no_cookie_opens_this_door_and_none_is_set(code: str, client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(TO, sent(code))
    assert answer.status_code == 201 and not answer.cookies
