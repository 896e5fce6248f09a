"""Kill -9 after every write of closing and paying: nothing is left half done, and doing it again does it once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from rukun.areas.queries import units_of
from rukun.funds import actions as funds
from rukun.funds import queries
from rukun.funds.models import Closing
from rukun.people.rules import Actor
from rukun.trail.models import Event
from rukun.values.code import AreaCode
from tests.made import judged_valid, noon_of, reports_for_unit

KELURAHAN = AreaCode("9999991001")
WITHOUT = "9999991001002005"
AT = noon_of(date(2016, 6, 20))


def test_a_month_killed_after_every_write_is_closed_approved_and_paid_once(
    committed: Path, ani: Actor, dodi: Actor, gita: Actor, citra: Actor, kartika: Actor
) -> None:
    funds.load_decrees(committed / "decrees", at=AT - timedelta(days=20))
    judged_valid(reports_for_unit(ani, [date(2016, 5, day) for day in range(3, 9)], 2), dodi, AT)
    for number, unit in enumerate(units_of(KELURAHAN)):
        if unit.code != WITHOUT:
            at = AT - timedelta(days=9)
            named = funds.propose_account(unit, bank="8", number=f"{700_000 + number}", holder="RT", by=gita, at=at)
            funds.decide_account(named.pk, is_agreed=True, by=citra, at=at)
    told = {
        "database": str(connection.settings_dict["NAME"]), "kota": str(committed), "at": AT.isoformat(),
        "kelurahan": KELURAHAN.digits, "month": "2016-05", "without": WITHOUT, "gita": gita.person_id,
        "citra": citra.person_id, "kartika": kartika.person_id,
    }  # fmt: skip
    connection.close()
    done = subprocess.run(
        [sys.executable, "-m", "tests.stories.killing", json.dumps(told)], cwd=settings.REPOSITORY, env=os.environ,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    outcomes = json.loads(done.stdout)
    assert list(outcomes) == ["close", "approve", "draw", "answer", "cash"]
    for name, outcome in outcomes.items():
        assert outcome["kills"] >= 3, f"{name} was killed at each of its writes"
        assert outcome["unchanged"], f"a killed {name} leaves nothing"
        assert outcome["acted"] and outcome["again"] and outcome["stood"], f"{name} happens once"
    balance = queries.trial_balance()
    closing = Closing.objects.get()
    refused_by_the_bank = 75_000
    assert (balance["kas"], balance["approved"]) == (closing.total - refused_by_the_bank, refused_by_the_bank)
    assert sum(balance.values()) == 0
    verbs = list(Event.objects.filter(verb__in=("month.closed", "month.approved", "batch.drawn", "batch.answered",
                                                "money.handed-over")).values_list("verb", flat=True))  # fmt: skip
    assert len(verbs) == len(set(verbs)) == 5
