"""What a desk puts on its shelf: views of the queue under a name, and words to the citizen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from rukun.followup.models import SavedView, Template
from rukun.followup.rules import State
from rukun.people.models import Office
from rukun.people.rules import Role, SeatHeld
from rukun.reports.rules import clean_words
from rukun.trail.actions import record
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused, hidden

VIEWS_MOST, ADDRESS_MOST = 30, 500
NAME_MOST, TEMPLATE_NAME_MOST, WORDS_MOST = 40, 60, 2_000
# Into which states words lead; the others are reached without any.
SPOKEN_STATES = (State.DONE, State.PAUSED, State.DECLINED)


@transaction.atomic
def keep_view(
    *, name: str, address: str, office: Office, person_id: int | None, desk: SeatHeld, at: datetime
) -> SavedView:
    """Keep filters and order under a name; a name that is there already gets the new ones."""
    called = " ".join(name.split())[: NAME_MOST + 1]
    if not called or len(called) > NAME_MOST:
        raise Refused("name", "Beri nama pandangan ini, paling banyak 40 huruf.", field="name")
    if len(address) > ADDRESS_MOST:
        raise Refused("address", "Saringan ini terlalu panjang untuk disimpan.", field="name")
    _refuse_office_view(person_id, desk)
    whose: dict[str, Any] = {"office": office, "person_id": person_id}
    kept = SavedView.objects.select_for_update().filter(**whose)
    if kept.exclude(name=called).count() >= VIEWS_MOST:
        raise Refused("many", "Sudah ada {most} pandangan; hapus dahulu yang tidak dipakai.", most=VIEWS_MOST)
    view, _ = SavedView.objects.update_or_create(**whose, name=called, defaults={"address": address})
    record("view.kept", at=at, seat=desk.named, about=f"office:{office.code}", facts={"own": person_id is not None})
    return view


@transaction.atomic
def drop_view(*, number: int, office: Office, person_id: int | None, desk: SeatHeld, at: datetime) -> None:
    """Take a view away: one's own, or the office's."""
    view = SavedView.objects.filter(pk=number, office=office).first()
    if view is None or view.person_id not in (None, person_id):
        raise hidden()
    _refuse_office_view(view.person_id, desk)
    is_own = view.person_id is not None
    view.delete()
    record("view.dropped", at=at, seat=desk.named, about=f"office:{office.code}", facts={"own": is_own})


@transaction.atomic
def keep_template(*, state: str, name: str, words: str, office: Office, desk: SeatHeld, at: datetime) -> Template:
    """Words to the citizen for an office; a name that is there already gets the new words."""
    called, said = " ".join(name.split()), clean_words(words)
    if state not in SPOKEN_STATES:
        raise Refused("state", "Pilih untuk apa templat ini.", field="state")
    if not called or len(called) > TEMPLATE_NAME_MOST:
        raise Refused("name", "Beri nama templat ini, paling banyak 60 huruf.", field="name")
    if not said or len(said) > WORDS_MOST:
        raise Refused("words", "Tulis kata-katanya, paling banyak 2.000 huruf.", field="words")
    try:
        with transaction.atomic():
            template, _ = Template.objects.update_or_create(
                office=office, state=state, name=called, defaults={"words": said, "is_active": True}
            )
    except IntegrityError:
        raise Refused("conflict", "Templat dengan nama itu baru saja disimpan orang lain.") from None
    facts = {"state": state, "words": digest_of_words(said)}
    record("template.kept", at=at, seat=desk.named, about=f"office:{office.code}", facts=facts)
    return template


@transaction.atomic
def retire_template(*, number: int, office: Office, desk: SeatHeld, at: datetime) -> Template:
    """Offer these words no longer; an office's own only."""
    template = Template.objects.filter(pk=number, office=office, is_active=True).first()
    if template is None:
        raise hidden()
    template.is_active = False
    template.save(update_fields=["is_active"])
    facts = {"state": template.state}
    record("template.retired", at=at, seat=desk.named, about=f"office:{office.code}", facts=facts)
    return template


def _refuse_office_view(person_id: int | None, desk: SeatHeld) -> None:
    if person_id is None and desk.role is Role.STAFF_KELURAHAN:
        raise Refused("seat", "Pandangan kantor disimpan oleh lurah.", field="office")
