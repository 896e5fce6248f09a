"""Open data for everyone: what there is, what it means, how to check it, and the files themselves."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from rukun.channels.web.request.asked import Asked, month_asked
from rukun.transparency.open_data import published
from rukun.transparency.open_data.describing import CATALOGUE, DICTIONARY, LICENCE, LICENCE_FILE, Listed
from rukun.transparency.open_data.dictionary import datasets
from rukun.transparency.open_data.grounded import FOLDERS
from rukun.transparency.open_data.writing import SUMS
from rukun.values.time import Month

KEPT_SECONDS = 300
DELTAS_SHOWN = 7


def page(request: Asked) -> HttpResponse:
    """The files of a month, what the whole city has once, and the newest changes; no query."""
    shelf = published.shelf(settings.RUKUN_HOME)
    month = month_asked(request, shelf.months[0] if shelf.months else Month.of(request.now).previous)
    newest = shelf.deltas[:DELTAS_SHOWN]
    once = [one for folder in FOLDERS for one in shelf.by_folder.get(folder, ())]
    told = {
        "month": month,
        "months": shelf.months,
        "files": _by_dataset(shelf.by_folder.get(str(month), ())),
        "once": _by_dataset([one for one in once if one.form != "toml"]),
        "papers": [one for one in once if one.form == "toml"],
        "deltas": [(name.rpartition("/")[2], _by_dataset(shelf.by_folder[name])) for name in newest],
        "dictionary": [(one, _meaning(one), [(c, _meaning(c)) for c in one.columns]) for one in datasets().values()],
        "sums": SUMS, "catalogue": CATALOGUE, "dictionary_file": DICTIONARY, "licence_file": LICENCE_FILE,
        "licence": LICENCE, "mirror": settings.RUKUN_MIRROR_URL,
    }  # fmt: skip
    return render(request, "portal/unduhan.html", told)


def fetch(request: Asked, name: str) -> FileResponse:  # noqa: ARG001  a view takes its request
    """One file, by the path that the catalogue and the checksums name."""
    file, digest, kind = published.file_to_take(settings.RUKUN_HOME, name)
    response = FileResponse(file.open("rb"), content_type=kind, filename=file.name)
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Others may read it from their own pages.
    response.headers["Access-Control-Allow-Origin"] = "*"
    if digest:
        response.headers["ETag"] = f'"{digest}"'
    return response


def _meaning(told: Any) -> str:
    return str(told.en if get_language() == "en" else told.id)


def _by_dataset(files: Any) -> list[tuple[str, str, list[Listed]]]:
    """Data set, meaning, files; in the order of the dictionary."""
    found: dict[str, list[Listed]] = {name: [] for name in datasets()}
    for one in files:
        found[one.dataset].append(one)
    return [
        (name, _meaning(datasets()[name]), sorted(of_it, key=lambda one: one.form))
        for name, of_it in found.items()
        if of_it
    ]
