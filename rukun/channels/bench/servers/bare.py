"""The baseline: a Django application that does nothing but two inserts, or reads fifty rows with one query.

No session, no forgery check, no pages, no rules: what the framework and the database cost by themselves.
"""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from rukun.transparency.map.cells import Box, squares_of

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rukun.settings")

TABLES = (
    "CREATE TABLE bench_said (id {serial}, words text NOT NULL, lat double precision, lon double precision)",
    "CREATE TABLE bench_event (id {serial}, said_id bigint NOT NULL, facts text NOT NULL)",
)
SERIAL = {"sqlite": "integer PRIMARY KEY AUTOINCREMENT", "postgresql": "bigserial PRIMARY KEY"}
QUEUE = (
    "SELECT r.code, r.words, t.state, t.due_at FROM followup_ticket t JOIN reports_report r ON r.id = t.report_id "
    "JOIN people_office o ON o.id = t.holder_id "
    "WHERE o.code = '3174031002' AND t.state IN ('waiting', 'in-hand', 'reopened') ORDER BY t.due_at, t.id LIMIT 50"
)
SCREEN = (
    'SELECT "row", "column", lat, lon, red, yellow, green, grey, plain FROM transparency_tally '
    'WHERE level = %s AND month = 0 AND "row" IN ({rows}) AND "column" BETWEEN %s AND %s'
)


def make_tables() -> None:
    """The two tables of the baseline."""
    with connection.cursor() as cursor:
        for sql in TABLES:
            cursor.execute(sql.format(serial=SERIAL[connection.vendor]))


def submit(request: HttpRequest) -> HttpResponse:
    """Two inserts in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bench_said (words, lat, lon) VALUES (%s, %s, %s) RETURNING id",
            [request.POST["words"], float(request.POST["lat"]), float(request.POST["lon"])],
        )
        number = cursor.fetchone()[0]
        cursor.execute("INSERT INTO bench_event (said_id, facts) VALUES (%s, %s)", [number, "{}"])
    return HttpResponse(str(number))


def queue(_request: HttpRequest) -> HttpResponse:
    """Fifty rows as JSON."""
    with connection.cursor() as cursor:
        cursor.execute(QUEUE)
        return JsonResponse({"rows": cursor.fetchall()})


def screen(request: HttpRequest) -> HttpResponse:
    """The squares of a screenful as JSON."""
    level, rows, columns = squares_of(Box.parse(request.GET["kotak"]), int(request.GET["z"]))
    with connection.cursor() as cursor:
        cursor.execute(SCREEN.format(rows=", ".join(map(str, rows))), [level, columns[0], columns[-1]])
        return JsonResponse({"rows": cursor.fetchall()})


urlpatterns = [path("submit", submit), path("queue", queue), path("screen", screen)]


def application_of() -> object:
    """The WSGI application, with every middleware taken out."""
    settings.ROOT_URLCONF = "rukun.channels.bench.servers.bare"
    settings.MIDDLEWARE = []
    return get_wsgi_application()


if os.environ.get("RUKUN_BENCH_BARE"):
    application = application_of()
