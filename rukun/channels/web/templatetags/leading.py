"""Addresses of pages, looked up once where nothing in them changes, and which page this is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.template import defaulttags
from django.template.base import Parser, Token
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString

register = template.Library()
PLAIN = (str, SafeString, int)
# What stands in an address as it is.
LITERAL = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]*")
# Fits wherever a code, a digest or a number does.
STAND_IN = "7031"


class Open(template.Node):
    """An address with one thing in it that changes: a code, a digest, a number."""

    def __init__(self, node: defaulttags.URLNode, name: str) -> None:
        self.node, self.name, self.value = node, name, node.args[0]

    def render(self, context: template.Context) -> str:
        """Around letters, figures, and the dots of a code the address is always the same; whatever else comes is looked
        up."""
        value = self.value.resolve(context)
        told = str(value)
        if type(value) not in PLAIN or LITERAL.fullmatch(told) is None:
            return str(self.node.render(context))
        before, after = around(self.name)
        return f"{before}{told}{after}"


class Fixed(template.Node):
    """An address without anything in it that changes."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, _context: template.Context) -> str:
        """Looked up once: a page leads to some thirty of them."""
        return address(self.name)


def address(name: str) -> str:
    """Of a page without anything in its address that changes."""
    return _address(name, get_script_prefix())


def around(name: str) -> tuple[str, str]:
    """What stands before and behind the one value of an address."""
    return _around(name, get_script_prefix())


@lru_cache(maxsize=500)
def _address(name: str, _prefix: str) -> str:
    return reverse(name)


@lru_cache(maxsize=500)
def _around(name: str, _prefix: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[STAND_IN]).rpartition(STAND_IN)
    return before, after


@register.tag
def url(parser: Parser, token: Token) -> template.Node:
    """Django's own `url`; one with nothing but a name is kept, and of one with a single value what is around it."""
    node = defaulttags.url(parser, token)
    name = node.view_name.var
    if len(node.args) > 1 or node.kwargs or node.asvar or node.view_name.filters or not isinstance(name, str):
        return node
    return Open(node, name) if node.args else Fixed(name)


class Here(template.Node):
    """Marks the way to the page that one is on."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = frozenset(names)

    def render(self, context: template.Context) -> str:
        match = getattr(context.get("request"), "resolver_match", None)
        return ' aria-current="page"' if match is not None and match.url_name in self.names else ""


@register.tag
def here(_parser: Parser, token: Token) -> Here:
    """`<a href="{% url "kas" %}"{% here "kas" %}>`; more than one name where a way leads to several pages."""
    return Here([name.strip("\"'") for name in token.split_contents()[1:]])
