"""Who types for whom, what a form's QR code says, and which times are believed (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from rukun.people.rules import Role
from rukun.reports.rules import ALPHABET, CODE_LENGTH
from rukun.values.code import AreaCode
from rukun.values.number import number_in
from rukun.values.refused import Refused
from rukun.values.time import day_in

# Who types at the counter what a unit of their kelurahan tells or brings on paper.
TYPING = (Role.LURAH, Role.STAFF_KELURAHAN)
# How a report says that it came to a counter, whoever it is of.
AT_COUNTER = "counter"
ASSISTANTS_MAX = 3
FORMS_AT_ONCE_MAX = 120
FORMS_EACH_MAX = 20
# A form that lay open for longer was left lying; nobody wrote for half an hour.
SECONDS_MAX = 30 * 60
TYPED_SHOWN = 30
FORM_ADDRESS = re.compile(r"/loket/formulir/([0-9A-HJKMNP-TV-Z]{10})/?$")


def assistant_of(unit: AreaCode) -> str:
    """How the trail names whoever helps a unit: by the unit, like a seat."""
    return f"pendamping@{unit.digits}"


def form_address(site: str, code: str) -> str:
    """What the QR code of a form says; `site` is an origin such as `https://rukun.contoh.go.id`."""
    return f"{site}/loket/formulir/{code}/"


def form_code(texts: Iterable[str]) -> str:
    """The code of the form whose QR code is among these texts; empty where there is none, whatever else is there."""
    return next((found[1] for text in texts if (found := FORM_ADDRESS.search(text.strip()))), "")


def slip_address(site: str, report: str, secret: str) -> str:
    """What the QR code of a slip says."""
    return f"{site}/slip/{report}/{secret}/"


def slip_signs(digest: str) -> str:
    """The ten signs of a slip, from what only the installation can compute: fifty bits."""
    number = int(digest[:13], 16)
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(CODE_LENGTH))


def spent_seconds(opened: str, at: datetime) -> int | None:
    """How long a page was open that says when it was; None where that is not believed."""
    try:
        moment = datetime.fromisoformat(opened)
    except ValueError:
        return None
    return believed_seconds(str(round((at - moment).total_seconds()))) if moment.tzinfo else None


def believed_seconds(text: str) -> int | None:
    """A number of seconds as a telephone tells it; None where that is none, or the form was left lying."""
    seconds = number_in(text)
    return seconds if seconds is not None and seconds <= SECONDS_MAX else None


def day_told(text: str, today: date) -> date:
    """A day as a form has it; today where nothing stands there."""
    day = day_in(text) if text else today
    if day is None:
        raise Refused("day", "Tulis tanggal seperti 2016-06-14.", field="day")
    return day


def minutes_of(seconds: int) -> int:
    """Whole minutes, rounded up: a minute that was begun was asked for."""
    return -(-seconds // 60)
