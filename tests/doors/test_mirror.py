"""The mirror: the whole public side as files that anyone can host, that name each other, and that cannot be altered."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.test import Client

from rukun import clock
from rukun.channels.api.routes import TABLE as API
from rukun.channels.mirror.making import Wanted, make
from rukun.channels.mirror.reach import FILES, PAGES, Extent
from rukun.channels.web.request.guard import ANYONE
from rukun.channels.web.routes import TABLE
from rukun.followup import actions as followup
from rukun.funds import actions as funds
from rukun.operation.mirroring import is_being_made, is_due, start_when_due
from rukun.people.rules import Actor
from rukun.ranking.actions import publish_table
from rukun.reports.actions import keep_photo
from rukun.reports.models import Report
from rukun.trail import merkle, note, signers
from rukun.trail.actions import seal
from rukun.trail.queries import events_about
from rukun.transparency.mirror.ledger import opened
from rukun.transparency.mirror.naming import way
from rukun.transparency.mirror.promising import promise
from rukun.transparency.mirror.whole import CERTIFICATE, PROOF, look
from rukun.transparency.open_data import exporting, published
from rukun.transparency.open_data.writing import SUMS, sum_of
from rukun.validation.actions import strike
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests import laying
from tests.conftest import KELURAHAN
from tests.made import jpeg, judged_valid, noon_of, proof, reports_for_unit, ticket

pytestmark = pytest.mark.any_engine
SITE = "http://127.0.0.1:8000"
JUNE = Month(2016, 6)
NOW = noon_of(date(2016, 7, 2))
SCORING = settings.REPOSITORY / "kota" / "contoh" / "scoring"
# Neither a database nor settings: what a stranger has who installed the package and copied the folder.
STRANGER = {"PATH": os.environ["PATH"], "DATABASE_URL": "postgres://nobody@nowhere.invalid/none", "LANG": "C.UTF-8"}
# Public pages that only a living city can answer, and why.
LIVING = {
    "they answer one question each": {
        "kartu", "sekitar", "sekitar-daftar", "titik", "batas", "segel-tumbuh", "segel-tumbuh-json", "undian-csv",
        "uang-xlsx",
    },
    "they take something": {
        "laporkan-isi", "masuk", "masuk-demo", "masuk-kode", "masuk-kunci-mulai", "masuk-kunci", "masuk-sso",
        "masuk-sso-kembali", "masuk-sso-keluar", "daftar", "lupa", "lupa-kode", "bergabung", "bergabung-jabatan",
        "keluar", "bahasa", "kabar-berhenti", "kabar-kunci", "ikuti", "ikuti-pasti",
        "ikuti-surat", "ikuti-berhenti", "petugas", "petugas-masuk", "petugas-siap",
        "petugas-kirim", "petugas-foto", "pintu",
    },
    "they are about the living site": {
        "robots", "sitemap", "sitemap-halaman", "sitemap-wilayah", "sitemap-laporan", "manifest", "sw", "luring",
        "lapor-kerangka", "lapor-siap", "healthz", "readyz", "metrics", "api-operation",
    },
}  # fmt: skip
LINK = re.compile(r'\s(?:href|src)="([^"]*)"')


@pytest.fixture
def city(
    kota: Path, ani: Actor, budi: Actor, citra: Actor, dodi: Actor, gita: Actor, monkeypatch: pytest.MonkeyPatch
) -> str:
    """June 2016: problems with photos, one finished, activities paid, a table, open data, a seal; a report's code."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return laying.once(_city, kota, ani, budi, citra, dodi, gita)


def _city(kota: Path, ani: Actor, budi: Actor, citra: Actor, dodi: Actor, gita: Actor) -> str:
    first = noon_of(JUNE.first)
    funds.load_decrees(kota / "decrees", at=first)
    for number in range(3):
        photo = keep_photo(jpeg(number), at=first)
        seen = ticket(budi, first + timedelta(hours=number), photos=[photo])
    followup.finish(seen, words="Beres", proof=proof(9), desk=citra.seats[0], at=first + timedelta(hours=9))
    judged_valid(reports_for_unit(ani, [date(2016, 6, 3)], 3), dodi, noon_of(JUNE.last))
    funds.close_month(AreaCode(KELURAHAN), JUNE, by=gita, at=NOW)
    publish_table(JUNE, scoring=SCORING, at=NOW)
    exporting.export_month(published.folder_of(settings.RUKUN_HOME), JUNE, scoring=SCORING, at=NOW)
    seal(home=settings.RUKUN_HOME, at=NOW)
    return str(seen.report.code)


def wanted(at: datetime = NOW, *, photos: int | None = 320) -> Wanted:
    return Wanted(settings.RUKUN_HOME, "0", at, Extent(SITE, photos, Month.of(at), 13, True), 60)


@dataclass(frozen=True)
class Kept:
    """A finished mirror, the city's key as it was told elsewhere, and the report whose page is in it."""

    root: Path
    key: str
    code: str


@pytest.fixture
def kept(city: str) -> Kept:
    """A mirror of this city, made by one run."""
    root = Path(settings.RUKUN_HOME) / "sub" / "cermin"
    laying.once(_mirrored)
    return Kept(root, signers.verifier(settings.RUKUN_HOME), city)


def _mirrored() -> None:
    make(Path(settings.RUKUN_HOME) / "sub" / "cermin", wanted())


@pytest.fixture
def mirror(kept: Kept) -> Path:
    return kept.root


def pages(root: Path) -> list[Path]:
    return sorted(root.rglob("*.html"))


def test_every_public_page_is_in_the_mirror_or_needs_the_living_city() -> None:
    public = {route.name for route in TABLE if route.who == ANYONE} | {route.name for route in API}
    living = set().union(*LIVING.values())
    assert public - living == PAGES | FILES
    assert not living & (PAGES | FILES)
    assert living <= public


def test_every_link_of_every_page_leads_to_a_file_that_is_there_and_none_to_the_root_of_a_server(mirror: Path) -> None:
    found = 0
    for page in pages(mirror):
        for link in LINK.findall(page.read_text()):
            target = link.partition("#")[0]
            assert not target.startswith("/"), f"{page} links to {link}"
            if not target or target.startswith(("http://", "https://", "mailto:", "tel:")):
                continue
            assert (page.parent / unquote(target)).resolve().is_file(), f"{page.relative_to(mirror)} links to {link}"
            found += 1
    assert found > 1000
    for style in mirror.rglob("*.css"):
        for name in re.findall(r"url\(\./([^)]+)\)", style.read_text()):
            assert (style.parent / name).is_file()


def test_a_page_holds_no_form_and_no_script_but_the_one_for_light_and_dark(kept: Kept) -> None:
    mirror, code = kept.root, kept.code
    for page in pages(mirror):
        text = page.read_text()
        assert "<form" not in text
        assert set(re.findall(r"<script src=\"[^\"]*?built/(\w+)-", text)) <= {"theme"}
        assert text.count("<script") <= 1
        assert "csrfmiddlewaretoken" not in text
        assert "Content-Security-Policy" in text
    told = (mirror / "laporan" / code / "index.html").read_text()
    assert "Cermin: salinan tetap" in told
    assert f'<link rel="canonical" href="{SITE}/laporan/{code}/">' in told
    assert "memerlukan kota yang hidup" in (mirror / "segel" / "index.html").read_text()
    english = (mirror / "en" / "laporan" / code / "index.html").read_text()
    assert 'lang="en"' in english and "Mirror: a fixed copy" in english


def test_an_unaltered_mirror_is_proved_by_a_stranger_without_a_database(kept: Kept) -> None:
    mirror, key = kept.root, kept.key
    command = [sys.executable, "-m", "rukun.channels.cli", "mirror", "verify", str(mirror), "--key", key, "--json"]
    done = subprocess.run(command, env=STRANGER, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    assert done.returncode == 0 and told["whole"]
    assert told["files"] == told["certificate"]["files"] == len((mirror / SUMS).read_text().splitlines())
    assert told["sealed_size"] == json.loads((mirror / PROOF).read_text())["size"]
    summed = subprocess.run(["sha256sum", "--check", "--quiet", SUMS], cwd=mirror, check=False)
    assert summed.returncode == 0


@pytest.mark.parametrize(
    "change",
    [
        "altered",
        "added",
        "removed",
        "relisted",
        "sealed by another",
        "no proof",
        "of another day",
        "a proof of nothing",
    ],
)
def test_a_mirror_that_somebody_altered_is_found_out(kept: Kept, change: str) -> None:
    mirror, key = kept.root, kept.key
    assert look(mirror, verifier=key).is_whole
    page = mirror / "uang" / "index.html"
    if change == "altered":
        page.write_text(page.read_text().replace("Rp", "rp", 1))
    elif change == "added":
        (mirror / "uang" / "baru.html").write_text("x")
    elif change == "removed":
        page.unlink()
    elif change == "relisted":
        relist(mirror, page)
    elif change == "sealed by another":
        relist(mirror, page)
        forge(mirror)
    elif change == "of another day":
        told = json.loads((mirror / CERTIFICATE).read_text())
        (mirror / CERTIFICATE).write_text(json.dumps(told | {"made_at": "2026-01-01T00:00:00.000000Z"}))
    elif change == "a proof of nothing":
        told = json.loads((mirror / PROOF).read_text())
        (mirror / PROOF).write_text(json.dumps(told | {"content": '{"verb": "mirror.made", "facts": "[]"}'}))
    else:
        (mirror / PROOF).unlink()
    found = look(mirror, verifier=key)
    assert not found.is_whole and found.wrong


def relist(mirror: Path, page: Path) -> None:
    """Alter a page, and with it the list and the certificate."""
    before = sum_of(page)
    page.write_text(page.read_text() + "<!-- -->")
    (mirror / SUMS).write_text((mirror / SUMS).read_text().replace(before, sum_of(page)))
    told = json.loads((mirror / CERTIFICATE).read_text())
    (mirror / CERTIFICATE).write_text(json.dumps(told | {"sums": sum_of(mirror / SUMS)}))


def forge(mirror: Path) -> None:
    """A log of one's own, with a key of one's own, that says what it should."""
    told = json.loads((mirror / PROOF).read_text())
    content = json.loads(told["content"])
    sums = json.loads((mirror / CERTIFICATE).read_text())["sums"]
    more = {"sums": sums, "certificate": sum_of(mirror / CERTIFICATE)}
    content["facts"] = json.dumps(json.loads(content["facts"]) | more)
    text = json.dumps(content)
    leaf = merkle.leaf_hash(text.encode())
    key = Ed25519PrivateKey.generate()
    shown = note.sign(note.Checkpoint("rukun", 1, leaf, content["at"], ""), key)
    told |= {"content": text, "index": 0, "size": 1, "proof": [], "note": shown, "root": leaf.hex()}
    told["verifier"] = note.verifier_of("rukun", key.public_key())
    (mirror / PROOF).write_text(json.dumps(told))
    assert look(mirror).is_whole, "with the key that lies beside, nothing would be noticed"


def test_a_root_that_a_witness_kept_of_the_same_size_must_be_the_same(mirror: Path) -> None:
    shown = json.loads((mirror / PROOF).read_text())["note"]
    assert look(mirror, notes=[shown]).is_whole
    checkpoint = note.unverified(shown)
    other = shown.replace(base64.b64encode(checkpoint.root).decode(), base64.b64encode(b"x" * 32).decode())
    assert not look(mirror, notes=[other]).is_whole


def said(text: str) -> str:
    """The words of a page, without those of forms and of what stands in their place."""
    body = text[text.index("<main") : text.index("</main>")]
    without = re.sub(r'<form.*?</form>|<p class="mirror-.*?</p>|<[^>]+>', " ", body, flags=re.DOTALL)
    return " ".join(without.split())


def test_a_mirror_says_what_the_city_says_and_the_next_night_writes_only_what_has_changed(
    kept: Kept, client: Client, dodi: Actor
) -> None:
    city, mirror, ward = kept.code, kept.root, AreaCode(KELURAHAN).official
    for address in ("cara-kerja/", "segel/saksi/", f"peringkat/{ward}/", f"wilayah/{ward}/", f"uang/{ward}/"):
        page = (mirror / address / "index.html").read_text()
        assert said(page) == said(client.get(f"/{address}").content.decode()), address
    assert not (mirror / "meja").exists()
    sums = (published.folder_of(settings.RUKUN_HOME) / SUMS).read_bytes()
    assert (mirror / "data" / "berkas" / SUMS).read_bytes() == sums
    assert (mirror / "segel" / "daftar" / "sesudah-0.json").is_file()

    before = {path: path.stat().st_mtime_ns for path in mirror.rglob("*") if path.is_file()}
    found = Report.objects.get(code=city)
    photo = found.photos.get().digest
    assert list(mirror.glob(f"foto/{photo}*"))
    strike(found, reason=StrikeReason.PRIVACY, note="Wajah anak", by=dodi, at=NOW)
    made = make(mirror, wanted(NOW + timedelta(hours=1)))

    assert not [path for path in mirror.rglob("*") if city in path.name or photo in str(path)]
    assert made.gone >= 3
    assert made.same > 4 * made.written > 0
    assert (mirror / "cara-kerja" / "index.html").stat().st_mtime_ns == before[mirror / "cara-kerja" / "index.html"]
    assert look(mirror).is_whole


def test_an_interrupted_run_is_gone_on_with_and_photos_are_left_out_where_asked(city: str, tmp_path: Path) -> None:
    class Cut(Exception):
        pass

    def cut(words: str) -> None:
        if words.startswith("list"):
            raise Cut

    root = tmp_path / "mirror"
    with pytest.raises(Cut):
        make(root, wanted(photos=None), cut)
    with pytest.raises(Refused, match="tidak ada cermin"):
        look(root)
    with opened(root) as ledger:
        ledger.database.execute("UPDATE file SET state = 0 WHERE name LIKE 'uang/%'")
    made = make(root, wanted(NOW + timedelta(minutes=5), photos=None))
    assert made.went_on and made.same > 0 and made.written == 0
    assert look(root).is_whole
    assert not (root / "foto").exists()
    text = (root / "laporan" / city / "index.html").read_text()
    assert "<img" not in text and "mirror-photo" in text


def test_a_mirror_is_made_by_one_at_a_time(mirror: Path) -> None:
    with opened(mirror):
        assert is_being_made(mirror)
        with pytest.raises(Refused, match="sedang dibuat"):
            make(mirror, wanted())
    assert not is_being_made(mirror)


def test_the_same_list_of_the_same_mirror_is_promised_once(db: None) -> None:
    def promised(certificate: str, hours: int) -> int:
        later = NOW + timedelta(hours=hours)
        told = promise("ab" * 32, certificate=certificate * 32, files=3, home=settings.RUKUN_HOME, at=later)
        return int(told["event"])

    assert promised("cd", 0) == promised("cd", 1) != promised("ef", 2)
    assert events_about("mirror:" + "ab" * 16).count() == 2


def test_the_proof_of_a_mirror_that_an_earlier_version_made_still_holds(kept: Kept) -> None:
    content = {"verb": "mirror.made", "at": "2016-07-02T05:00:00.000000Z", "seat": "clock", "about": "mirror:x"}
    content["facts"] = json.dumps({"sums": sum_of(kept.root / SUMS), "files": 3})
    text = json.dumps(content)
    leaf, key = merkle.leaf_hash(text.encode()), Ed25519PrivateKey.generate()
    told = {"content": text, "index": 0, "proof": [], "verifier": note.verifier_of("rukun", key.public_key())}
    told["note"] = note.sign(note.Checkpoint("rukun", 1, leaf, content["at"], ""), key)
    (kept.root / PROOF).write_text(json.dumps(told))
    found = look(kept.root, verifier=str(told["verifier"]))
    assert found.is_whole and "earlier version" in " ".join(found.warnings)


def test_a_file_that_a_power_cut_left_empty_is_written_again(kept: Kept) -> None:
    photo, root = next((kept.root / "foto").rglob("*.jpg")), kept.root / "segel" / "1.txt"
    for file in (photo, root):
        file.write_bytes(b"")
    make(kept.root, wanted(NOW + timedelta(hours=1)))
    assert look(kept.root).is_whole and all(file.stat().st_size for file in (photo, root))


def test_a_file_for_which_there_was_no_room_is_written_by_the_run_that_goes_on(city: str, tmp_path: Path) -> None:
    root = tmp_path / "mirror"
    (root / "uang").mkdir(parents=True)
    (root / "uang" / "index.html").mkdir()  # what stands in its way
    with pytest.raises(OSError):
        make(root, wanted(photos=None))
    (root / "uang" / "index.html").rmdir()
    make(root, wanted(NOW + timedelta(minutes=5), photos=None))
    assert look(root).is_whole and (root / "uang" / "index.html").is_file()


@pytest.mark.parametrize(
    ("made", "now", "due"),
    [
        (None, "2016-07-02T05:00", True),
        ("2016-07-01T18:30", "2016-07-02T05:00", False),  # tonight, at half past one
        ("2016-07-01T17:30", "2016-07-02T05:00", True),  # before one
        ("2016-07-01T05:00", "2016-07-01T17:30", False),  # not yet one
    ],
)
def test_a_mirror_is_due_once_a_night_after_one(tmp_path: Path, made: str | None, now: str, due: bool) -> None:
    if made:
        told = {"form": "rukun-mirror-1", "made_at": f"{made}+00:00"}
        (tmp_path / CERTIFICATE).write_text(json.dumps(told))
    assert is_due(tmp_path, datetime.fromisoformat(f"{now}+00:00")) is due


def test_no_mirror_is_begun_where_no_folder_is_named_or_somebody_is_at_it(tmp_path: Path) -> None:
    assert start_when_due(folder="", at=NOW) == 0
    with opened(tmp_path):
        assert start_when_due(folder=str(tmp_path), at=NOW) == 0


def test_the_page_of_open_data_leads_to_the_mirror_where_one_is_hosted(
    kota: Path, client: Client, settings: object
) -> None:
    assert "Buka cermin" not in client.get("/data/").content.decode()
    settings.RUKUN_MIRROR_URL = "https://cermin.example/rukun"  # type: ignore[attr-defined]
    assert 'href="https://cermin.example/rukun/"' in client.get("/data/").content.decode()
    assert 'href="https://cermin.example/rukun/"' in client.get("/cermin/").content.decode()


@pytest.mark.parametrize(
    ("begins", "ends", "link"),
    [
        ("index.html", "uang/index.html", "uang/index.html"),
        ("uang/31/index.html", "index.html", "../../index.html"),
        ("en/uang/index.html", "uang/index.html", "../../uang/index.html"),
        ("a/b/index.html", "a/b/index.html", "index.html"),
        ("a/index.html", "a/b/c.txt", "b/c.txt"),
    ],
)
def test_a_file_names_another_by_the_way_between_them(begins: str, ends: str, link: str) -> None:
    assert way(begins, ends) == link
