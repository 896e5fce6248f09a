"""What a desk keeps for itself: saved views of its queue, and words to the citizen."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from rukun.databases.kept import Kept
from rukun.followup.models import SavedView, Template
from rukun.people.models import Office

VIEWS: Kept[SavedView] = Kept(
    lambda office, person: SavedView.objects.filter(Q(person=None) | Q(person_id=person), office_id=office), int, int
)


def views_of(office: Office, person_id: int | None) -> list[SavedView]:
    """The views of an office, then those of one's own, by name; one query."""
    kept = VIEWS.rows(office.pk, person_id or 0)
    return sorted(kept, key=lambda one: (one.person_id is not None, one.name.lower()))


def templates_for(office: Office, state: str = "") -> QuerySet[Template]:
    """Words in use by an office: its own first, then the city's; one query."""
    found = Template.objects.filter(Q(office=office) | Q(office=None), is_active=True)
    return (found.filter(state=state) if state else found).order_by("state", "-office_id", "name")
