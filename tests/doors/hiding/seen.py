"""A report that may be hidden: who hides it, who speaks against it, and where it is to be seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.test import Client

from rukun.people.rules import Actor
from rukun.reports import actions
from rukun.reports.hiding import Part, Reason
from rukun.reports.models import Hiding, Report
from rukun.transparency.map import keeping
from rukun.values.code import AreaCode

SignedIn = Callable[[Actor], Client]
KELURAHAN = AreaCode("9999991001")


def fresh(it: Report) -> Report:
    return Report.objects.select_related("kelurahan", "category").get(pk=it.pk)


def hide(it: Report, part: Part, by: Actor, at: datetime, **more: object) -> Hiding:
    facts = {"reason": Reason.PRIVACY, "note": "", "desk": by.seats[0]} | more
    return actions.hide(fresh(it), part, at=at, **facts)  # type: ignore[arg-type]


def flag(it: Report, client: Client, reason: str = "privacy", **more: str) -> int:
    """What is answered to a concern; a browser has read the form first, and is known again by its cookie."""
    client.get(f"/laporan/{it.code}/isi/")
    return client.post(f"/laporan/{it.code}/isi/", {"reason": reason, **more}).status_code


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def digest_of(it: Report) -> str:
    return it.photos.get().digest


def photo_status(it: Report, client: Client) -> set[int]:
    """The photo itself and its smaller sizes."""
    return {client.get(f"/foto/{digest_of(it)}.jpg{size}").status_code for size in ("", "?ukuran=800", "?ukuran=320")}


def places(it: Report, client: Client) -> dict[str, str]:
    """Every public page and answer that may show a report."""
    keeping.keep_map()
    near = f"lat={it.lat}&lon={it.lon}"
    return {address: text(client.get(address)) for address in (
        "/", "/laporan/", "/laporan/?jenis=sampah", "/laporan/?cari=Zulkifli", "/laporan/?status=waiting",
        "/wilayah/99.99.99.1001/", "/wilayah/99/", f"/sekitar/?{near}", f"/sekitar/daftar/?{near}",
        "/sekitar/?wilayah=99.99.99.1001", "/sekitar/titik.json?kotak=106,-7,107,-6&z=17",
        f"/api/v1/reports/alike?{near}&category=sampah",
    )}  # fmt: skip
