"""Pages that the code writes: the columns of the open data, the API, the command, and who may open which page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import click

METHODS = ("get", "post", "put", "patch", "delete")
COST = re.compile(r"[\w ,:;-]*\bquer(y|ies)\b[\w ,:;-]*\.?", re.IGNORECASE)
# What holds for every operation is told once, at the top.
EVERYWHERE = {"304", "400", "401", "403", "404", "406", "409", "413", "415", "422", "429", "500", "503"}


def pages() -> dict[str, str]:
    """Every generated page of the site with its text. Django has to be set up."""
    return {
        "reference/open-data.md": open_data(), "reference/api.md": api(), "reference/commands.md": commands(),
        "reference/access.md": access(),
    }  # fmt: skip


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A table; a bar within a cell stays in it."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(_cell(one) for one in line)} |" for line in lines) + "\n"


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


def open_data() -> str:
    """The data dictionary, from the table that files, page and catalogue follow."""
    from rukun.transparency.open_data.dictionary import FORMATS, datasets

    parts = [
        "# Open data: every column",
        "The files lie under `/data/`, and everybody may take them; the licence is CC BY 4.0. Text is UTF-8, days are "
        "written `2016-06-30`, moments in UTC. Each set comes as " + " and ".join(name.upper() for name in FORMATS)
        + ". This page is made from the dictionary that the files themselves follow; `/data/` serves it as CSV.",
        "[How to recompute from it](../recompute.md)",
    ]  # fmt: skip
    for name, one in datasets().items():
        often = "One file a month." if one.is_monthly else "One file for the whole city."
        rows = [[f"`{c.name}`", c.type, c.unit, c.en, c.id, f"`{c.example}`" if c.example else ""] for c in one.columns]
        parts.append(f"## {name}\n\n{one.en.rstrip('.')}. {often}\n\n*{one.id}*\n")
        parts.append(table(["column", "type", "unit", "what it says", "artinya", "example"], rows))
    return "\n\n".join(parts)


def api() -> str:
    """Every operation of the JSON API, from its description."""
    from rukun.channels.api.house import house

    told = house().description
    parts = [
        "# API: every operation",
        "Made from the description that every installation serves at `/api/v1/openapi.json` (OpenAPI "
        f"{told['openapi']}). [The JSON API](../api.md) explains it with examples.",
        told["info"]["description"],
    ]
    for tag in told["tags"]:
        parts.append(f"## {tag['name']}\n\n{tag['description']}")
        parts += [_operation(*one, told["components"]["schemas"]) for one in _operations(told, tag["name"])]
    parts.append("## What the answers hold")
    parts += [_schema(name, one) for name, one in sorted(told["components"]["schemas"].items())]
    return "\n\n".join(parts)


def _operations(told: dict[str, Any], tag: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, by_method in told["paths"].items():
        for method in METHODS:
            if tag in by_method.get(method, {}).get("tags", ()):
                yield method.upper(), path, by_method[method]


def _operation(method: str, path: str, one: dict[str, Any], schemas: dict[str, Any]) -> str:
    parts = [f"### {method} {path}\n\n{one['summary'].rstrip('.')}.", _more(one)]
    scopes = [scope for need in one.get("security", ()) for scope in next(iter(need.values()), [])]
    if scopes:
        parts.append("Asks for a key with: " + ", ".join(f"`{scope}`" for scope in scopes))
    sent = [_parameter(each) for each in one.get("parameters", ())] + _body(one, schemas)
    if sent:
        parts.append(table(["what is sent", "where", "kind", "what it means"], sent))
    for status, answer in one["responses"].items():
        if status not in EVERYWHERE:
            shapes = [_kind(held["schema"]) for held in answer.get("content", {}).values() if "schema" in held]
            parts.append(f"Answers **{status}** {answer['description']}" + (f": {', '.join(shapes)}" if shapes else ""))
    return "\n\n".join(part for part in parts if part)


def _more(one: dict[str, Any]) -> str:
    """What the description says besides the summary; how many queries it takes is for those who change it."""
    told = one.get("description", "").removeprefix(one["summary"]).lstrip(". \n")
    return "\n\n".join(part for part in told.split("\n\n") if not COST.fullmatch(part.strip()))


def _parameter(one: dict[str, Any]) -> list[str]:
    needed = "" if one.get("required") else ", optional"
    return [f"`{one['name']}`", one["in"] + needed, _kind(one.get("schema", {})), one.get("description", "")]


def _body(one: dict[str, Any], schemas: dict[str, Any]) -> list[list[str]]:
    rows = []
    for form, held in one.get("requestBody", {}).get("content", {}).items():
        shape = held.get("schema", {})
        shape = schemas.get(shape.get("$ref", "").rpartition("/")[2], shape)
        needed = shape.get("required", ())
        for name, field in shape.get("properties", {}).items():
            where = f"body, {form.partition('/')[2]}{'' if name in needed else ', optional'}"
            rows.append([f"`{name}`", where, _kind(field), field.get("description", "")])
    return rows


def _schema(name: str, one: dict[str, Any]) -> str:
    parts = [f"### {name}", one.get("description", "")]
    if one.get("enum"):
        parts.append("One of " + ", ".join(f"`{value}`" for value in one["enum"]) + ".")
    rows = [
        [f"`{key}`", _kind(field), field.get("description", "")] for key, field in one.get("properties", {}).items()
    ]
    return "\n\n".join(
        part for part in [*parts, table(["field", "kind", "what it means"], rows) if rows else ""] if part
    )


def _kind(schema: dict[str, Any]) -> str:
    """A kind in words, leading to the shape that it names."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            kinds = [_kind(one) for one in schema[several]]
            return " or ".join("nothing" if kind == "null" else kind for kind in kinds)
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "anything")


def commands() -> str:
    """The tree of the command with everybody's help, from the program."""
    from rukun.channels.cli.commands import cli

    parts = [
        "# The command: every subcommand",
        "What `rukun --help` and each subcommand's `--help` say. Exit codes: 0 done, 1 refused with the reason, "
        "2 wrong usage. Most answer in JSON with `--json`.",
    ]
    for name, command in _commands(cli, "rukun"):
        context = click.Context(command, info_name=name, terminal_width=84, max_content_width=84)
        said = re.sub(r"^Usage: ", "", command.get_help(context).strip())
        parts.append(f"{'##' if name.count(' ') < 2 else '###'} {name}\n\n```\n{said}\n```")
    return "\n\n".join(parts)


def _commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    if name != "rukun":
        yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            if found is not None:
                yield from _commands(found, f"{name} {sub}")


def access() -> str:
    """The access table of the pages, as the server itself asks it."""
    from rukun.channels.web.request.guard import ANYONE, SIGNED_IN
    from rukun.channels.web.routes import TABLE
    from rukun.people.rules import Role

    names = {ANYONE: "everyone", SIGNED_IN: "whoever is signed in"}
    order = list(Role)
    rows = [
        [
            f"`/{route.address}`",
            names[route.who]
            if isinstance(route.who, str)
            else ", ".join(f"`{role.value}`" for role in sorted(route.who, key=order.index)),
        ]
        for route in TABLE
    ]
    return "\n\n".join([
        "# Who may open which page",
        "Made from the table that the server asks before it shows a page; a page without a row has no address. Whether "
        "a certain report, ticket or cash book may be seen is asked again below that, by its area and office. Seats of "
        "officials are closed until their holder has a second factor (`RUKUN_SECOND_FACTOR_ROLES` in the "
        "[settings](../settings.md)).",
        table(["page", "who"], rows),
    ])  # fmt: skip
