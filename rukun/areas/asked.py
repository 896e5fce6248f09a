"""A border that somebody asks for, as it is carried and kept; whoever only carries it loads no geometry."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outline:
    """Its shape as WKB, whether it was drawn by hand and not surveyed, and whether units under it give up what lies
    in it."""

    shape: bytes
    is_drawn: bool
    cuts: bool
