"""Whether a database is that of a city's folder."""

from __future__ import annotations

from pathlib import Path

from rukun.areas.folder import listing_of
from rukun.areas.models import Area
from rukun.values.code import Kind
from rukun.values.refused import Refused


def refuse_another(folder: Path) -> None:
    """One database holds one city: where none of its kota is in the folder, the settings name another. A list that
    cannot be read names none."""
    kota = dict(Area.objects.filter(kind=Kind.KOTA).values_list("code", "name"))
    if not kota:
        return
    listing = listing_of(folder)
    if not any(one.code.digits in kota for one in listing.areas) and not listing.faults:
        raise Refused(
            "another-city",
            "Basis data ini berisi {there}, sedangkan folder {folder} berisi kota lain. Periksa RUKUN_KOTA dan "
            "DATABASE_URL; setiap kota memakai basis data sendiri.",
            there=", ".join(sorted(kota.values())[:3]), folder=folder.name,
        )  # fmt: skip
