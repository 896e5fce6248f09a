"""Django's own `i18n`, whose words and sentences that stand in the template itself are looked up once in each language.

It is loaded under that name (`TEMPLATES`), so that templates are written as everywhere.
"""

from __future__ import annotations

from typing import Any, cast

from django import template
from django.template.base import Parser, Token, render_value_in_context
from django.templatetags import i18n
from django.utils.translation import get_language, gettext

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


class SpokenAround(i18n.BlockTranslateNode):
    """A sentence with values in it: what stands around them is the same for everybody who reads this language."""

    def __init__(self, node: i18n.BlockTranslateNode) -> None:
        self.__dict__.update(node.__dict__)
        self.kept: dict[str | None, tuple[str, list[str]]] = {}

    def render(self, context: template.Context, nested: bool = False) -> str:
        """The sentence with the values; where they do not fit into it, what Django makes of it."""
        language = get_language()
        if language not in self.kept:
            words, named = cast(Any, self).render_token_list(self.singular)
            self.kept[language] = gettext(words), named
        words, named = self.kept[language]
        with context.push(**{name: value.resolve(context) for name, value in self.extra_context.items()}):
            said = {name: render_value_in_context(context.get(name, ""), context) for name in named}
        try:
            return words % said
        except (KeyError, ValueError):
            return str(super().render(context, nested))


def _translate_block(parser: Parser, token: Token) -> template.Node:
    """Django's own `blocktranslate`; one that counts nothing, and goes to its place, is kept."""
    node = i18n.do_block_translate(parser, token)
    is_plain = not (node.plural or node.counter or node.asvar or node.message_context)
    return SpokenAround(node) if is_plain else node


register.tag("blocktranslate", _translate_block)
register.tag("blocktrans", _translate_block)
register.tag("translate", _translate)
register.tag("trans", _translate)
