"""The city's `offices.toml` as facts (pure): departments and utilities, each with the area it serves."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from rukun.values.code import AreaCode
from rukun.values.refused import Refused

KINDS = ("kecamatan", "kota", "provinsi", "skpd", "utility")


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """One office: its code, name, kind and the area it serves."""

    code: str
    name: str
    kind: str
    area: AreaCode


def read_offices(text: str) -> tuple[OfficeFacts, ...]:
    """Refused at the first entry that lacks something or is there twice."""
    offices: dict[str, OfficeFacts] = {}
    for entry in tomllib.loads(text).get("office", []):
        missing = {"code", "name", "kind", "area"} - entry.keys()
        if missing or entry["kind"] not in KINDS or entry["code"] in offices:
            raise Refused(
                "offices", "Kantor {entry} tidak lengkap, salah jenisnya, atau tercatat dua kali.", entry=entry
            )
        area = AreaCode.parse(entry["area"])
        offices[entry["code"]] = OfficeFacts(entry["code"], entry["name"], entry["kind"], area)
    return tuple(offices.values())
