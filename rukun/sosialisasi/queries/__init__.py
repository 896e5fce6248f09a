"""The sessions, who was invited and came, the course of each seat, the coverage and the kept tallies."""

from __future__ import annotations

from rukun.sosialisasi.queries.courses import SeatCourse, courses_of
from rukun.sosialisasi.queries.coverage import (
    Covered,
    KecamatanCovered,
    Taught,
    covered_now,
    reached,
    taught_in,
    trained_on,
)
from rukun.sosialisasi.queries.figures import AreaFigures, CityFigures, figures_of
from rukun.sosialisasi.queries.learning import best_answers, last_session_of, practice_of
from rukun.sosialisasi.queries.sessions import (
    Guest,
    Listed,
    calendar_of,
    changes_of,
    guests_of,
    minutes_of,
    next_in,
    photos_among,
    photos_of,
    session_with,
    sessions_within,
    upcoming,
    walk_ins_of,
)

__all__ = [
    "AreaFigures",
    "CityFigures",
    "Covered",
    "Guest",
    "KecamatanCovered",
    "Listed",
    "SeatCourse",
    "Taught",
    "best_answers",
    "calendar_of",
    "changes_of",
    "courses_of",
    "covered_now",
    "figures_of",
    "guests_of",
    "last_session_of",
    "minutes_of",
    "next_in",
    "photos_among",
    "photos_of",
    "practice_of",
    "reached",
    "session_with",
    "sessions_within",
    "taught_in",
    "trained_on",
    "upcoming",
    "walk_ins_of",
]
