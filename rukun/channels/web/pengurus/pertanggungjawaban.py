"""What a unit accounts for: registers, SPJ and the residents' meeting, as pages, PDF and XLSX."""

from __future__ import annotations

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.areas import queries as areas
from rukun.channels.web.pengurus.unit import UnitLooked, unit_asked, unit_looked
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.funds import actions
from rukun.funds import queries as funds
from rukun.funds.periods import Span
from rukun.funds.queries.accounts import accounts_of_units
from rukun.funds.queries.spending import Book, book_of
from rukun.funds.sheets import Paper, month_words, names_above, pdf_of, signers_of, workbook_of
from rukun.reports import storage
from rukun.reports.actions import keep_photo
from rukun.values.code import Kind
from rukun.values.number import number_in
from rukun.values.refused import Refused, hidden
from rukun.values.time import Month, day_in, day_of

# Kind of paper: months of its period, its title, and the letters of its number.
PAPERS = {
    "register": (1, "Register Kas", "REG"),
    "spj": (3, "Surat Pertanggungjawaban Uang Operasional", "SPJ"),
    "musyawarah": (6, "Laporan Keuangan untuk Musyawarah Warga", "MUS"),
}
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RECEIPT_EDGE = 800
RECEIPTS_MAX = 60


def page(request: Asked) -> HttpResponse:
    """Every period with what was handed in and how late; the board hands in here."""
    wrong, status = "", 200
    whose = unit_looked(request)
    if request.method == "POST":
        try:
            _hand_in(request)
            return redirect(reverse("spj") + (f"?{whose.in_address}" if whose.in_address else ""))
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    decrees = [decree for _, decree in funds.loaded_decrees().values()]
    now = Month.of(request.now)
    told = {
        "whose": whose,
        "accounts": accounts_of_units([whose.unit], decrees, request.now)[0],
        "spans": {name: Span.holding(now, months) for name, (months, _, _) in PAPERS.items()},
        "wrong": wrong,
        "typed": request.POST,
        "today": day_of(request.now),
        "and_unit": f"&{whose.in_address}" if whose.in_address else "",
    }
    return render(request, "pengurus/spj.html", told, status=status)


def pdf(request: Asked) -> HttpResponse:
    """A paper ready to sign, with the receipts of an SPJ."""
    kind, span, whose, book = _paper_asked(request)
    pictures = _pictures(book) if kind == "spj" else {}
    return _file(pdf_of(_paper(request, kind, span, whose), book, pictures), PDF, f"{kind}-{span.first}.pdf")


def workbook(request: Asked) -> HttpResponse:
    """The same lines for a spreadsheet."""
    kind, span, whose, book = _paper_asked(request)
    return _file(workbook_of(_paper(request, kind, span, whose), book), XLSX, f"{kind}-{span.first}.xlsx")


def _hand_in(request: Asked) -> None:
    """The register, the SPJ, or the meeting that the form is about; for the unit's own board alone."""
    unit, kind = unit_asked(request).unit, request.POST.get("jenis", "")
    if kind not in PAPERS:
        raise Refused("do", "Pilih apa yang hendak dilakukan.")
    span = Span.parse(request.POST.get("masa", ""), PAPERS[kind][0])
    if kind == "register":
        actions.hand_in_register(unit, span.first, by=request.actor, at=request.now)
    elif kind == "spj":
        actions.hand_in_spj(unit, span, by=request.actor, at=request.now)
    else:
        _tell_of_meeting(request, span)


def _tell_of_meeting(request: Asked, span: Span) -> None:
    present, upload = request.POST.get("hadir", ""), request.FILES.get("berita")
    held_on = day_in(request.POST.get("hari", ""))
    if held_on is None:
        raise Refused("day", "Pilih tanggal musyawarah.", field="held_on")
    actions.tell_of_meeting(
        unit_asked(request).unit, span, held_on=held_on,
        present=number_in(present) or 0,
        minutes=keep_photo(upload.read(), at=request.now) if upload else None, by=request.actor, at=request.now,
    )  # fmt: skip


def _paper_asked(request: Asked) -> tuple[str, Span, UnitLooked, Book]:
    whose, kind = unit_looked(request), request.GET.get("jenis", "spj")
    if kind not in PAPERS:
        raise hidden()
    months, text = PAPERS[kind][0], request.GET.get("masa", "")
    span = Span.parse(text, months) if text else Span.holding(Month.of(request.now), months).previous
    if span.first > Month.of(request.now):
        raise Refused("period", "Masa ini belum mulai.", field="masa")
    return kind, span, whose, book_of(whose.unit, span.first, span.last)


def _paper(request: Asked, kind: str, span: Span, whose: UnitLooked) -> Paper:
    months, title, letters = PAPERS[kind]
    above = [whose.unit.area_code.up_to(level) for level in (Kind.KOTA, Kind.KECAMATAN, Kind.KELURAHAN)]
    names = areas.areas_by_code(above)
    rule = "-"
    with suppress(Refused):
        decree = funds.decree_for(Kind(whose.unit.kind), span.last, day_of(request.now))
        rule = f"{decree.number}, {decree.title}"
    return Paper(
        title=title, period=month_words(span.first) if months == 1 else span.name,
        number=f"{span.number:02d}/{letters}/{whose.unit.code}/{span.first.year}", unit=whose.unit,
        above=names_above([names[code.digits].name if code.digits in names else "" for code in above]), rule=rule,
        on=day_of(request.now), signers=signers_of(whose.unit, "meeting" if kind == "musyawarah" else kind),
    )  # fmt: skip


def _pictures(book: Book) -> dict[str, bytes]:
    """The receipts of the lines that stand, in a size that is read on paper; what cannot be had is left out."""
    found: dict[str, bytes] = {}
    for expense in book.standing[:RECEIPTS_MAX]:
        if expense.receipt:
            with suppress(FileNotFoundError), storage.opened(expense.receipt, RECEIPT_EDGE)[0] as file:
                found[expense.receipt] = file.read()
    return found


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
