"""Codes of areas: Kemendagri's for province to kelurahan, with RW and RT appended by three digits each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rukun.values.refused import Refused


class Kind(StrEnum):
    """The six levels, from the province down to an RT of some thirty households."""

    PROVINSI = "provinsi"
    KOTA = "kota"
    KECAMATAN = "kecamatan"
    KELURAHAN = "kelurahan"
    RW = "rw"
    RT = "rt"


LENGTHS = {2: Kind.PROVINSI, 4: Kind.KOTA, 6: Kind.KECAMATAN, 10: Kind.KELURAHAN, 13: Kind.RW, 16: Kind.RT}
LENGTH_OF = {kind: length for length, kind in LENGTHS.items()}
# So much of any code within a kelurahan names the kelurahan: a ward, in names that are to be short.
WARD_DIGITS = LENGTH_OF[Kind.KELURAHAN]


@dataclass(frozen=True, order=True, slots=True)
class AreaCode:
    """`digits` is the code without dots: 2, 4, 6, 10, 13 or 16 of them.

    The kelurahan Bangka is `3174031002` (written `31.74.03.1002`), its RW 004 is `3174031002004` and RT 001 of that
    RW is `3174031002004001`. A code that begins with another lies within it.
    """

    digits: str

    def __post_init__(self) -> None:
        if len(self.digits) not in LENGTHS or not re.fullmatch(r"[0-9]+", self.digits):
            raise Refused("area-code", "Kode wilayah ditulis seperti 31.74.03.1002.", field="code")

    @classmethod
    def parse(cls, text: str) -> AreaCode:
        """From the dotted or the plain spelling."""
        if not re.fullmatch(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?|[0-9]+", text.strip()):
            raise Refused("area-code", "Kode wilayah ditulis seperti 31.74.03.1002.", field="code")
        return cls(text.strip().replace(".", ""))

    @property
    def kind(self) -> Kind:
        return LENGTHS[len(self.digits)]

    @property
    def official(self) -> str:
        """As the office writes it: dots down to the kelurahan, none for RW and RT."""
        d = self.digits
        if len(d) > LENGTH_OF[Kind.KELURAHAN]:
            return d
        return ".".join(part for part in (d[:2], d[2:4], d[4:6], d[6:10]) if part)

    @property
    def numbered(self) -> str:
        """As the register names an RT or RW: `RT 004`."""
        return f"{self.kind.upper()} {self.digits[-3:]}"

    @property
    def parent(self) -> AreaCode | None:
        shorter = [length for length in LENGTHS if length < len(self.digits)]
        return AreaCode(self.digits[: max(shorter)]) if shorter else None

    def up_to(self, kind: Kind) -> AreaCode:
        """The area of this kind that holds this one; refused when this one is larger."""
        if len(self.digits) < LENGTH_OF[kind]:
            raise Refused("area-code", "Wilayah ini lebih luas daripada yang diminta.", field="code")
        return AreaCode(self.digits[: LENGTH_OF[kind]])

    def is_within(self, other: AreaCode) -> bool:
        return self.digits.startswith(other.digits)
