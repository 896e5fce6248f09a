"""Forms as a PDF to print: one A4 page a form, in large type, with a QR code that says which it is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from rukun.people.sheets import qr_svg
from rukun.people.words import unit_words
from rukun.reports.rules import TOLD_LATE_DAYS_MAX
from rukun.sosialisasi.helped.models import PaperForm
from rukun.sosialisasi.helped.rules import form_address
from rukun.values.code import Kind
from rukun.values.typeset import typeset

TEMPLATE = Path(__file__).with_name("form.typ")
KINDS_MAX = 17


def forms_pdf(forms: Sequence[PaperForm], kinds: Sequence[str], names: Mapping[str, str], *, site: str) -> bytes:
    """The PDF. `kinds` are the names of what is reported most, `names` those of kelurahan by code.

    The facts travel as data, never as markup: whatever an area is called, it is printed and not obeyed.
    """
    told = [
        {
            "unit": unit_words(form.unit.area_code, form.unit.name),
            "place": f"Kelurahan {names.get(form.unit.area_code.up_to(Kind.KELURAHAN).digits, '')}",
            "number": form.number,
            "code": f"{form.code[:5]}-{form.code[5:]}",
            "qr": qr_svg(form_address(site, form.code)),
        }
        for form in forms
    ]
    inputs = {
        "forms": json.dumps(told), "kinds": json.dumps(list(kinds)[:KINDS_MAX]), "days": str(TOLD_LATE_DAYS_MAX),
    }  # fmt: skip
    return typeset(TEMPLATE.read_bytes(), inputs)
