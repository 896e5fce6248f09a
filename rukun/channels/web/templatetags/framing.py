"""What is the same on page after page, put together once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import template
from django.template import Engine, defaulttags, loader_tags
from django.template.base import FilterExpression, NodeList, Parser, TextNode, Token, VariableNode
from django.template.exceptions import TemplateSyntaxError
from django.template.library import SimpleNode
from django.template.smartif import Literal, TokenBase
from django.templatetags import i18n
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from rukun.channels.web.drawing.still import Still
from rukun.channels.web.templatetags.leading import Fixed, Here

register = template.Library()
# More than there are roles, pages and languages together; should they ever be, they are put together anew.
KEPT_AT_MOST = 2_000
THIS_PAGE = "request.resolver_match.url_name"
Known = str | int | bool | None


class Same(template.Node):
    """The same letters for whoever reads this language and has these values. Nothing in it may depend on more, which
    is looked at when the template is read: what one person sees is never shown to another."""

    def __init__(self, inside: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist, self.values = inside, values
        self.kept: dict[tuple[Known, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        """As it was put together the first time."""
        told = [value.resolve(context, ignore_failures=True) for value in self.values]
        key = (get_language(), get_script_prefix(), *told)
        found = self.kept.get(key)
        if found is None:
            found = mark_safe(self.nodelist.render(context))
            if len(self.kept) >= KEPT_AT_MOST:
                self.kept.clear()
            self.kept[key] = found
        return found


@register.tag
def same(parser: Parser, token: Token) -> Same:
    """`{% same has_unit unread %}...{% endsame %}`, with everything that what stands in between depends on."""
    named = token.split_contents()[1:]
    inside = parser.parse(("endsame",))
    parser.delete_first_token()
    for said in _depends_on(inside):
        if said not in named:
            raise TemplateSyntaxError(f"what is the same for all depends on {said}: name it in the tag")
    return Same(inside, [parser.compile_filter(name) for name in named])


def _depends_on(inside: NodeList) -> Iterator[str]:
    """Every value that these nodes ask for, as the template writes it. Refuses what it does not know."""
    for node in inside:
        if isinstance(node, defaulttags.IfNode):
            for condition, branch in node.conditions_nodelists:
                yield from _in_condition(condition)
                yield from _depends_on(branch)
        elif isinstance(node, Here):
            yield THIS_PAGE
        elif isinstance(node, loader_tags.IncludeNode) and not node.extra_context and _is_fixed(node.template):
            yield from _depends_on(Engine.get_default().get_template(node.template.var).nodelist)
        else:
            yield from (said.token for said in _asked_by(node) if not _is_fixed(said))


def _in_condition(condition: Any) -> Iterator[str]:
    if isinstance(condition, defaulttags.TemplateLiteral):
        said = cast(FilterExpression, condition.value)
        if not _is_fixed(said):
            yield said.token
    elif isinstance(condition, TokenBase) and not isinstance(condition, Literal):
        for part in (condition.first, condition.second):
            if part is not None:
                yield from _in_condition(part)


def _asked_by(node: template.Node) -> list[FilterExpression]:
    if isinstance(node, TextNode | Fixed | Still | defaulttags.LoadNode):
        return []
    if isinstance(node, VariableNode | i18n.TranslateNode) and not getattr(node, "asvar", None):
        return [node.filter_expression]
    if isinstance(node, StaticNode) and node.varname is None:
        return [node.path]
    if isinstance(node, SimpleNode) and not node.takes_context and node.target_var is None:
        return [*node.args, *node.kwargs.values()]
    raise TemplateSyntaxError(f"{type(node).__name__} may say another thing to each reader")


def _is_fixed(said: FilterExpression) -> bool:
    return not said.filters and getattr(said.var, "lookups", None) is None


class Blocks(NodeList):
    """The nodes of a template that others extend; where its blocks are is looked for once and not with every page."""

    def __init__(self, nodes: NodeList) -> None:
        super().__init__(nodes)
        self.contains_nontext = nodes.contains_nontext
        self.found: dict[type, list[Any]] = {}

    def get_nodes_by_type(self, nodetype: type) -> list[Any]:
        """Django's own answer, kept."""
        if nodetype not in self.found:
            self.found[nodetype] = super().get_nodes_by_type(nodetype)
        return self.found[nodetype]


class Extends(loader_tags.ExtendsNode):
    """Django's own."""

    def get_parent(self, context: template.Context) -> Any:
        """The template that is extended."""
        found = super().get_parent(context)
        if type(found.nodelist) is NodeList:
            found.nodelist = Blocks(found.nodelist)
        return found


@register.tag
def extends(parser: Parser, token: Token) -> Extends:
    """Django's own `extends`."""
    node = loader_tags.do_extends(parser, token)
    return Extends(node.nodelist, node.parent_name)
