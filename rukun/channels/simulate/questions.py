"""Questions of the demonstration: asked in the first session and by heads, answered by the lurah, agreed to above."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from rukun.areas.queries import area
from rukun.channels.simulate.cast import Cast
from rukun.sosialisasi.asked import actions
from rukun.sosialisasi.asked.actions import Asking, Written
from rukun.sosialisasi.asked.rules import Topic
from rukun.values.code import AreaCode

ANSWERED_AFTER, AGREED_AFTER = timedelta(days=1, hours=3), timedelta(days=2)


def ask_and_answer(folder: Path, cast: Cast, shown: AreaCode, at: datetime) -> int:
    """Everything in the city's `faq.toml`, by the same actions as people; returns how many wait for an answer."""
    file = folder / "faq.toml"
    told = tomllib.loads(file.read_text())["question"] if file.exists() else []
    heads = [actor for code, actor in cast.heads.items() if code.startswith(shown.digits)]
    lurah, waiting = cast.lurah[shown.digits], 0
    for number, one in enumerate(told):
        asked_at, topic = at + timedelta(hours=number), Topic(one["topic"])
        asking = Asking(f"simulated-question-{number}", topic, one["asked"])
        question = actions.ask(asking, kelurahan=area(shown), by=heads[number % len(heads)], at=asked_at)
        if "words" not in one:
            waiting += 1
            continue
        written = Written(topic, one["heading"], one["words"], one.get("use", ""))
        reply = actions.answer(question.pk, written, by=lurah, at=asked_at + ANSWERED_AFTER)
        actions.approve(reply.pk, by=cast.organiser, at=asked_at + AGREED_AFTER)
    return waiting
