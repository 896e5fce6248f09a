"""Bring persons, offices, seats, invitations, factors and keys into the register; note who looked. A verb, an entry."""

from __future__ import annotations

from rukun.people.actions.correcting import change_login, correct
from rukun.people.actions.factors import (
    add_code_app,
    add_passkey,
    make_spare_codes,
    remove_code_app,
    remove_passkey,
    reset_factors,
)
from rukun.people.actions.identities import connect_identity, disconnect_identity, join_with_identity
from rukun.people.actions.invitations import accept_invitation, issue_invitations, join, revoke_invitation
from rukun.people.actions.keys import IssuedKey, KeyTerms, issue_key, withdraw_key, withdraw_keys_of
from rukun.people.actions.offices import load_offices, open_office
from rukun.people.actions.opening import note_opened
from rukun.people.actions.persons import (
    change_password,
    choose_language,
    confirm_login,
    deactivate,
    describe,
    recover_password,
    register_person,
    sign_out_everywhere,
    sign_up,
)
from rukun.people.actions.seats import appoint, end_appointment, leave_seats, open_seat, open_seats

__all__ = [
    "IssuedKey",
    "KeyTerms",
    "accept_invitation",
    "add_code_app",
    "add_passkey",
    "appoint",
    "change_login",
    "change_password",
    "choose_language",
    "confirm_login",
    "connect_identity",
    "correct",
    "deactivate",
    "describe",
    "disconnect_identity",
    "end_appointment",
    "issue_invitations",
    "issue_key",
    "join",
    "join_with_identity",
    "leave_seats",
    "load_offices",
    "make_spare_codes",
    "note_opened",
    "open_office",
    "open_seat",
    "open_seats",
    "recover_password",
    "register_person",
    "remove_code_app",
    "remove_passkey",
    "reset_factors",
    "revoke_invitation",
    "sign_out_everywhere",
    "sign_up",
    "withdraw_key",
    "withdraw_keys_of",
]
