"""Templates whose parts that are the same for everybody are drawn once: words, addresses, icons and files that stand
next to each other in a template become one piece of text in each language.

A page of a desk has some five hundred parts, and walking through them is most of what drawing it costs. What depends on
who reads, on what was asked or on what was found is drawn each time as before.
"""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import Any

from django.template import Origin, Template
from django.template.base import Node, NodeList, TextNode, Variable
from django.template.context import Context
from django.template.defaulttags import CommentNode, IfNode, LoadNode
from django.template.library import SimpleNode
from django.template.loaders import cached
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix
from django.utils.translation import get_language

from rukun.channels.web.templatetags.leading import Fixed
from rukun.channels.web.templatetags.spoken import Spoken
from rukun.channels.web.templatetags.written import icon

ALWAYS = (TextNode, Spoken, Fixed, LoadNode, CommentNode)
# Tags that tell the same for the same words.
PURE = frozenset({icon})
SETTLING = Lock()


class Still(Node):
    """Parts that are the same for everybody who reads this language, as one."""

    def __init__(self, parts: list[Node]) -> None:
        self.parts, self.token = parts, parts[0].token
        self.kept: dict[tuple[str | None, str], str] = {}

    def render(self, context: Context) -> str:
        # Where the house stands below another address, its addresses say so.
        key = (get_language(), get_script_prefix())
        told = self.kept.get(key)
        if told is None:
            told = self.kept[key] = "".join(str(part.render_annotated(context)) for part in self.parts)
        return told

    def render_annotated(self, context: Context) -> str:
        return self.render(context)


class Loader(cached.Loader):
    """Reads each template once, as Django's own does, and puts its still parts together."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        found = super().get_template(template_name, skip)
        if not hasattr(found, "is_settled"):
            # Two who come at once have the same template in hand: whoever put its parts together while another does
            # would lose some of them.
            with SETTLING:
                if not hasattr(found, "is_settled"):
                    settle(found.nodelist)
                    found.is_settled = True  # type: ignore[attr-defined]
        return found


def settle(nodes: NodeList) -> None:
    """Put neighbours that never change together, here and in whatever lies within."""
    settled: list[Node] = []
    run: list[Node] = []
    for node in nodes:
        if _is_still(node):
            run.append(node)
            continue
        settled += _one(run)
        run = []
        for inner in _within(node):
            settle(inner)
        settled.append(node)
    nodes[:] = [*settled, *_one(run)]


def _one(run: list[Node]) -> list[Node]:
    return run if len(run) == 1 and isinstance(run[0], TextNode) else [Still(run)] if run else []


def _within(node: Node) -> Iterable[NodeList]:
    """The lists of nodes that a node draws from; those of its branches, too."""
    if isinstance(node, IfNode):
        yield from (branch for _, branch in node.conditions_nodelists)
        return
    for name in node.child_nodelists:
        found = getattr(node, name, None)
        if isinstance(found, NodeList):
            yield found


def _is_still(node: Node) -> bool:
    if isinstance(node, StaticNode):
        return node.varname is None and _is_fixed(node.path)
    if isinstance(node, SimpleNode):
        is_pure = node.func in PURE and node.target_var is None and not node.kwargs
        return is_pure and all(_is_fixed(one) for one in node.args)
    return isinstance(node, ALWAYS)


def _is_fixed(expression: Any) -> bool:
    """Words that stand in the template itself, as they are."""
    var = expression.var
    return not expression.filters and not (isinstance(var, Variable) and var.lookups is not None)
