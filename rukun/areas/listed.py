"""The lists of areas in a city's folder, and whether a database is that city's."""

from __future__ import annotations

import csv
from pathlib import Path

from rukun.areas.models import Area
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused


def lists(folder: Path) -> list[Path]:
    """`areas/*.csv`, in the order of their names."""
    return sorted((folder / "areas").glob("*.csv"))


def lines(file: Path) -> list[dict[str, str]]:
    """The areas of one list, each with its figures."""
    with file.open(newline="", encoding="utf-8") as text:
        return list(csv.DictReader(text))


def refuse_another(folder: Path) -> None:
    """One database holds one city: where none of its kota is in the folder, the settings name another."""
    kota = dict(Area.objects.filter(kind=Kind.KOTA).values_list("code", "name"))
    if kota and not any(AreaCode.parse(line["code"]).digits in kota for file in lists(folder) for line in lines(file)):
        raise Refused(
            "another-city",
            "Basis data ini berisi {there}, sedangkan folder {folder} berisi kota lain. Periksa RUKUN_KOTA dan "
            "DATABASE_URL; setiap kota memakai basis data sendiri.",
            there=", ".join(sorted(kota.values())[:3]), folder=folder.name,
        )  # fmt: skip
