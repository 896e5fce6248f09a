"""The actor at a moment, holders of seats, offices, what an account shows, who is invited, which programs have keys."""

from __future__ import annotations

from rukun.people.queries.accounts import (
    Factors,
    factors_of,
    has_code_app,
    has_factor,
    person_with_id,
    sessions_of,
)
from rukun.people.queries.identities import (
    has_another_way_in,
    identity_of,
    person_of_confirmed_email,
    person_with_identity,
)
from rukun.people.queries.invitations import (
    BoardMember,
    UnitInvited,
    board_of,
    invitation_open,
    other_invitations,
    units_invited,
)
from rukun.people.queries.keys import endless_keys, key_numbered, keys_issued, used_last, uses_today
from rukun.people.queries.seats import (
    DemonstrationPerson,
    actor_of,
    actors_of,
    appointments_on,
    demonstration_people,
    demonstration_person,
    has_real_people,
    holder_of,
    office,
    offices_by_code,
    offices_to_forward_to,
    person_by_login,
    seats_of_unit,
)

__all__ = [
    "BoardMember",
    "DemonstrationPerson",
    "Factors",
    "UnitInvited",
    "actor_of",
    "actors_of",
    "appointments_on",
    "board_of",
    "demonstration_people",
    "demonstration_person",
    "endless_keys",
    "factors_of",
    "has_another_way_in",
    "has_code_app",
    "has_factor",
    "has_real_people",
    "holder_of",
    "identity_of",
    "invitation_open",
    "key_numbered",
    "keys_issued",
    "office",
    "offices_by_code",
    "offices_to_forward_to",
    "other_invitations",
    "person_by_login",
    "person_of_confirmed_email",
    "person_with_id",
    "person_with_identity",
    "seats_of_unit",
    "sessions_of",
    "units_invited",
    "used_last",
    "uses_today",
]
