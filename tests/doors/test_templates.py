"""What templates of ours do quicker than Django: the same words and addresses come of it, whoever reads and whatever
comes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import engines
from django.urls import NoReverseMatch, reverse
from django.utils import translation

pytestmark = pytest.mark.any_engine


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
