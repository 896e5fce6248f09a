"""The keys that were given to other programs."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Max, QuerySet, Sum
from django.db.models.functions import Coalesce

from rukun.people.models import ApiKey, KeyUse
from rukun.values.refused import hidden
from rukun.values.time import day_of, start_of


def keys_issued() -> QuerySet[ApiKey]:
    """Those in use first, then the withdrawn ones, the newest first; one query."""
    return ApiKey.objects.order_by(F("withdrawn_at").desc(nulls_first=True), "-id")


def uses_today(at: datetime) -> dict[int, int]:
    """How often each key (id) was used today; one query."""
    rows = KeyUse.objects.filter(hour__gte=start_of(day_of(at))).order_by().values_list("key_id")
    return dict(rows.annotate(n=Coalesce(Sum("used"), 0)))


def used_last() -> dict[int, datetime]:
    """The hour in which each key (id) was used last, as far back as uses are kept; one query."""
    rows = KeyUse.objects.filter(used__gt=0).order_by().values_list("key_id")
    return dict(rows.annotate(last=Max("hour")))


def endless_keys() -> list[int]:
    """The numbers of keys in somebody's name that are good and have no end; one query."""
    rows = ApiKey.objects.filter(holder__isnull=False, expires_at=None, withdrawn_at=None)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def key_numbered(number: int) -> ApiKey:
    """The key with this number; refused where there is none."""
    found = ApiKey.objects.filter(pk=number).first()
    if found is None:
        raise hidden()
    return found
