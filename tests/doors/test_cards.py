"""A card says what it said as a template, whoever wrote what into the report."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import translation

from rukun.channels.web.templatetags.carded import report_card

pytestmark = pytest.mark.any_engine
# How it would be written as a template.
WRITTEN = Path(__file__).with_name("a_card.html")
SHARP = "<b>&'\""


def area(code: str, name: str = SHARP) -> SimpleNamespace:
    return SimpleNamespace(code=code, name=name)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_card_is_written_as_the_template_of_one_would_be(language: str) -> None:
    template = engines["django"].from_string(WRITTEN.read_text())
    kind = SimpleNamespace(icon="trash-2", name=f"Sampah {SHARP}", name_en=f"Rubbish {SHARP}")
    places = [(None, None), (None, area("9999991001002")), (area("9999991001002005"), area("9999991001002"))]
    parts = product([None, "a" * 64], [None, "waiting", "done"], ["", f"Kata {SHARP}\nlagi"], places, [0, 1, 1200])
    with translation.override(language):
        for photo, state, said, (rt, rw), supports in parts:
            report = SimpleNamespace(
                code="P7DG7PYREX", photo=photo, category=kind, ticket_state=state, said=said, rt=rt, rw=rw,
                kelurahan=area("9999991001"), received_at=datetime(2016, 6, 1, 17, tzinfo=UTC), supports=supports,
            )  # fmt: skip
            assert report_card(report) == template.render({"report": report})


def test_what_somebody_wrote_into_a_card_is_no_markup() -> None:
    report = SimpleNamespace(
        code=SHARP, photo=SHARP, category=SimpleNamespace(icon="x", name=SHARP, name_en=SHARP), ticket_state=None,
        said=SHARP, rt=None, rw=None, kelurahan=area("9999991001"), received_at=datetime(2016, 6, 1, tzinfo=UTC),
        supports=0,
    )  # fmt: skip
    assert "<b>" not in report_card(report) and report_card(report).count('"') % 2 == 0
