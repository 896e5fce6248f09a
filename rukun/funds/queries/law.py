"""Which versions of decrees there are, which of them rules a month, and which wait for somebody's word."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from rukun.databases.kept import Kept
from rukun.funds.decree import Decree, in_force, read_decree
from rukun.funds.models import DecreeProposal, LoadedDecree, Statement
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of


@lru_cache(maxsize=256)
def _read(name: str, digest: str, text: str) -> Decree:  # noqa: ARG001  the digest is the key, the text its content
    return read_decree(name, text.encode())


def loaded_decrees() -> dict[str, tuple[LoadedDecree, Decree]]:
    """The newest version of each decree that was loaded, by its id; one query."""
    newest: dict[str, tuple[LoadedDecree, Decree]] = {}
    for row in LOADED.rows():
        newest[row.decree] = (row, _read(row.decree, row.digest, row.text))
    return newest


LOADED: Kept[LoadedDecree] = Kept(lambda: LoadedDecree.objects.order_by("loaded_at", "id"))


def proposals_waiting() -> list[DecreeProposal]:
    """Versions of decrees that nobody has decided on, oldest first; one query."""
    return list(
        DecreeProposal.objects.filter(approved=None).select_related("proposed_in").order_by("proposed_at", "id")
    )


def proposal_by_digest(digest: str) -> DecreeProposal:
    """The one waiting version whose digest begins like this; refused where there is none, or more than one."""
    found = list(DecreeProposal.objects.filter(approved=None, digest__startswith=digest.lower())[:2])
    if len(found) != 1 or not digest:
        raise Refused("hidden", "Tidak ada tepat satu versi yang menunggu dengan sidik {digest}.", digest=digest)
    return found[0]


def decree_for(unit: Kind, month: Month, known_on: date) -> Decree:
    """The decree that rules the month for a kind of unit, by what was signed until a day; one query."""
    return in_force((decree for _, decree in loaded_decrees().values()), unit, month, known_on)


def is_checked_in_full(month: Month, at: datetime) -> bool:
    """Whether a decree that rules the month, as it is known at a moment, asks that every report is looked at; one
    query."""
    law = [decree for _, decree in loaded_decrees().values()]
    for kind in (Kind.RT, Kind.RW):
        try:
            if in_force(law, kind, month, day_of(at)).full_check:
                return True
        except Refused:
            continue
    return False


def decree_of(statement: Statement) -> Decree:
    """The version of the decree by which a statement was closed; no query when its decree was read along."""
    row = statement.decree
    return _read(row.decree, row.digest, row.text)
