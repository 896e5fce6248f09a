"""`/metrics` for Prometheus: to this machine itself, or to whoever shows the token."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse
from django.http.request import split_domain_port
from django.utils.crypto import constant_time_compare

from rukun.channels.web.request import counted
from rukun.channels.web.request.asked import Asked
from rukun.operation.measures import Measure, disks, measured, of_replicas, one
from rukun.values.refused import hidden

# Whoever comes through a proxy comes from this machine, too, where the proxy stands on it. Proxies say so in one of
# these; one that says nothing still passes on the name of the site that was asked for.
PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via")
THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")


def page(request: Asked) -> HttpResponse:
    """Everything that is measured, in the format that Prometheus reads."""
    if not _may_ask(request):
        raise hidden()
    from prometheus_client import CollectorRegistry
    from prometheus_client.exposition import generate_latest

    city = CollectorRegistry()
    city.register(_Given(_all(request)))
    text = generate_latest(city) + generate_latest(counted.registry())
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_ask(request: Asked) -> bool:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if settings.RUKUN_METRICS_TOKEN and scheme == "Bearer":
        return constant_time_compare(token, settings.RUKUN_METRICS_TOKEN)
    if (
        any(name in request.headers for name in PASSED_ON)
        or split_domain_port(request.get_host())[0] not in THIS_MACHINE
    ):
        return False
    try:
        return ipaddress.ip_address(str(request.META.get("REMOTE_ADDR", ""))).is_loopback
    except ValueError:
        return False


def _all(request: Asked) -> Iterator[Measure]:
    """Also while the database is away: then that is what is told."""
    try:
        yield from list(measured(request.now))
        is_up = True
    except DatabaseError:
        is_up = False
    yield one("rukun_database_up", "1 while the database answers", is_up)
    yield disks()
    yield from of_replicas()


class _Given:
    """Measures as the library takes them."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        self.measures = list(measures)

    def collect(self) -> Iterator[Any]:
        """Each as a family of its kind."""
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

        for measure in self.measures:
            if measure.buckets:
                yield HistogramMetricFamily(measure.name, measure.words, list(measure.buckets), measure.sum)
                continue
            kind = CounterMetricFamily if measure.name.endswith("_total") else GaugeMetricFamily
            labels = [name for name, _ in next(iter(measure.values), ())]
            family = kind(measure.name, measure.words, labels=labels)
            for values, value in measure.values.items():
                family.add_metric([text for _, text in values], value)
            yield family
