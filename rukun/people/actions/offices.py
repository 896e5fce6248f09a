"""Bring offices into the register."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from rukun.areas.models import Area
from rukun.people.models import Office
from rukun.people.offices import read_offices
from rukun.trail.actions import record
from rukun.values.code import Kind
from rukun.values.refused import Refused


@transaction.atomic
def open_office(
    *, code: str, name: str, kind: str, area: Area, at: datetime, crew: int | None = None, by: str = "clock"
) -> Office:
    """An office that can hold tickets; the same code again changes its name and crew."""
    office, _ = Office.objects.update_or_create(
        code=code, defaults={"name": name, "kind": kind, "area": area, "crew": crew}
    )
    record("office.opened", at=at, seat=by, about=f"office:{code}", facts={"kind": kind, "area": area.code})
    return office


@transaction.atomic
def load_offices(folder: Path, *, at: datetime) -> int:
    """The offices of a city's folder, and one for every kelurahan and kecamatan; returns how many there are.

    A kelurahan's office carries the kelurahan's code. Loading again adds what is new and renames what was renamed.
    """
    stated = read_offices((folder / "offices.toml").read_text())
    areas = {
        area.code: area
        for area in Area.objects.filter(
            Q(kind__in=[Kind.KELURAHAN, Kind.KECAMATAN]) | Q(code__in=[fact.area.digits for fact in stated])
        )
    }
    offices = [
        Office(code=code, name=f"{area.kind.capitalize()} {area.name}", kind=area.kind, area=area)
        for code, area in areas.items()
        if area.kind in (Kind.KELURAHAN, Kind.KECAMATAN)
    ]
    for fact in stated:
        if fact.area.digits not in areas:
            raise Refused("offices", "Kantor {code} melayani wilayah yang tidak dikenal.", code=fact.code)
        offices.append(Office(code=fact.code, name=fact.name, kind=fact.kind, area=areas[fact.area.digits]))
    Office.objects.bulk_create(
        offices, update_conflicts=True, unique_fields=["code"], update_fields=["name", "kind", "area"]
    )
    record("offices.loaded", at=at, seat="clock", about=f"kota:{folder.name}", facts={"offices": len(offices)})
    return len(offices)
