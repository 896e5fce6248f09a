"""`rukun decrees`: what the law says, whether its cases come out, and why a month makes so much. No database."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from rukun.channels.cli.answers import json_answer
from rukun.funds.decree import UNIT_OF_ROLE, Decree, Flat, Grant, PerReport
from rukun.funds.library import check_folder
from rukun.funds.quality import Service
from rukun.funds.readiness import Came, Gate
from rukun.funds.rules import as_applied, entitlement
from rukun.people.rules import Role
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.rupiah import written
from rukun.values.time import Month


@click.group()
def decrees() -> None:
    """The decrees by which money is paid, as dated data."""


def city_decrees() -> Path:
    """The folder of decrees of the city that is served."""
    from django.conf import settings

    return Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA / "decrees"


@decrees.command("list")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def list_decrees(as_json: bool) -> None:
    """Every decree of the city, oldest first, with its dates and how sure its figures are.

    \b
    Example: rukun decrees list --json
    """
    found = sorted(check_folder(city_decrees()).decrees, key=lambda d: (d.effective_from, d.id))
    if as_json:
        json_answer([_told(decree) for decree in found])
        return
    for decree in found:
        until = decree.effective_until or "..."
        click.echo(
            f"{decree.id:<20} {decree.effective_from} - {until!s:<10}  {decree.status:<11} {decree.certainty:<9} "
            f"{decree.title}"
        )


@decrees.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def check(folder: Path, as_json: bool) -> None:
    """Read every decree of a folder and try its cases; exit code 1 with every mistake.

    \b
    Example: rukun decrees check kota/jakarta/decrees
    """
    checked = check_folder(folder)
    if as_json:
        json_answer(
            {
                "ok": not checked.mistakes,
                "decrees": [decree.id for decree in checked.decrees],
                "cases": checked.cases,
                "mistakes": list(checked.mistakes),
            }
        )
    else:
        click.echo(f"{len(checked.decrees)} decrees, {checked.cases} cases, {len(checked.mistakes)} mistakes.")
        for mistake in checked.mistakes:
            click.echo(f"  {mistake}", err=True)
    sys.exit(1 if checked.mistakes else 0)


@decrees.command()
@click.option("--decree", "name", required=True, help="Its id, such as kepgub-903-2016, or its number.")
@click.option("--role", required=True, type=click.Choice([Role.KETUA_RT.value, Role.KETUA_RW.value]))
@click.option("--month", "month_text", required=True, help="Such as 2016-06.")
@click.option("--valid", required=True, type=click.Path(path_type=Path), help='JSON: {"2016-06-01": 3, ...}')
@click.option("--came", "came_texts", multiple=True, help="A stage the head came to, and when: 1=2016-05-04.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def why(name: str, role: str, month_text: str, valid: Path, came_texts: tuple[str, ...], as_json: bool) -> None:
    """What a decree gives for so many valid reports a day, line by line.

    A decree that waits until a head was trained and has practised is asked with --came, once for each stage.

    \b
    Example: rukun decrees why --decree kepgub-903-2016 --role ketua-rt --month 2016-06 --valid valid.json
             rukun decrees why --decree usulan-kesiapan --role ketua-rt --month 2016-08 --valid valid.json
                 --came 1=2016-05-04 --came 2=2016-05-20 --came 3=2016-06-14
    """
    month, decree = Month.parse(month_text), _named(name)
    unit = UNIT_OF_ROLE[Role(role)]
    if unit not in decree.grants:
        raise Refused(
            "grant", "Keputusan {number} tidak memberi apa pun kepada {role}.", number=decree.number, role=role
        )
    came = _came(came_texts, decree.readiness)
    held = as_applied(decree, unit, month, came)
    found = entitlement(held, unit, month, _per_day(valid), month.length)
    if as_json:
        told = {
            "decree": decree.id, "digest": decree.digest, "in_force": decree.covers(month.first), "role": role,
            "month": str(month), "total": found.total, "lines": [asdict(line) for line in found.lines],
            "counted": found.counted, "beyond_caps": found.beyond,
        }  # fmt: skip
        json_answer(told | _ready_told(decree, unit, month, came))
        return
    click.echo(f"{decree.number}: {decree.title}\n{decree.sentence}\n")
    if decree.readiness and unit in decree.readiness.amounts:
        click.echo(f"{_ready_words(decree.readiness, month, came)}\n")
    for line in found.lines:
        click.echo(f"{line.what:<10} {line.count:>4} x {written(line.rate):>14} = {written(line.amount):>14}")
    click.echo(f"{'total':<10} {'':>4}   {'':>14}   {written(found.total):>14}")


def _ready_told(decree: Decree, unit: Kind, month: Month, came: Came) -> dict[str, Any]:
    """Whether the gate of a decree is open to the unit in the month; nothing for a decree without one."""
    gate = decree.readiness
    if gate is None or unit not in gate.amounts:
        return {}
    first = gate.bound_from(came)
    told = {
        "is_bound": gate.binds(came, month), "bound_from": str(first) if first else None,
        "stages": list(gate.stages), "missing": list(gate.missing(came)), "practice_months": gate.practice_months,
        "until_then": gate.amounts[unit], "article": gate.article,
    }  # fmt: skip
    return {"readiness": told}


def _ready_words(gate: Gate, month: Month, came: Came) -> str:
    """The same in a sentence."""
    stages, first = ", ".join(str(stage) for stage in gate.stages), gate.bound_from(came)
    rule = f"Readiness ({gate.article}): stages {stages}, then whole months of practice: {gate.practice_months}."
    if gate.binds(came, month):
        return f"{rule}\nBound since {first}: the grant of the decree holds."
    if first is not None:
        return f"{rule}\nTrained and practising: the fixed amount; the grant holds from {first}."
    missing = ", ".join(str(stage) for stage in gate.missing(came))
    return f"{rule}\nNot trained yet (stage {missing} is missing): the fixed amount."


def _came(texts: tuple[str, ...], gate: Gate | None) -> dict[int, date]:
    """The stages that somebody came to, as typed; refused where the decree asks for none of it."""
    found: dict[int, date] = {}
    for text in texts:
        stage, _, day = text.partition("=")
        try:
            found[int(stage)] = date.fromisoformat(day)
        except ValueError:
            raise Refused("came", "Tulis tahap dan harinya seperti 1=2016-05-04, bukan {text}.", field="came",
                          text=text) from None  # fmt: skip
    strange = sorted(found.keys() - (set(gate.stages) if gate else set()))
    if strange:
        raise Refused("came", "Keputusan ini tidak menanyakan tahap {stage}.", field="came", stage=strange[0])
    return found


def _named(name: str) -> Decree:
    found = [d for d in check_folder(city_decrees()).decrees if name.lower() in (d.id, d.number.lower())]
    if not found:
        raise Refused("decree", "Tidak ada keputusan {name}; lihat `rukun decrees list`.", field="decree", name=name)
    return found[0]


def _per_day(file: Path) -> Mapping[date, int]:
    try:
        stated = json.loads(file.read_text())
        if not isinstance(stated, dict):
            raise ValueError
        return {date.fromisoformat(day): _count(count) for day, count in stated.items()}
    except OSError:
        raise Refused("valid", "Berkas {name} tidak dapat dibaca.", field="valid", name=file.name) from None
    except (ValueError, TypeError, UnicodeDecodeError):
        raise Refused(
            "valid", 'Berkas {name} bukan JSON seperti {{"2016-06-01": 3}}.', field="valid", name=file.name
        ) from None


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError
    return value


def _told(decree: Decree) -> dict[str, Any]:
    return {
        "id": decree.id,
        "number": decree.number,
        "title": decree.title,
        "status": decree.status,
        "certainty": decree.certainty,
        "sentence": decree.sentence,
        "known_from": decree.known_from,
        "effective_from": decree.effective_from,
        "effective_until": decree.effective_until,
        "revokes": list(decree.revokes),
        "cadence": decree.cadence,
        "spj": decree.spj,
        "grants": {kind.value: {"basis": _basis(grant), **asdict(grant)} for kind, grant in decree.grants.items()},
        "digest": decree.digest,
    } | ({"readiness": asdict(decree.readiness)} if decree.readiness else {})


def _basis(grant: Grant) -> str:
    return {Flat: "flat", PerReport: "per-report", Service: "service"}[type(grant)]
