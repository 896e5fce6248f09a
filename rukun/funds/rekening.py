"""The statement of account (rekening koran) of a unit: what lay there, line by line, what lies there; PDF and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rukun.areas.models import Area
from rukun.funds.models import Account
from rukun.funds.queries.ledger import Entry, balance_at, entries_of
from rukun.funds.sheets import amount_in_words, month_words
from rukun.people.words import unit_words
from rukun.values.cells import plain
from rukun.values.indonesian import day_in_words
from rukun.values.refused import Refused, hidden
from rukun.values.rupiah import written
from rukun.values.time import Month, day_of, iso
from rukun.values.typeset import typeset
from rukun.values.words import sentence

TEMPLATE = Path(__file__).with_name("rekening.typ")
MONTHS_MAX = 24
Kind = Account.Kind
# The accounts of a unit, in the order in which money passes through them.
ACCOUNTS: Mapping[str, str] = {
    Kind.OWED.value: sentence("Hak yang belum disetujui"),
    Kind.APPROVED.value: sentence("Disetujui, belum dibayar"),
    Kind.SENT.value: sentence("Di bank, belum diterima"),
    Kind.KAS.value: sentence("Kas"),
    Kind.SPENT.value: sentence("Dibelanjakan"),
    Kind.TAX.value: sentence("Pajak"),
    Kind.RETURNED.value: sentence("Dikembalikan"),
}
# The other side of a line, where it is nobody's but the office's.
OTHERS: Mapping[str, str] = {
    **ACCOUNTS,
    Kind.BUDGET.value: sentence("Anggaran kelurahan"),
    Kind.CITY.value: sentence("Kas daerah"),
}
CAUSES: Mapping[str, str] = {
    "sent": sentence("Dikirim ke bank"),
    "failed": sentence("Ditolak bank"),
    "merged": sentence("Kas unit yang digabungkan"),
    "accrued": sentence("Bulan ditutup"),
    "approved": sentence("Bulan disetujui"),
    "paid": sentence("Uang operasional dibayar"),
    "spent": sentence("Belanja"),
    "tax": sentence("Pajak dipotong"),
    "taken-back": sentence("Pembatalan"),
    "given-back": sentence("Dikembalikan ke kas daerah"),
}


@dataclass(frozen=True, slots=True)
class Rekening:
    """One account of a unit from a month to a month, what lay there before, and its lines."""

    unit: Area
    kind: str
    first: Month
    last: Month
    before: int
    entries: tuple[Entry, ...]

    @property
    def after(self) -> int:
        return self.before + sum(entry.amount for entry in self.entries)

    @property
    def came(self) -> int:
        return sum(entry.amount for entry in self.entries if entry.amount > 0)

    @property
    def went(self) -> int:
        return -sum(entry.amount for entry in self.entries if entry.amount < 0)

    @property
    def words(self) -> str:
        return ACCOUNTS[self.kind]


def rekening_of(unit: Area, kind: str, first: Month, last: Month) -> Rekening:
    """The account of a unit in a span of months; at most seven queries, however many lines."""
    if kind not in ACCOUNTS:
        raise hidden()
    if not 0 <= (last.year - first.year) * 12 + last.month - first.month < MONTHS_MAX:
        raise Refused("period", "Pilih masa dari bulan awal sampai bulan akhir, paling lama {most} bulan.",
                      field="sampai", most=MONTHS_MAX)  # fmt: skip
    entries = entries_of(unit, Kind(kind), first.starts_at, last.ends_at)
    before = entries[0].balance - entries[0].amount if entries else balance_at(unit, Kind(kind), last.ends_at)
    return Rekening(unit, kind, first, last, before, tuple(entries))


def csv_of(rekening: Rekening) -> str:
    """Every line with its running balance; the first and the last say what lay there before and after."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["at", "cause", "key", "other_account", "in", "out", "balance"])
    rows.writerow([iso(rekening.first.starts_at), "opening", "", "", "", "", rekening.before])
    for entry in rekening.entries:
        came, went = max(0, entry.amount), max(0, -entry.amount)
        rows.writerow([iso(entry.at), entry.cause, plain(entry.key), plain(entry.other), came, went, entry.balance])
    rows.writerow([iso(rekening.last.ends_at), "closing", "", "", rekening.came, rekening.went, rekening.after])
    return out.getvalue()


def pdf_of(rekening: Rekening, above: tuple[str, ...], on: date) -> bytes:
    """The paper, in Indonesian, as data and never as markup; `above` names kota, kecamatan and kelurahan."""
    with TemporaryDirectory(prefix="rukun-paper-") as folder:
        main = Path(folder) / "main.typ"
        main.write_bytes(TEMPLATE.read_bytes())
        return typeset(main, {"sheet": json.dumps(_told(rekening, above, on))})


def _told(rekening: Rekening, above: tuple[str, ...], on: date) -> dict[str, object]:
    named = unit_words(rekening.unit.area_code, rekening.unit.name)
    first, last = month_words(rekening.first), month_words(rekening.last)
    period = first if rekening.first == rekening.last else f"{first} sampai {last}"
    return {
        "title": "Rekening Koran", "unit": named, "period": period, "above": ", ".join(reversed(above)),
        "facts": [["Unit", named], ["Kode", rekening.unit.code], ["Wilayah", ", ".join(reversed(above)) or "-"],
                  ["Rekening", rekening.words], ["Masa", period],
                  ["Saldo akhir", amount_in_words(rekening.after)]],
        "before": _plain(rekening.before), "after": _plain(rekening.after),
        "came": _plain(rekening.came), "went": _plain(rekening.went),
        "lines": [
            {"day": f"{day_of(entry.at):%d-%m-%Y}", "words": CAUSES.get(entry.cause, entry.cause),
             "other": OTHERS.get(entry.other, entry.other), "came": _plain(entry.amount) if entry.amount > 0 else "",
             "went": _plain(-entry.amount) if entry.amount < 0 else "", "balance": _plain(entry.balance)}
            for entry in rekening.entries
        ],
        "foot": f"Rekening koran · {named} · {period} · dibuat {day_in_words(on)}",
    }  # fmt: skip


def _plain(amount: int) -> str:
    return written(amount).replace("Rp ", "")
