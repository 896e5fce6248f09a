"""What is the same on page after page is put together once, and never says to one reader what is another's."""

from __future__ import annotations

import pytest
from django.template import Context, TemplateSyntaxError, engines
from django.utils import translation

pytestmark = pytest.mark.any_engine


def read(words: str) -> object:
    return engines["django"].from_string(f"{{% load i18n static %}}{words}").template  # type: ignore[attr-defined]


def told(template: object, **values: object) -> str:
    return str(template.render(Context(values)))  # type: ignore[attr-defined]


def test_it_is_put_together_once_for_each_value() -> None:
    template = read("{% same who %}{{ who }}{% endsame %}")
    assert [told(template, who=who) for who in ("<a>", "b", "<a>", None)] == ["&lt;a&gt;", "b", "&lt;a&gt;", "None"]
    assert len(template.nodelist[1].kept) == 3  # type: ignore[attr-defined]


def test_it_is_put_together_once_for_each_language() -> None:
    template = read('{% same %}{% translate "Laporan" %}{% endsame %}')
    said = []
    for language in ("id", "en", "id"):
        with translation.override(language):
            said.append(told(template))
    assert said == ["Laporan", "Reports", "Laporan"]


def test_it_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rukun.channels.web.templatetags.framing.KEPT_AT_MOST", 3)
    template = read("{% same n %}{{ n }}{% endsame %}")
    assert [told(template, n=n) for n in range(9)] == [str(n) for n in range(9)]
    assert len(template.nodelist[1].kept) <= 3  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "inside",
    [
        "{{ name }}",
        "{% if name %}a{% endif %}",
        "{% if not name %}a{% endif %}",
        "{% if shown and name == 2 %}a{% endif %}",
        "{% if shown %}{{ name }}{% endif %}",
        "{% if shown %}a{% else %}{{ name }}{% endif %}",
        "{{ shown|default:name }}",
        '{{ "a"|add:name }}',
        "{% translate name %}",
        "{% icon name %}",
        "{% static name %}",
        '{% here "home" %}',
        '{% include "parts/_guide.html" %}',
    ],
)
def test_what_it_depends_on_has_to_be_named(inside: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="depends on"):
        read(f"{{% same shown %}}{inside}{{% endsame %}}")


@pytest.mark.parametrize(
    "inside",
    [
        "{% csrf_token %}",
        "{% include name %}",
        '{% include "parts/_guide.html" with guide=name %}',
        "{% for one in name %}a{% endfor %}",
        "{% blocktranslate %}Laporan {{ name }}{% endblocktranslate %}",
        '{% translate "Laporan" as name %}',
        "{% block name %}{% endblock %}",
        '{% url "laporan-satu" name %}',
    ],
)
def test_what_may_differ_in_ways_it_cannot_see_is_refused(inside: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        read(f"{{% same name %}}{inside}{{% endsame %}}")


def test_a_named_page_and_an_included_part_may_stand_in_it() -> None:
    named = "request.resolver_match.url_name guide"
    template = read(f'{{% same {named} %}}{{% here "home" %}}{{% include "parts/_guide.html" %}}{{% endsame %}}')
    assert told(template) == ""
    assert 'href="/panduan/"' in told(template, guide="/panduan/")


SENTENCE = "{% blocktranslate with code=one time=two %}Laporan {{ code }}, diterima {{ time }}{% endblocktranslate %}"


def test_a_sentence_with_values_is_looked_up_once_in_each_language() -> None:
    template = read(SENTENCE)
    said = []
    for language in ("id", "en", "id"):
        with translation.override(language):
            said += [told(template, one=one, two=7) for one in ("A1", "<b>")]
    indonesian = ["Laporan A1, diterima 7", "Laporan &lt;b&gt;, diterima 7"]
    assert said == [*indonesian, "Report A1, received 7", "Report &lt;b&gt;, received 7", *indonesian]
    assert len(template.nodelist[-1].kept) == 2  # type: ignore[attr-defined]


def test_a_sentence_leaves_nothing_behind_and_says_percent_as_it_is() -> None:
    template = read("{% blocktranslate with code=one %}100% {{ code }}{{ two }}{% endblocktranslate %}|{{ code }}")
    assert told(template, one="a", two="b") == "100% ab|"


def test_an_address_holds_a_code_with_dots_and_quotes_what_is_none() -> None:
    template = read('{% url "wilayah" code %}')
    assert told(template, code="31.74.03.1002") == "/wilayah/31.74.03.1002/"
    assert "é" not in told(template, code="é")
