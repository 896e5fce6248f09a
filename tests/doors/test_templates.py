"""What templates of ours do quicker than Django: the same words and addresses come of it, whoever reads and whatever
comes."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, NodeList, Template, engines
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils import translation

from rukun.channels.web.drawing import still
from rukun.channels.web.drawing.still import Still, settle
from rukun.values.code import AreaCode

pytestmark = pytest.mark.any_engine
TEMPLATES = Path(still.__file__).parent / "templates"


def rendered(source: str, **told: object) -> str:
    return str(engines["django"].from_string("{% load i18n %}" + source).render(told))


def test_words_are_those_of_the_language_that_is_read() -> None:
    page = engines["django"].from_string('{% load i18n %}{% translate "Laporan" %}{% translate word %}')
    for language, words in (("id", "LaporanMasuk"), ("en", "ReportsSign in"), ("id", "LaporanMasuk")):
        with translation.override(language):
            assert page.render({"word": "Masuk"}) == words
    assert rendered('{% translate "Masuk" as said %}[{{ said }}]') == "[Masuk]"


@pytest.mark.parametrize("code", ["B000000003", "a b/ä?", "<b>", 12])
def test_an_address_with_one_value_is_the_same_as_before(code: object) -> None:
    try:
        wanted = reverse("laporan-satu", args=[code])
    except NoReverseMatch:
        with pytest.raises(NoReverseMatch):
            rendered('{% url "laporan-satu" code %}', code=code)
        return
    for _ in range(2):
        assert rendered('{% url "laporan-satu" code %}', code=code) == wanted


def test_only_the_way_to_the_page_that_one_is_on_is_marked() -> None:
    asked = SimpleNamespace(resolver_match=SimpleNamespace(url_name="kas"))
    assert rendered('<a{% here "kas" %}><a{% here "dana" "kas" %}><a{% here "dana" %}>', request=asked) == (
        '<a aria-current="page"><a aria-current="page"><a>'
    )
    assert rendered('<a{% here "kas" %}>', request=SimpleNamespace(resolver_match=None)) == "<a>"
    assert rendered('<a{% here "kas" %}>') == "<a>"


WHOLE = (
    '{% load i18n static %}<a href="{% url "kas" %}">{% icon "x" %}{% translate "Laporan" %}</a>'
    '{% if many %}<b>{% translate "Masuk" %}{{ many }}</b>{% elif none %}{% url "laporan" %}{% else %}'
    '{% static "built/app.js" %}{% icon "house" %}{% endif %}'
    '{% for one in rows %}<i>{% icon "x" %}{{ one }}{% icon one %}{% translate one %}</i>{% empty %}'
    '{% translate "Masuk" %}{% icon "x" %}{% endfor %}{% translate "Masuk" as said %}{{ said }}'
    '{% url "laporan-satu" code %}{% translate "Laporan" %}{# nothing #}.'
)


def test_parts_that_stand_still_are_drawn_once_and_the_page_stays_the_same() -> None:
    django = engines["django"].engine
    plain, settled = Template(WHOLE, engine=django), Template(WHOLE, engine=django)
    settle(settled.nodelist)
    told = ({"many": 3, "rows": ["<x>", "Laporan"], "code": "B1"}, {"none": True, "rows": [], "code": 7},
            {"rows": ["house"], "code": "B2"})  # fmt: skip
    for language in ("id", "en", "id"):
        with translation.override(language):
            for one in told:
                assert settled.render(Context(one)) == plain.render(Context(one))
    assert len(settled.nodelist.get_nodes_by_type(Still)) == 7


def test_whatever_is_read_from_a_file_is_settled_once() -> None:
    first = get_template("queue/antrean.html").template
    assert first is get_template("queue/antrean.html").template
    assert any(isinstance(node, Still) for node in first.nodelist.get_nodes_by_type(Still))


def test_two_who_read_a_file_first_at_once_leave_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    loaders = [("django.template.loaders.locmem.Loader", {"page.html": WHOLE})]
    loader = still.Loader(engines["django"].engine, loaders)
    within, goes_on = threading.Event(), threading.Event()
    page = super(still.Loader, loader).get_template("page.html")  # both have the same one in hand
    settled: list[NodeList] = []

    def slowly(nodes: NodeList) -> None:
        if nodes is page.nodelist:
            settled.append(nodes)
            within.set()
            assert goes_on.wait(20)
        settle(nodes)

    monkeypatch.setattr(still, "settle", slowly)
    first, second = (threading.Thread(target=loader.get_template, args=["page.html"]) for _ in range(2))
    first.start()
    assert within.wait(20)
    second.start()
    second.join(0.5)  # time enough to begin as well, were it let
    goes_on.set()
    first.join(20)
    second.join(20)
    assert len(settled) == 1


def test_a_house_below_another_address_leads_there_from_still_parts_too() -> None:
    page = Template('{% url "kas" %}{% icon "x" %}', engine=engines["django"].engine)
    settle(page.nodelist)
    try:
        for prefix in ("/", "/kota/", "/"):
            set_script_prefix(prefix)
            assert page.render(Context()).startswith(f"{prefix}kas/<svg")
    finally:
        set_script_prefix("/")


def test_a_unit_in_a_line_of_text_is_never_broken_and_a_long_name_may_be() -> None:
    kelurahan = SimpleNamespace(code="3174031002", name="Pondok <Kelapa>")
    drawn = rendered("{{ unit|unit_whole }}, {{ kelurahan|unit_whole }}", unit=AreaCode("3174031002003005"),
                     kelurahan=kelurahan)  # fmt: skip
    assert drawn == '<span class="whole">RT 005/RW 003</span>, Pondok &lt;Kelapa&gt;'
    # By hand it was forgotten in half of the pages; where there is no markup (choices, titles) it is `unit_name`.
    texts = {file.name: file.read_text() for file in TEMPLATES.rglob("*.html")}
    for broken in (
        r'class="[^"]*whole[^"]*">{{ [^}]*unit_name',
        r"<(dd|p|a|th|td|strong|h1|h2)\b[^>]*>{{ [^}]*unit_name",
    ):
        assert [name for name, text in texts.items() if re.search(broken, text)] == []
