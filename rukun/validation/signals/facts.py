"""What the signals are told of a report and of those around it (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rukun.validation.signals.usual import Usual


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo of a report: its digest, what its camera said, and how much it looks like nothing (0 to 1 each)."""

    digest: str
    taken_at: datetime | None = None
    is_zone_said: bool = False
    lat: float | None = None
    lon: float | None = None
    is_from_camera: bool = False
    form: str = ""
    blank: float = 0.0
    blurred: float = 0.0
    screen: float = 0.0


@dataclass(frozen=True, slots=True)
class Facts:
    """A report as the signals see it: no name, no label, nothing that a validator could not look up."""

    id: int
    code: str
    category: str
    words: str
    lat: float | None
    lon: float | None
    unit: int | None
    filer: int | None
    received_at: datetime
    captured_at: datetime
    rw_distance_m: int | None = None
    kelurahan_distance_m: int | None = None
    device: str = ""
    shots: Sequence[Shot] = ()


@dataclass(frozen=True, slots=True)
class SamePhoto:
    """An earlier report whose photo is the same file (share 1, exact) or was the source of this one."""

    picture: str
    other: Facts
    other_picture: str
    share: float
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the reports of a batch, found by indexes, by the id of the report.

    `usual` is how the city writes these days; `same_day` are all reports of its unit on its day, `near` the earlier
    ones of its category close by; `accounts` how many people a device sent for; `seen_by_others` how many others (or
    officials) saw the same flood, None where nobody could know; `circle` what share of the filer's support comes from
    how many regulars.
    """

    near: Mapping[int, Sequence[Facts]] = field(default_factory=dict)
    same_day: Mapping[int, Sequence[Facts]] = field(default_factory=dict)
    photos: Mapping[int, Sequence[SamePhoto]] = field(default_factory=dict)
    copies: Mapping[int, Sequence[Facts]] = field(default_factory=dict)
    usual: Usual = field(default_factory=Usual)
    accounts: Mapping[str, Mapping[int, Sequence[Facts]]] = field(default_factory=dict)
    seen_by_others: Mapping[int, int] = field(default_factory=dict)
    circle: Mapping[int, tuple[float, int]] = field(default_factory=dict)
    lenient: Mapping[int, tuple[float, int]] = field(default_factory=dict)
