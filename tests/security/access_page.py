"""The access table as a page: who gets in, by role, and where only over the own area."""

from __future__ import annotations

from collections.abc import Iterable

from rukun.channels.web.request.guard import ANYONE
from rukun.people.rules import Role
from tests.security.asking import Asker, Row, Shown, Told, takes_forms
from tests.security.city import Side

HEAD = """# Who may ask for what

Made by `make access` and compared by `tests/security/test_access.py`: do not edit. Every address of the web door is
asked for, by reading (GET) and by sending a form (POST), by somebody who is not signed in, by a resident, and by
every role twice: once with a seat over the area that the address is about (of a report: its reporter), once with the
same seat in the next city. `role°` gets in over its own area only; a role that is not named gets the page that does
not exist, and who is not signed in is asked to sign in. For an address about nothing in particular, or for everybody,
there is one cell a role. Whoever gets in may still be told that a form lacks something; a cell is empty where no form
is taken. Where a form was tried, it stood over something in the own area, as whoever uses the page would send it.

*Shows others* names what of a person the answer tells to somebody else: each time that is noted, and the person
reads it at `/akun/data-dibuka/`.

The API, Open311, webhooks and chats ask for keys and signatures instead of roles; their own tables are tested in
`tests/doors/test_api_description.py`, `test_open311_reading.py`, `test_webhooks.py` and `tests/chats`.

| address | name | table | GET | POST | shows others |
|---|---|---|---|---|---|
"""


def page_of(told: Told) -> str:
    return HEAD + "\n".join(_line(told, row) for row in told.rows) + "\n"


def _line(told: Told, row: Row) -> str:
    who = row.route.who if isinstance(row.route.who, str) else "roles"
    shown = [one for one in told.shown if one.row == row.name]
    cells = [f"`/{row.route.address}`".replace("|", "\\|"), row.name, who, said(told.entered(row.name, 0), row),
             said(told.entered(row.name, 1), row) if takes_forms(row.route) else "", _shown(shown)]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def said(entered: set[Asker], row: Row) -> str:
    """`everyone`, `signed in`, or the roles with a sign where only their own area lets them in."""
    has_sides = row.is_of_something and (row.route.who != ANYONE or "(private)" in row.name)
    sides = (Side.OWN, Side.FOREIGN) if has_sides else (Side.OWN,)
    everybody = {(role, side) for role in Role for side in sides}
    if (None, None) in entered and everybody <= entered:
        return "everyone"
    named = [_role(role, entered, sides) for role in Role]
    if everybody <= entered:
        return "signed in"
    return ", ".join(filter(None, ["anonymous" if (None, None) in entered else "", *named])) or "–"


def _role(role: Role, entered: set[Asker], sides: Iterable[Side]) -> str:
    got = [side for side in sides if (role, side) in entered]
    if len(got) == len(list(sides)):
        return role.value
    return {Side.OWN: f"{role.value}°", Side.FOREIGN: f"{role.value} (elsewhere only)"}[got[0]] if got else ""


def _shown(shown: list[Shown]) -> str:
    marks: dict[str, set[str]] = {}
    for one in shown:
        named = one.role.value if one.role else "anonymous"
        marks.setdefault(one.mark, set()).add(named + ("" if one.side is Side.OWN else " (foreign)"))
    return "; ".join(f"{mark}: {', '.join(sorted(who))}" for mark, who in sorted(marks.items())) or "–"
