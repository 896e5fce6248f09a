"""Pembayaran: what is approved goes to the bank in one file, its answer comes back, and every difference is named."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.channels.web.bendahara.scope import area_asked
from rukun.channels.web.request.asked import Asked, refuse_get, rows_asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.funds import actions
from rukun.funds.access import batch_to_read, statement_to_pay
from rukun.funds.banking.files import write_batch
from rukun.funds.banking.library import layout_of, layouts_in
from rukun.funds.ledger import Kind
from rukun.funds.queries.ledger import balances_within
from rukun.funds.queries.payment import batches_within, orders_in, payments_in, to_pay, waiting_at_bank
from rukun.reports.photos import keep_photo
from rukun.values.refused import Refused
from rukun.values.time import day_of

BATCHES_SHOWN = 50
ANSWER_BYTES_MAX = 20_000_000
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def listed(request: Asked, wrong: str = "", status: int = 200) -> HttpResponse:
    """What can be sent, what has no account or came back, the files that were made, and whether the books agree."""
    area = area_asked(request)
    ready = to_pay(area.area_code, request.now)
    in_books = sum(kinds[Kind.SENT] for kinds in balances_within(area, [Kind.SENT]).values())
    waiting = waiting_at_bank(area.area_code)
    batches, paged = rows_asked(request, batches_within(area.area_code), BATCHES_SHOWN)
    told = {
        **paged,
        "address": f"wilayah={area.code}",
        "area": area,
        "sendable": [one for one in ready if one.account],
        "total": sum(one.statement.total for one in ready if one.account),
        "again": sum(bool(one.account and one.failed) for one in ready),
        "without": [one for one in ready if not one.account],
        "batches": batches,
        "layouts": list(layouts_in(_folder()).values()),
        "in_books": in_books,
        "waiting": waiting,
        "difference": in_books - waiting,
        "wrong": wrong,
    }
    return render(request, "bendahara/pembayaran.html", told, status=status)


def send(request: Asked) -> HttpResponse:
    """Draw up the file; the confirmation stands on the page before."""
    refuse_get(request)
    area = area_asked(request)
    try:
        layout = layout_of(_folder(), request.POST.get("layout", ""))
        batch = actions.draw_batch(area.area_code, layout, by=request.actor, at=request.now)
    except Refused as refusal:
        return listed(request, words_of(refusal), STATUS.get(refusal.code, 400))
    return redirect("pembayaran-satu", number=batch.pk)


def one(request: Asked, number: int) -> HttpResponse:
    """One batch: its file, the bank's answer, and how each payment stands."""
    batch, wrong, status = batch_to_read(request.actor, number), "", 200
    if request.method == "POST":
        try:
            _take(request, number, batch.layout)
            return redirect("pembayaran-satu", number=number)
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    payments = list(payments_in(batch))
    arrived = [p for p in payments if hasattr(p, "answer") and p.answer.is_paid]
    failed = [p for p in payments if hasattr(p, "answer") and not p.answer.is_paid]
    told = {
        "batch": batch, "payments": payments, "arrived": arrived, "failed": failed,
        "silent": batch.count - len(arrived) - len(failed), "arrived_total": sum(p.amount for p in arrived),
        "failed_total": sum(p.amount for p in failed),
        "silent_total": batch.total - sum(p.amount for p in (*arrived, *failed)), "wrong": wrong,
    }  # fmt: skip
    return render(request, "bendahara/kiriman.html", told, status=status)


def file(request: Asked, number: int) -> HttpResponse:
    """The file for the bank, made anew from what was kept; refused where the layout is another than it was."""
    batch = batch_to_read(request.actor, number)
    layout = layout_of(_folder(), batch.layout)
    if layout.digest != batch.layout_digest:
        raise Refused("conflict", "Susunan berkas bank {name} berubah sejak kiriman ini dibuat.", name=layout.name)
    content = write_batch(layout, orders_in(batch), batch=batch.named, day=day_of(batch.at))
    response = HttpResponse(content, content_type=TYPES[layout.format])
    response.headers["Content-Disposition"] = f'attachment; filename="rukun-{batch.named}{layout.suffix}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def cash(request: Asked, number: int) -> HttpResponse:
    """Money handed over: who, how much, and the picture of the signed receipt."""
    statement, _ = statement_to_pay(request.actor, number)
    wrong, status = "", 200
    if request.method == "POST":
        upload = request.FILES.get("tanda-terima")
        try:
            receipt = keep_photo(upload.read(), at=request.now) if upload else None
            actions.pay_in_cash(number, receipt, by=request.actor, at=request.now)
            return redirect(reverse("pembayaran") + f"?wilayah={statement.closing.kelurahan.code}")
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    return render(request, "bendahara/tunai.html", {"statement": statement, "wrong": wrong}, status=status)


def _take(request: Asked, number: int, layout: str) -> None:
    upload = request.FILES.get("file")
    if upload is None:
        raise Refused("file", "Pilih dahulu berkas jawaban bank.", field="file")
    if (upload.size or 0) > ANSWER_BYTES_MAX:
        raise Refused("file", "Jawaban bank terlalu besar.", field="file")
    actions.take_answer(number, upload.read(), layout_of(_folder(), layout), by=request.actor, at=request.now)


def _folder() -> Path:
    return Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA
