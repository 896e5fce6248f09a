"""Why a month makes what it makes (pure): of each line the rule, what went in, the sum, and what would raise it.

Nobody in 2016 could say why an RT got what it got. Every slip says so, in sentences that a head reads out at a meeting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rukun.funds.decree import Flat, Grant, PerReport
from rukun.funds.quality import Measured, Part, Service
from rukun.funds.readiness import Came, Gate
from rukun.funds.rules import Line
from rukun.values.rupiah import written
from rukun.values.said import Said
from rukun.values.time import Month
from rukun.values.words import sentence

MEASURE_NAMES = {
    "reported": sentence("Bulan yang dilaporkan"),
    "valid-share": sentence("Bagian laporan yang sah"),
    "answered": sentence("Penyelesaian yang dijawab"),
    "confirmed": sentence("Penyelesaian yang dibenarkan warga"),
    "register": sentence("Buku kas diserahkan tepat waktu"),
    "trained": sentence("Pengurus yang sudah ikut sosialisasi"),
}
WAYS_UP = {
    "reported": sentence("Satu laporan sah, atau pernyataan nihil pada akhir bulan, membuatnya utuh."),
    "valid-share": sentence("Laporan yang dicoret dapat disanggah; yang jelas tempat dan fotonya jarang dicoret."),
    "answered": sentence("Jawab “sudah beres” atau “belum” pada laporan RT/RW yang selesai."),
    "confirmed": sentence("Warga yang menjawab membantu; jawaban “belum” yang jujur tidak mengurangi laporan Anda."),
    "register": sentence("Serahkan buku kas bulan lalu sebelum tanggal 10."),
    "trained": sentence("Datanglah ke sosialisasi berikutnya di kelurahan, bersama pengurus yang lain."),
}


@dataclass(frozen=True, slots=True)
class Why:
    """Of one line: the rule, what went in, the sum as it is reckoned, and what would raise it (None: nothing would)."""

    rule: Said
    inputs: tuple[Said, ...]
    reckoned: Said
    raised_by: Said | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A unit for which the decree's own grant does not hold yet: what the decree asks, and what its head came to."""

    gate: Gate
    came: Came

    @property
    def missing(self) -> str:
        """The stages still to come to, as figures: `2, 3`; empty when the unit is practising."""
        return ", ".join(str(stage) for stage in self.gate.missing(self.came))

    @property
    def bound_from(self) -> Month | None:
        """The month from which reports make money; None while nobody can say."""
        return self.gate.bound_from(self.came)


def why(
    line: Line, grant: Grant, month: Month, *, existed: int, measured: Measured,
    sorted_out: Mapping[str, Sequence[str]], waiting: Waiting | None = None,
) -> Why | None:  # fmt: skip
    """The explanation of a line under its grant; None for a correction, which names the month that it corrects."""
    if line.what == "correction":
        return None
    if line.what == "flat":
        return _flat(line, month, existed) if waiting is None else _until_ready(line, month, existed, waiting)
    if isinstance(grant, PerReport):
        return _reports(line, grant, sorted_out) if line.what == "reports" else _allowance(line, grant, month, existed)
    if isinstance(grant, Service):
        part = next(part for part in grant.parts if part.measure == line.what)
        return _part(line, part, measured.get(part.measure, (0, 0)))
    assert isinstance(grant, Flat)
    return None


def _by_day(line: Line, month: Month, existed: int) -> Said:
    if existed == month.length:
        return Said(sentence("{amount} sebulan penuh."), {"amount": written(line.amount)})
    facts = {"rate": written(line.rate), "days": existed, "length": month.length, "amount": written(line.amount)}
    return Said(sentence("{rate} × {days} dari {length} hari = {amount}, dibulatkan ke bawah."), facts)


def _flat(line: Line, month: Month, existed: int) -> Why:
    rule = Said(sentence("Jumlah tetap sebulan, berapa pun laporannya."))
    return Why(rule, (), _by_day(line, month, existed), None)


def _until_ready(line: Line, month: Month, existed: int, waiting: Waiting) -> Why:
    """The fixed amount until the unit was trained and has practised: which stages, since when, and what comes next."""
    rule = Said(
        sentence("Jumlah tetap sampai ketua dilatih (tahap {stages}), lalu {months} bulan penuh berlatih."),
        {"stages": ", ".join(str(stage) for stage in waiting.gate.stages), "months": waiting.gate.practice_months},
    )
    inputs = [
        Said(sentence("Tahap {stage} diikuti {day}."), {"stage": stage, "day": day})
        for stage, day in sorted(waiting.came.items())
    ]
    if waiting.missing:
        inputs.append(Said(sentence("Tahap {stages} belum diikuti."), {"stages": waiting.missing}))
        ahead = Said(sentence("Tidak ada yang perlu dikejar: laporan dinilai dan dijelaskan, uangnya tetap. Undangan "
                              "sosialisasi berikutnya dari kelurahan."))  # fmt: skip
    else:
        ahead = Said(
            sentence("Mulai {month} keputusan ini berlaku penuh untuk RT/RW ini."), {"month": waiting.bound_from}
        )
    return Why(rule, tuple(inputs), _by_day(line, month, existed), ahead)


def _allowance(line: Line, grant: PerReport, month: Month, existed: int) -> Why:
    needs = sentence("Uang komunikasi sebulan, bila ada sedikitnya satu laporan sah.")
    plain = sentence("Uang komunikasi sebulan, ada laporan atau tidak.")
    rule = Said(needs if grant.allowance_needs_a_valid_report else plain)
    return Why(rule, (), _by_day(line, month, existed), None)


def _reports(line: Line, grant: PerReport, sorted_out: Mapping[str, Sequence[str]]) -> Why:
    caps = {"rate": written(grant.rate), "a_day": grant.counted_per_day_max, "a_month": grant.counted_per_month_max}
    rule = Said(sentence("Tiap laporan sah {rate}, paling banyak {a_day} sehari dan {a_month} sebulan."), caps)
    words = {
        "counted": sentence("{n} laporan sah dihitung."),
        "beyond": sentence("{n} laporan sah melampaui batas sehari atau sebulan."),
        "out_of_bound": sentence("{n} laporan sah di luar batas wilayah."),
        "not_counting": sentence("{n} laporan dari jenis yang tidak dihitung keputusan ini."),
        "struck": sentence("{n} laporan dicoret."),
    }
    inputs = tuple(
        Said(said, {"n": len(sorted_out.get(kind, ()))}) for kind, said in words.items() if sorted_out.get(kind)
    )
    facts = {"n": line.count, "rate": written(line.rate), "amount": written(line.amount)}
    room = grant.counted_per_month_max - line.count
    raised_by = (
        Said(sentence("Batas sebulan masih {n} laporan lagi. Tidak ada keharusan mencapainya."), {"n": room})
        if room > 0
        else None
    )
    return Why(rule, inputs, Said(sentence("{n} × {rate} = {amount}."), facts), raised_by)


def _part(line: Line, part: Part, measured: tuple[int, int]) -> Why:
    good, cases = measured
    facts = {"amount": written(part.amount), "full_at": part.full_at, "none_below": part.none_below}
    if part.none_below:
        rule = Said(sentence("{amount} utuh mulai {full_at}%, tidak ada pada {none_below}% atau kurang."), facts)
    else:
        rule = Said(sentence("{amount} utuh mulai {full_at}%, kurang dari itu menurut bagiannya."), facts)
    is_whole = line.amount == line.rate
    raised_by = None if is_whole else Said(WAYS_UP[part.measure])
    if cases < max(1, part.least):
        untold = Said(sentence("Kurang dari {least} yang dapat dinilai bulan ini."), {"least": max(1, part.least)})
        full = sentence("Tidak ada yang dikurangi: {amount}.")
        none = sentence("Belum ada yang dapat dibayar.")
        reckoned = Said(full if part.without == "full" else none, {"amount": written(line.amount)})
        return Why(rule, (untold,), reckoned, raised_by)
    inputs = (Said(sentence("{good} dari {cases}."), {"good": good, "cases": cases}),)
    return Why(rule, inputs, _reckoned(line, part), raised_by)


def _reckoned(line: Line, part: Part) -> Said:
    facts = {"rate": written(part.amount), "share": line.count, "amount": written(line.amount)}
    return Said(sentence("{share}% dari {rate} = {amount}."), facts)
