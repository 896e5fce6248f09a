"""A page with one form: what was refused is told beside its field, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.values.refused import Refused


def form_page(request: Asked, template: str, told: dict[str, Any], act: Callable[[], HttpResponse]) -> HttpResponse:
    """The page with its form: what was refused is told beside its field."""
    wrong: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            return act()
        except Refused as refusal:
            if refusal.code == "hidden":
                raise
            wrong, status = {refusal.field or "form": words_of(refusal)}, STATUS.get(refusal.code, 400)
    return render(request, template, {**told, "wrong": wrong}, status=status)
