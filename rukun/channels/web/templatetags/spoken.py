"""Django's own `i18n`, whose words that stand in the template itself are looked up once in each language.

It is loaded under that name (`TEMPLATES`), so that templates are written as everywhere.
"""

from __future__ import annotations

from django import template
from django.template.base import Parser, Token
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()
register.tags |= i18n.register.tags
register.filters |= i18n.register.filters


class Spoken(i18n.TranslateNode):
    """Words that are the same for everybody who reads this language: a page has forty to a hundred of them."""

    def __init__(self, node: i18n.TranslateNode) -> None:
        super().__init__(node.filter_expression, node.noop)
        self.kept: dict[str | None, str] = {}

    def render(self, context: template.Context) -> str:
        language = get_language()
        words = self.kept.get(language)
        if words is None:
            words = self.kept[language] = super().render(context)
        return words


def _translate(parser: Parser, token: Token) -> template.Node:
    """Django's own `translate`; one with nothing but words is kept."""
    node = i18n.do_translate(parser, token)
    said = node.filter_expression
    is_fixed = not (node.asvar or node.message_context or said.filters) and said.var.lookups is None
    return Spoken(node) if is_fixed else node


register.tag("translate", _translate)
register.tag("trans", _translate)
