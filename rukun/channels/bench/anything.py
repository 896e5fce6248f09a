"""Whatever a program may send to the API: schemathesis makes requests up from the description, half of them fitting and
half not, and holds every answer against it. No answer may be an accident of ours, or look otherwise than described."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

ADDRESS = "/api/v1/openapi.json"
MORE = 1.25


@dataclass(slots=True)
class Walked:
    """How many requests were sent, how they were answered, and what was not as described."""

    sent: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    answered: Counter[tuple[str, int]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def walk(
    application: Any, *, examples: int, keys: Sequence[str], known: dict[str, Sequence[str]], seed: int = 1,
    only: str = "",
) -> Walked:  # fmt: skip
    """About so many requests over all operations, or over the one with this label, with and without these keys, and
    half of them at addresses where something is (`known`, by the name of what stands in the address)."""
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded
    from hypothesis import strategies as st
    from schemathesis import GenerationMode

    found = Walked()
    described = schemathesis.openapi.from_wsgi(ADDRESS, application)
    operations: list[Any] = [cast(Any, one).ok() for one in described.get_all_operations()]
    operations = [one for one in operations if only in ("", one.label)]
    each = max(1, round(examples * MORE / len(operations) / 2))
    told = settings(
        max_examples=each, deadline=None, database=None, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @told
            @seeded(seed)
            @given(case=operation.as_strategy(generation_mode=mode), choose=st.randoms(use_true_random=False))
            def once(case: Any, choose: Any) -> None:
                _somewhere(case, known, choose)
                key = choose.choice([*keys, *keys, "", "rk_salah"])
                _send(case, key, found)

            try:
                once()
            except (Exception, BaseExceptionGroup) as failure:  # noqa: BLE001  some operations take nothing that could be wrong
                if "Unsatisfiable" not in type(failure).__name__:
                    found.wrong.append(f"{operation.label}: {type(failure).__name__}: {failure}")
    return found


def _somewhere(case: Any, known: dict[str, Sequence[str]], choose: Any) -> None:
    if case.path_parameters and choose.random() < 0.5:
        for name in case.path_parameters:
            place = f"{case.operation.path}:{name}"
            values = known.get(place) or known.get(name)
            if values:
                case.path_parameters[name] = choose.choice(list(values))


def _send(case: Any, key: str, found: Walked) -> None:
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_headers_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
              response_schema_conformance]  # fmt: skip
    # Packed answers would be read by a client; here nobody unpacks them.
    headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {key}"} if key else {})
    answer = case.call(headers=headers)
    found.sent += 1
    found.statuses[answer.status_code] += 1
    found.answered[case.operation.label, answer.status_code] += 1
    try:
        case.validate_response(answer, checks=checks)
    except (AssertionError, BaseExceptionGroup) as failure:
        found.wrong.append(f"{case.operation.label} {answer.status_code}: {failure!r}"[:1500])


def main(arguments: Iterable[str]) -> None:
    """A small city of its own, and the walk through it; what came of it as JSON."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    from rukun.databases import structure

    structure.prepare()

    examples = int(next(iter(arguments)))
    settings.API_READS_PER_MINUTE = 0
    settings.ALLOWED_HOSTS = ["*"]
    keys, known = _city(Path(settings.RUKUN_KOTA_FOLDER) / "contoh")
    walked = walk(get_wsgi_application(), examples=examples, keys=keys, known=known)
    told = {"sent": walked.sent, "statuses": dict(sorted(walked.statuses.items())), "wrong": walked.wrong[:20],
            "wrong_count": len(walked.wrong)}  # fmt: skip
    sys.stdout.write(json.dumps(told, indent=1) + "\n")
    if walked.wrong:
        sys.exit(1)


def _city(folder: Path) -> tuple[list[str], dict[str, Sequence[str]]]:
    """The fictional kota with a resident and a lurah who hold keys, some reports, and a seal; and what is there."""
    from rukun import clock
    from rukun.areas.actions import load_kota
    from rukun.followup import actions as followup
    from rukun.funds.actions import load_decrees
    from rukun.people.actions import load_offices
    from rukun.reports.actions import load_categories
    from rukun.tick import tick

    now = clock.now()
    load_kota(folder, at=now)
    load_offices(folder, at=now)
    load_categories(folder, at=now)
    followup.load_holidays(folder, at=now)
    followup.load_routes(folder, at=now)
    followup.load_templates(folder, at=now)
    load_decrees(folder / "decrees", at=now)
    holders = _holders(now)
    keys, made = [_key(holder, now) for holder in holders], _filed(holders[0], now)
    with tempfile.TemporaryDirectory() as home:
        tick(home=Path(home), at=now, everything=True)
    return keys, {
        "/api/v1/areas/{code}:code": ["9999991001", "99", "9999991001002005"],
        "/api/v1/money/{code}:code": ["9999991001", "99", "9999991001002005"],
        "/api/v1/rankings/{month}/{code}:code": ["9999991001", "99.99.99.1002"],
        "/api/v1/decrees/{code}:code": ["sk-1-2015", "sk-2-2016"],
        "code": made, "number": ["1", "2", "3"], "month": ["2016-05", "2016-06"],
    }  # fmt: skip


def _holders(now: datetime) -> list[int]:
    from rukun.areas.queries import area
    from rukun.people import actions as people
    from rukun.people import queries
    from rukun.people.rules import Role

    where, found = area("9999991001"), []
    for login, role in (("warga@contoh.id", None), ("lurah@contoh.id", Role.LURAH)):
        person = people.register_person(login=login, name=login, pseudonym="Warga", password=None, at=now)
        if role is not None:
            seat = people.open_seat(role=role, area=where, at=now, office=queries.office(where.code))
            people.appoint(person=person, seat=seat, sk="SK 1", held_from=now.date(), at=now)
        found.append(person.pk)
    return found


def _key(holder: int, now: datetime) -> str:
    from rukun.people import actions as people
    from rukun.people.rules import Scope

    terms = people.KeyTerms("Bench", "bench@localhost", 1_000_000, 1_000_000, frozenset(Scope), holder)
    return people.issue_key(terms, by="bench", at=now).code


def _filed(filer: int, now: datetime) -> list[str]:
    from rukun.people.queries import actor_of
    from rukun.reports.actions import Draft, file_report
    from rukun.reports.queries import category
    from rukun.values.place import Place

    kind, by, place = category("sampah"), actor_of(filer, now), Place(-6.501, 106.5075)
    drafts = [
        Draft(key=f"bench-{n:08}", category=kind, words=f"Tumpukan {n}", captured_at=now, place=place)
        for n in range(12)
    ]
    return [file_report(draft, by=by, at=now).code for draft in drafts]


if __name__ == "__main__":
    main(sys.argv[1:])
