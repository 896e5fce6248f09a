"""What stands in the small city of the access table: one of each thing that an address can name."""

from __future__ import annotations

import json
import secrets
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core import signing

from rukun import clock
from rukun.areas.outline import asked_for
from rukun.areas.queries import area, units_of
from rukun.following import actions as following
from rukun.following import asking
from rukun.following.access import link_in
from rukun.following.rules import Wish as Placed
from rukun.followup import access as followup_access
from rukun.followup import actions as followup
from rukun.followup.crew import assigning, members, passes, working
from rukun.followup.models import Gathered, Incident
from rukun.followup.oversight import exporting
from rukun.followup.oversight.access import Scope
from rukun.followup.parts.actions import give
from rukun.funds import actions as funds
from rukun.funds.banking.library import layout_of
from rukun.funds.models import Statement
from rukun.notices import actions as notices
from rukun.notices.models import Notice, Reader
from rukun.notices.rules import UNSUBSCRIBE_SALT
from rukun.penataan import actions as penataan
from rukun.penataan.rules import What, Wish
from rukun.people.actions import KeyTerms, issue_invitations, issue_key, open_seat
from rukun.people.actions.invitations import Terms
from rukun.people.models import Person
from rukun.people.queries import office
from rukun.people.rules import Role
from rukun.ranking.models import Award, AwardDecision
from rukun.reports import actions as reports
from rukun.reports.actions import keep_photo
from rukun.reports.models import Report
from rukun.rights import actions as rights
from rukun.sosialisasi import actions as sessions
from rukun.sosialisasi.asked import actions as asked
from rukun.sosialisasi.asked.actions import Asking, Written
from rukun.sosialisasi.asked.rules import Topic
from rukun.sosialisasi.helped import actions as helped
from rukun.sosialisasi.helped.queries import slip_secrets
from rukun.trail import actions as trail
from rukun.trail.models import Event
from rukun.transparency import counting
from rukun.transparency.map import keeping
from rukun.transparency.open_data import published
from rukun.validation import actions as validation
from rukun.validation.models import SecondDraw, Verdict
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from rukun.values.time import Month
from rukun.webhooks import actions as hooks
from tests.conftest import NOON, _person
from tests.funds.test_spending import funded, paid
from tests.made import draft, jpeg, proof, report, ticket

if TYPE_CHECKING:
    from tests.security.city import City

WARD, RT = "9999991001", "9999991001002005"
MAY = Month(2016, 5)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def about(city: City, kota: Path, home: Path) -> None:
    """Everything, in the order in which a city lives."""
    _reports(city)
    _incident(city)
    _part(city)
    _crew(city)
    _judged(city)
    _money(city, kota)
    _kas(city)
    _sessions(city)
    _questions(city)
    _ranked(city)
    _changes(city)
    _programs(city)
    _own(city, home)
    keeping.rebuild_map()
    counting.recount()
    seal = trail.seal(home=home, at=NOON)
    assert seal is not None
    city.of_route["segel-satu"] = {"number": seal.number}
    city.asked["segel-bukti-json"] = f"nomor={_first_event().pk}"
    published.keep(home=home, scoring=kota / "scoring", at=NOON + DAY)


def _first_event() -> Event:
    """The numbers of the trail go on where other tests left them."""
    event = Event.objects.order_by("id").first()
    assert event is not None
    return event


def _reports(city: City) -> None:
    """One that everybody sees, one for its handlers alone, one that is done and one that is contested."""
    from tests.security.city import WORDS

    rina, lurah = city.by(Role.WARGA), city.by(Role.LURAH).seats[0]
    photo, hidden = (keep_photo(jpeg(n), at=NOON) for n in (1, 2))
    public = ticket(rina, NOON, photos=[photo]).report
    private = ticket(rina, NOON, photos=[hidden], is_private=True, words=WORDS).report
    done = ticket(rina, NOON, is_private=True, words=WORDS)
    followup.finish(done, words="Sudah diangkut", proof=proof(3), desk=lurah, at=NOON)
    asked = ticket(rina, NOON)
    followup.ask(asked, words="Di depan rumah nomor berapa?", desk=lurah, at=NOON)
    city.parts |= {"code": public.code, "number": 1, "token": "nothing", "secret": "0" * 10, "key": "0" * 32,
                   "digest": "0" * 64, "name": "nothing", "kind": "nothing"}  # fmt: skip
    for name in ("laporan-satu", "kartu"):
        city.of_route[f"{name} (private)"] = {"code": private.code}
    city.of_route |= {
        "foto": {"digest": photo.digest}, "foto (private)": {"digest": hidden.digest},
        "bukti": {"digest": proof(6).digest}, "bukti (private)": {"digest": proof(3).digest},
        "jawab-warga": {"code": done.report.code}, "jawab-kantor": {"code": asked.report.code},
        "tarik-laporan": {"code": ticket(rina, NOON, is_private=True, words=WORDS).report.code},
        "audit-satu": {"code": done.report.code}, "hubungi-pelapor": {"code": private.code},
        "tiket": {"code": private.code}, "nilai": {"code": _activity(city, 10).code},
    }  # fmt: skip
    for name in ("umpan-wilayah", "wilayah", "mengapa", "kinerja-unit", "kalender-wilayah", "belum", "dana-kelurahan",
                 "dana-koreksi"):  # fmt: skip
        city.of_route[name] = {"code": WARD}
    for name in ("uang-wilayah", "uang-xlsx", "rekening-unit", "kas-lama"):
        city.of_route[name] = {"code": RT}
    city.of_route |= {
        "uang-csv": {"code": WARD, "kind": "hak"}, "aturan-satu": {"code": "sk-1-2015"},
        "sitemap-wilayah": {"number": 1}, "sitemap-laporan": {"number": 1}, 
        "data-berkas": {"name": "SHA256SUMS"},
        "dana-langkah": {"code": WARD, "name": "setujui"},
    }  # fmt: skip
    said = reports.comment(public, words="Di sini juga", key="access-comment-1", by=rina, at=NOON)
    city.forms |= {
        "sembunyikan-komentar": {"comment": str(said.pk), "reason": "Menyebut nama"},
        "isi-komentar": {"komentar": str(said.pk)},
        "kabar-dibaca": {"newest": "1"}, "jawab-warga": {"puas": "ya"},
        "jawab-kantor": {"words": "Nomor 12"}, "tarik-laporan": {"reason": "mistake"},
        "komentar": {"words": "Di sini juga", "key": "access-comment"},
        "hubungi-pelapor": {"reason": "Menanyakan lantainya"},
    }  # fmt: skip


def _incident(city: City) -> None:
    """One thing at the desk of the kelurahan, of a single ticket: five of three people would change nothing here."""
    flooded = ticket(city.by(Role.WARGA), NOON)
    told = {"holder": flooded.holder, "category": flooded.category, "began_at": NOON, "last_at": NOON, "size": 1}
    incident = Incident.objects.create(**told)
    Gathered.objects.create(ticket=flooded, incident=incident)
    city.of_route["kejadian"] = {"number": incident.pk}
    city.forms["kejadian"] = {"do": "part"}


def _part(city: City) -> None:
    """A part of a ticket that the kelurahan leads, at the department of roads."""
    leads = city.by(Role.LURAH)
    shared = ticket(city.by(Role.WARGA), NOON)
    part = give(shared, category=shared.category, office=office("bina-marga"), task="Tambal", desk=leads.seats[0],
                at=NOON)  # fmt: skip
    city.of_route["bagian-satu"] = {"number": part.pk}
    city.forms["bagian-satu"] = {"do": "withdraw", "words": "Tidak perlu"}


def _activity(city: City, day: int) -> Report:
    """What the RT did, in its own name."""
    head = city.by(Role.KETUA_RT)
    return report(head, NOON, for_unit=head.seats[0].area, kind="kerja-bakti", words=f"Kerja bakti hari {day}")


def _crew(city: City) -> None:
    desk, rina = city.by(Role.LURAH).seats[0], city.by(Role.WARGA)
    udin = members.add_member(name="Udin", phone="", desk=desk, at=NOON)
    held, _ = followup_access.ticket_to_work(city.by(Role.LURAH), ticket(rina, NOON, photos=[proof(4)]).report.code)
    assigning.assign(held, udin, desk=desk, at=NOON)
    city.of_route["petugas-satu"] = {"number": udin.pk}
    code = {"code": held.report.code}
    city.of_route |= {"tiket-petugas": code, "tiket-kiriman": code, "petugas-foto": {"digest": proof(4).digest}}
    city.forms["petugas-satu"] = {"do": "rename", "name": "Udin S."}
    city.of_route["tiket-kiriman-foto"] = code | {"digest": proof(5).digest}
    crew_pass = passes.open_link(passes.issue(udin, desk=desk, at=NOON).code, device="", agent="", source=_here(),
                                 at=NOON)[0]  # fmt: skip
    sent = working.Sent("access-crew", "done", "Sudah", NOON, NOON, photo=proof(5))
    followup.finish(held, words="Sudah", proof=proof(6), desk=desk, at=NOON)
    kept = working.take_in(sent, held.report.code, crew_pass=crew_pass, at=NOON + HOUR).work
    city.forms["tiket-kiriman"] = {"kiriman": str(kept.pk), "words": "Sudah diangkut"}


def _here() -> Any:
    from rukun.people.entering.throttle import Source

    return Source("10.0.0.1")


def _judged(city: City) -> None:
    """One accepted and drawn for a second reading, one struck and contested."""
    tapem, head = city.by(Role.VALIDATOR), city.by(Role.KETUA_RT)
    good, bad, struck = (_activity(city, day) for day in (11, 12, 13))
    verdict = validation.accept(good, by=tapem, at=NOON)
    validation.strike(bad, StrikeReason.NOT_SHOWN, by=tapem, at=NOON)
    validation.strike(struck, StrikeReason.NOT_SHOWN, by=tapem, at=NOON)
    validation.appeal(bad, words="Lihat fotonya", by=head, at=NOON, photos=[keep_photo(jpeg(7), at=NOON)])
    city.of_route |= {
        "jawab": {"code": bad.code}, "sanggah-foto": {"digest": keep_photo(jpeg(7), at=NOON).digest},
        "sanggah": {"code": struck.code}, "kedua": {"code": good.code},
    }  # fmt: skip
    _second(verdict)


def _second(verdict: Verdict) -> None:
    """Drawn to be read again, as the sample of its month would."""
    report = verdict.report
    SecondDraw.objects.create(verdict=verdict, kelurahan=report.kelurahan, month=NOON.date(), drawn_at=NOON)


def _money(city: City, kota: Path) -> None:
    """May: stated, approved, a batch at the bank; and a decree that somebody brought."""
    treasurer, lurah, week = city.by(Role.BENDAHARA), city.by(Role.LURAH), 7 * DAY
    funds.load_decrees(kota / "decrees", at=NOON)
    quiet = funds.attest_quiet(area(RT), MAY, by=city.by(Role.KETUA_RT), at=NOON)
    city.of_route["nihil-lihat"] = {"number": quiet.pk}
    funds.close_month(AreaCode(WARD), MAY, by=treasurer, at=NOON)
    for number, unit in enumerate(units_of(AreaCode(WARD))):
        made = funds.propose_account(
            unit, bank="008", number=f"12345{number:05}", holder=unit.name, by=treasurer, at=NOON
        )
        if unit.code != RT:
            funds.decide_account(made.pk, is_agreed=True, by=lurah, at=NOON)
        else:
            city.of_route["rekening-putus"] = {"number": made.pk}
            city.forms["rekening-putus"] = {"do": "agree"}
    funds.approve_month(AreaCode(WARD), MAY, by=lurah, at=NOON)
    kartika = _person("Kartika", "bendahara", WARD[:4])
    batch = funds.draw_batch(AreaCode(WARD), layout_of(kota, "contoh-csv"), by=kartika, at=NOON + week)  # type: ignore[arg-type]
    for name in ("pembayaran-satu", "pembayaran-berkas"):
        city.of_route[name] = {"number": batch.pk}
    city.of_route["tunai"] = {"number": Statement.objects.get(unit__code=RT, month=MAY.first).pk}
    stated, cases = ((kota / "decrees" / f"sk-3-2018.{end}").read_bytes() for end in ("toml", "cases.toml"))
    brought = funds.propose_decree(
        "sk-3-2018", stated + b"\n# perbaikan\n", cases, by=city.by(Role.ADMINISTRATOR), at=NOON
    )
    for name in ("keputusan-satu", "keputusan-banding"):
        city.of_route[name] = {"digest": brought.digest}


def _kas(city: City) -> None:
    """A million in the kas of RT 005, one expense with its receipt, one question to the kelurahan."""
    head, unit = city.by(Role.KETUA_RT), funded()
    spent = funds.record_expense(unit, paid(receipt=proof(8), without=""), by=head, at=NOON)
    asked_for = funds.ask(unit, words="Bolehkah membeli tenda?", by=head, at=NOON)
    city.of_route |= {
        "kas-belanja": {"number": spent.pk}, "kuitansi": {"digest": proof(8).digest},
        "kas-jawab": {"number": asked_for.pk},
    }  # fmt: skip
    for name in (
        "kas-buku",
        "spj",
        "kas-pdf",
        "kas-xlsx",
        "rekening-koran",
        "rekening-koran-pdf",
        "rekening-koran-csv",
    ):
        city.asked[name] = f"unit={RT}"


def _sessions(city: City) -> None:
    lurah = city.by(Role.LURAH).seats[0]
    plan = sessions.Plan(stage=1, place="Aula", starts_at=NOON + HOUR, speakers="Lurah", capacity=60)
    session = sessions.plan_session(plan, kelurahan=area(WARD), by=lurah, at=NOON)
    sessions.invite_seats(session, by=lurah, at=NOON)
    entry = sessions.Entry(key="access-door", came_at=NOON, kind="pkk", name="Ibu Nur")
    came = sessions.check_in(entry, session, by=lurah, at=NOON).attendance
    sessions.add_photo(session, proof(9), by=lurah, at=NOON + 2 * HOUR)
    for name in ("undangan-acara", "acara", "acara-ubah", "acara-undang", "acara-hadir", "acara-batal-hadir",
                 "acara-akun", "acara-catatan", "acara-potret", "acara-surat", "acara-daftar", "sosialisasi-tanya",
                 "sosialisasi-akibat"):  # fmt: skip
        city.of_route[name] = {"code": session.code}
    city.of_route["acara-foto"] = {"digest": proof(9).digest}
    city.forms["acara-batal-hadir"] = {"kehadiran": str(came.pk)}
    city.asked["pintu-siap"] = f"acara={session.code}"
    door = {"acara": session.code, "kunci": "access-door-2", "jenis": "pkk", "nama": "Ibu Ani"}
    city.forms["pintu-kirim"] = dict.fromkeys(("hadir", "kirim", "jabatan", "tanda", "unit"), "") | door


def _questions(city: City) -> None:
    ward, lurah = area(WARD), city.by(Role.LURAH)
    how = Written(Topic.REGISTER, "Kode undangan hilang, bagaimana?", "Mintalah kode baru kepada kelurahan.")
    made = [
        asked.ask(Asking(f"access-question-{n}", Topic.REGISTER, f"Kode saya hilang {n}."), kelurahan=ward,
                  by=city.by(Role.KETUA_RT), at=NOON)
        for n in range(3)
    ]  # fmt: skip
    reply = asked.answer(made[0].pk, how, by=lurah, at=NOON)
    (form,) = helped.issue_forms([area(RT)], 1, by=lurah, at=NOON)
    helped.note_picture_of_form(form.code, keep_photo(jpeg(10), at=NOON), by=lurah, at=NOON)
    told = helped.file_for_resident(draft(at=NOON, is_private=True), by=lurah, at=NOON)
    city.forms["loket-warga"] = {"category": "sampah", "unit": RT, "words": "Sampah", "key": "access-counter-1"}
    known = asked.approve(asked.answer(made[2].pk, how, by=lurah, at=NOON).pk, by=city.by(Role.KOMINFOMAS), at=NOON)
    city.forms["tanya-putus"] = {"do": "approve"}
    city.of_route |= {
        "tanya-jawab": {"number": made[1].pk}, "tanya-perbaiki": {"number": known.pk},
        "tanya-putus": {"number": reply.pk}, "formulir": {"code": form.code}, "formulir-gambar": {"code": form.code},
        "loket-slip": {"code": told.code}, "slip": {"code": told.code, "secret": slip_secrets(told)[0]},
    }  # fmt: skip


def _ranked(city: City) -> None:
    """Two awards: one given, one that waits."""
    ward, wider = area(WARD), area(WARD[:6])
    figures = {"rank": 1, "rank_low": 1, "rank_high": 2, "score": 0.8, "score_low": 0.7, "score_high": 0.9,
               "reports": 40}  # fmt: skip
    stated = {"key": "k", "name": "Terbaik", "rule": "best", "span": "month", "within": "kecamatan",
              "decides": "camat", "lead": 0}  # fmt: skip
    first, second = (
        Award.objects.create(kind=kind, month=MAY.first, within=wider, area=ward, stated=json.dumps(stated),
                             facts=json.dumps(figures), at=NOON)
        for kind in ("k", "l")
    )  # fmt: skip
    token = secrets.token_hex(16)
    AwardDecision.objects.create(award=second, outcome="given", seat_id=city.by(Role.CAMAT).seats[0].id, token=token,
                                 event=1, at=NOON)  # fmt: skip
    city.forms["penghargaan-putuskan"] = {"do": "given"}
    city.of_route |= {"penghargaan-putuskan": {"number": first.pk}, "penghargaan-bukti": {"token": token},
                      "piagam": {"token": token}}  # fmt: skip


def _changes(city: City) -> None:
    """A unit that is to begin, with its border, waiting for Tapem."""
    corners = [[106.505, -6.502], [106.5075, -6.502], [106.5075, -6.5], [106.505, -6.5], [106.505, -6.502]]
    border = asked_for(json.dumps({"type": "Polygon", "coordinates": [corners]}), is_drawn=True, cuts=True)
    wish = Wish(
        What.FOUNDED, AreaCode(f"{RT[:13]}077"), NOON.date(), "Keputusan Lurah 1/2016", NOON.date(), border=border
    )
    number = penataan.propose(wish, by=city.by(Role.LURAH), at=NOON).pk
    city.of_route |= {"penataan-satu": {"number": number}, "penataan-batas": {"number": number}}


def _programs(city: City) -> None:
    seat = city.by(Role.ADMINISTRATOR).seats[0]
    key = issue_key(KeyTerms("Pusat panggilan", "112@contoh.id", 10, 100), by=seat, at=NOON).key
    wish = hooks.Wish("https://lain.contoh.id/kabar", ["report.closed"], "Kota lain", "a@contoh.id")
    made = hooks.subscribe(wish, by=seat, at=NOON).subscription
    city.of_route |= {"kunci-program-cabut": {"number": key.pk}, "webhook-satu": {"number": made.pk}}
    city.forms["webhook-satu"] = {"do": "pause"}
    unit = open_seat(role=Role.KETUA_RT, area=area(f"{RT[:-1]}6"), at=NOON)
    made_out = issue_invitations([unit], Terms("SK 1", 30), by=city.by(Role.LURAH).seats[0], at=NOON)[0]
    city.forms["undangan-cabut"] = {"undangan": str(made_out.invitation.pk)}
    city.asked |= {"undangan-lembar": f"kelurahan={WARD}",
                   "undangan-terbitkan": f"peran=ketua-rt&wilayah={RT}", "undangan": f"kelurahan={WARD}",
                   "kemajuan": f"wilayah={WARD}"}  # fmt: skip


def _followed(city: City) -> None:
    """A place that a resident follows with its letter, and one that somebody without an account does."""
    rina = city.by(Role.WARGA)
    place = following.follow(Placed(area=WARD), by=rina, at=NOON)
    asked_for_it = asking.Asked("pembaca@contoh.id", "id", Placed(area=WARD))
    following.confirm(asked_for_it, at=NOON)
    told = {"first": "2016-06-01", "last": "2016-06-01", "places": []}
    letters = [
        Notice.objects.create(matter="followed", about="follow:2016-06-02", is_shown=True, at=NOON,
                              facts=json.dumps(told), **to)
        for to in ({"person_id": rina.person_id}, {"reader": Reader.objects.get()})
    ]  # fmt: skip
    city.of_route |= {
        "ikuti-lepas": {"number": place.pk}, "ikuti-kabar": {"number": letters[0].pk},
        "ikuti-pasti": {"token": asking.link_of(asked_for_it, at=clock.now())},
        "ikuti-surat": {"token": link_in(letters[1])}, "ikuti-berhenti": {"token": link_in(letters[0])},
    }  # fmt: skip
    city.forms |= {"ikuti": {"wilayah": WARD}, "ikuti-atur": {"irama": "week"}, "ikuti-surat": {"irama": "week"}}


def _own(city: City, home: Path) -> None:
    """What belongs to one person alone: news, a device, a link that stops e-mails, a list that was taken away, a place
    that is followed."""
    _followed(city)
    rina, lurah = city.by(Role.WARGA), city.by(Role.LURAH)
    event = _first_event()
    news = Notice.objects.create(person_id=rina.person_id, event=event, matter="done", is_shown=True, at=NOON,
                                 about=f"report:{city.parts['code']}",
                                 report=Report.objects.get(code=city.parts["code"]))  # fmt: skip
    browser = notices.Browser("https://push.contoh.id/x", "k", "a", "HP")
    device = notices.add_device(browser, by=rina, at=NOON)
    export = exporting.ask_for(scope=Scope(AreaCode(WARD)), asked={}, form="csv", language="id", desk=lurah.seats[0],
                               by=lurah, at=NOON)  # fmt: skip
    exporting.work_on(at=NOON, hides=lambda ids: set())
    city.of_route |= {
        "kabar-buka": {"number": news.pk}, "perangkat-lepas": {"number": device.pk},
        "kabar-berhenti": {"token": signing.dumps(rina.person_id, salt=UNSUBSCRIBE_SALT)},
        "data-saya-berkas": {"key": rights.ask_for_copy(Person.objects.get(pk=rina.person_id), home=home, at=NOON).key},
        "unduhan": {"key": export.key}, "unduhan-berkas": {"key": export.key},
    }  # fmt: skip
