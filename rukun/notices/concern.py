"""One person to be told one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rukun.notices.rules import Matter


@dataclass(frozen=True, slots=True)
class Concern:
    """One person to be told one thing; `facts` fills the gaps of its sentence."""

    event: int
    at: datetime
    person: int
    matter: Matter
    about: str
    report: int | None
    facts: Mapping[str, Any]
