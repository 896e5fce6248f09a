"""Addresses of pages, looked up once where nothing in them changes."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template import defaulttags
from django.template.base import Parser, Token
from django.urls import get_script_prefix, reverse

register = template.Library()


class Fixed(template.Node):
    """An address without anything in it that changes."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, _context: template.Context) -> str:
        """Looked up once: a page leads to some thirty of them."""
        return _address(self.name, get_script_prefix())


@lru_cache(maxsize=500)
def _address(name: str, _prefix: str) -> str:
    return reverse(name)


@register.tag
def url(parser: Parser, token: Token) -> template.Node:
    """Django's own `url`; one with nothing but a name is kept."""
    node = defaulttags.url(parser, token)
    name = node.view_name.var
    if node.args or node.kwargs or node.asvar or node.view_name.filters or not isinstance(name, str):
        return node
    return Fixed(name)
