"""The messages of the screens: collect them from code and templates into the catalogues, or compile the catalogues.

Indonesian is the language of the source. `make messages` collects; `make setup` compiles. A test fails when a message
has no English.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.template.base import Node

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "rukun"
CATALOGUES = sorted((HOUSE / "locale").glob("*/LC_MESSAGES/django.po"))
# Function -> which arguments are message ids.
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "gettext": None, "ngettext": (1, 2), "sentence": None, "Refused": (2,), "_needed": (2,), "needed": (2,),
}  # fmt: skip

Found = tuple[str, int, str | tuple[str, str]]


def main() -> None:
    """`messages.py` collects; `messages.py compile` compiles."""
    if sys.argv[1:] == ["compile"]:
        compile_all()
    else:
        collect_all()


def collected() -> Iterator[Found]:
    """File, line, and message id (or singular and plural) of every message of the house."""
    yield from _in_code()
    yield from _in_templates()


def _in_code() -> Iterator[Found]:
    from babel.messages.extract import extract_from_file

    for file in sorted(HOUSE.rglob("*.py")):
        for line, message, _, _ in extract_from_file("python", str(file), keywords=KEYWORDS):
            yield str(file.relative_to(ROOT)), line, message if isinstance(message, str) else (message[0], message[1])


def _in_templates() -> Iterator[Found]:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rukun.settings")
    django.setup()
    from django.template import Engine

    django_engine = Engine.get_default()
    folder = HOUSE / "channels" / "web" / "templates"
    for file in sorted(folder.rglob("*.html")):
        template = django_engine.get_template(str(file.relative_to(folder)))
        for line, message in _of_nodes(template.nodelist):
            yield str(file.relative_to(ROOT)), line, message


def _of_nodes(nodes: Any) -> Iterator[tuple[int, str | tuple[str, str]]]:
    from django.template.base import Node
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    from rukun.channels.web.drawing.still import Still

    for node in nodes:
        if isinstance(node, Still):
            yield from _of_nodes(node.parts)
        elif isinstance(node, TranslateNode):
            # A variable has no literal: what it holds is collected where it is written.
            # Both tags double what is a percent sign, and look for the message so.
            if node.filter_expression.var.literal:
                yield _line(node), str(node.filter_expression.var.literal).replace("%", "%%")
        elif isinstance(node, BlockTranslateNode):
            singular = node.render_token_list(node.singular)[0]
            plural = node.render_token_list(node.plural)[0] if node.plural else None
            yield _line(node), (singular, plural) if plural else singular
        elif isinstance(node, Node):
            for name in node.child_nodelists:
                yield from _of_nodes(getattr(node, name, ()))


def _line(node: Node) -> int:
    return node.token.lineno or 0 if node.token else 0


def collect_all() -> None:
    """Bring every catalogue up to the source: new messages without words, gone ones out, the others as they were."""
    from babel.messages import Catalog
    from babel.messages.pofile import read_po, write_po

    fresh = list(collected())
    for file in CATALOGUES:
        with file.open("rb") as source:
            known = read_po(source, locale=file.parts[-3])
        catalogue = Catalog(
            locale=known.locale, project="Rukun", header_comment=known.header_comment, fuzzy=False,
            creation_date=known.creation_date, revision_date=known.revision_date,
        )  # fmt: skip
        for where, _, message in fresh:
            before = known.get(message if isinstance(message, str) else message[0])
            if before and isinstance(before.string, str) is not isinstance(message, str):
                before = None  # it was counted, or not, and is not now: to be said anew
            entry = catalogue.add(message, before.string if before else "", locations=[(where, None)])  # type: ignore[list-item]
            if not before:
                sys.stdout.write(f"new in {file.parts[-3]}: {entry.id}\n")
        with file.open("wb") as out:
            write_po(out, catalogue, width=100, omit_header=False, include_lineno=False, sort_output=True)


def compile_all() -> None:
    """Write `django.mo` beside every `django.po`."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for file in CATALOGUES:
        with file.open("rb") as source, file.with_suffix(".mo").open("wb") as out:
            write_mo(out, read_po(source, locale=file.parts[-3]))


if __name__ == "__main__":
    main()
