"""Kills a process after each write of an act, one write later each time, until the act gets through.

Run as a program on the database of a test: every attempt is a fork of it, so that a whole month is killed some fifty
times in a few seconds. After a kill the books must be as before; after the act has got through, doing it again must be
refused and change nothing.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

WRITES = ("INSERT", "UPDATE", "DELETE")


def main() -> None:
    import django

    django.setup()
    from django.db import connections

    told = json.loads(sys.argv[1])
    database = connections.databases["default"]
    database["NAME"] = told["database"]
    # A pool would hand one connection to the program and to its forks.
    database["OPTIONS"] = {key: value for key, value in database.get("OPTIONS", {}).items() if key != "pool"}
    sys.stdout.write(json.dumps({name: _until_through(act) for name, act in acts(told).items()}))


def acts(told: dict[str, Any]) -> dict[str, Callable[[], object]]:
    """Close, approve, hand to the bank, take its answer with some turned down, hand over the rest in cash."""
    from rukun.funds import actions
    from rukun.funds.banking.library import layout_of
    from rukun.funds.models import Batch
    from rukun.funds.queries.payment import orders_in, to_pay
    from rukun.people.queries import actor_of
    from rukun.values.code import AreaCode
    from rukun.values.time import Month
    from tests.made import proof

    at, ward = datetime.fromisoformat(told["at"]), AreaCode(told["kelurahan"])
    month, layout = Month.parse(told["month"]), layout_of(Path(told["kota"]), "contoh-csv")

    def by(who: str) -> Any:
        return actor_of(told[who], at)

    def answer() -> object:
        batch = Batch.objects.get()
        lines = [
            f"{order.reference};{order.amount};{'14' if n == 0 else '00'}" for n, order in enumerate(orders_in(batch))
        ]
        content = "\r\n".join(["Referensi;Jumlah;Kode", *lines]).encode()
        return actions.take_answer(batch.pk, content, layout, by=by("gita"), at=at + timedelta(days=1))

    def cash() -> object:
        from rukun.funds.models import Statement

        waiting = [one.statement.pk for one in to_pay(ward, at) if one.account is None]
        unit = waiting[0] if waiting else Statement.objects.get(unit__code=told["without"], month=month.first).pk
        return actions.pay_in_cash(unit, proof(1), by=by("kartika"), at=at + timedelta(days=2))

    return {
        "close": lambda: actions.close_month(ward, month, by=by("gita"), at=at),
        "approve": lambda: actions.approve_month(ward, month, by=by("citra"), at=at),
        "draw": lambda: actions.draw_batch(ward, layout, by=by("kartika"), at=at),
        "answer": answer,
        "cash": cash,
    }


def _until_through(act: Callable[[], object]) -> dict[str, Any]:
    """How often it was killed before it got through; `unchanged` is whether each kill left everything as it was."""
    before, kills, unchanged = _state(), 0, True
    while _attempt(act, kills + 1):
        kills += 1
        unchanged = unchanged and _state() == before
    after = _state()
    return {"kills": kills, "unchanged": unchanged, "acted": after != before, "again": _again(act),
            "stood": _state() == after}  # fmt: skip


def _attempt(act: Callable[[], object], write: int) -> bool:
    """Whether a fork that dies after so many writes has died; False when it came through."""
    from django.db import connection, connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        seen = 0

        def dying(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            nonlocal seen
            result = execute(sql, params, many, context)
            seen += sql.lstrip().upper().startswith(WRITES)
            if seen == write:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        try:
            with connection.execute_wrapper(dying):
                act()
        except BaseException as wrong:  # noqa: BLE001  a fork must not come back into the program
            sys.stderr.write(f"{wrong!r}\n")
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit(f"the act was refused, after {write - 1} kills")
    return os.WIFSIGNALED(status)


def _again(act: Callable[[], object]) -> str:
    from rukun.values.refused import Refused

    try:
        act()
    except Refused as refusal:
        return refusal.code
    return ""


def _state() -> dict[str, object]:
    """Every row of money, and how many entries the trail has."""
    from django.apps import apps

    from rukun.trail.models import Event

    found: dict[str, object] = {
        model.__name__: sorted(map(str, model.objects.values_list()))
        for model in apps.get_app_config("funds").get_models()
    }
    # An account of the books that was opened for nothing holds nothing.
    return found | {"events": Event.objects.count()}


if __name__ == "__main__":
    main()
